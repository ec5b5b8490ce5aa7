"""Every word and number of an answer about statements, declared once."""

from typing import Final

from noroshi.questions.answer import BOUND, Variable


def _words(name: str, words: str, *axes: str, comment: str = "") -> Variable:
    return Variable(name, words, "", axes, drawn=False, comment=comment)


def _number(name: str, words: str, *axes: str, comment: str = "") -> Variable:
    return Variable(name, words, "1", axes, drawn=False, comment=comment)


COUNT: Final = _number("statements", "statements of this verdict", "verdict")

REPORT: Final = _words("report", "report that says it, by id", "statement")
REPORT_TITLE: Final = _words("report_title", "report that says it", "statement")
NUMBER: Final = _words("number", "report and number of the statement", "statement")
ASKS: Final = _words("asks", "what is asked of it", "statement")
SAYS: Final = _words("says", "the statement in our own words", "statement")
USED: Final = _words("used", "what the scenario uses, and why", "statement")
VERDICT: Final = _words("statement_verdict", "what is to be held of it", "statement")
HELD: Final = _words("statement_held", "what is to be held of it, with its mark", "statement")
LABEL: Final = _words(
    "statement_label",
    "what is to be held of it; in part where its parts fare differently",
    "statement",
)
MEANT: Final = _words("statement_parts", "parts that the verdict is of", "statement")
IN_PART: Final = _number("in_part", "1: its parts fare differently", "statement")

PART_OF: Final = _words("part_statement", "statement, by id", "part")
PART_VERDICT: Final = _words("part_verdict", "what is to be held of the part", "part")

CHECK_OF: Final = _words("check_statement", "statement, by id", "check")
CHECK_PART: Final = _words("check_part", "part of the statement", "check")
CHECK_KIND: Final = _words("check_kind", "what kind of thing bears on it", "check")
ABOUT: Final = _words(
    "check_about", "path of what is declared, or the measure and what it is of", "check"
)
OUTCOME: Final = _words("outcome", "what the check says of its part", "check")
EVIDENCE: Final = _words("evidence", "what was found, what was needed, and who says so", "check")
FOUND: Final = Variable(
    "found", "number that was found", "mixed", ("check", BOUND), drawn=False,
    comment="in the unit that found_unit names; no number: words or a date, or nothing",
)  # fmt: skip
FOUND_WORDS: Final = _words("found_words", "what was found, in words", "check")
FOUND_UNIT: Final = _words("found_unit", "unit of the number", "check")
ORIGIN: Final = _words("found_in", "where a measure is from", "check")
NEEDED: Final = _words("needed", "what the statement needs of it", "check")
BECAUSE: Final = _words("found_because", "why a provision stands as it does", "check")
GRADE: Final = _words("check_grade", "how far it can be trusted", "check")
SOURCE: Final = _words("check_source", "sources, by id", "check")
OWN_WORD: Final = _number(
    "only_the_reports_say_so", "1: it judges nothing, since only reports under test say so", "check"
)
