"""Every word and number of an answer about statements, declared once."""

from typing import Final

from noroshi.questions.answer import BOUND, number, word

COUNT: Final = number("statements", "statements of this verdict", "1", "verdict")

REPORT: Final = word("report", "report that says it, by id", "statement")
REPORT_TITLE: Final = word("report_title", "report that says it", "statement")
NUMBER: Final = word("number", "report and number of the statement", "statement")
ASKS: Final = word("asks", "what is asked of it", "statement")
SAYS: Final = word("says", "the statement in our own words", "statement")
USED: Final = word("used", "what the scenario uses, and why", "statement")
VERDICT: Final = word("statement_verdict", "what is to be held of it", "statement")
HELD: Final = word("statement_held", "what is to be held of it, with its mark", "statement")
LABEL: Final = word(
    "statement_label",
    "what is to be held of it; in part where its parts fare differently",
    "statement",
)
MEANT: Final = word("statement_parts", "parts that the verdict is of", "statement")
IN_PART: Final = number("in_part", "1: its parts fare differently", "1", "statement")

PART_OF: Final = word("part_statement", "statement, by id", "part")
PART_VERDICT: Final = word("part_verdict", "what is to be held of the part", "part")

CHECK_OF: Final = word("check_statement", "statement, by id", "check")
CHECK_PART: Final = word("check_part", "part of the statement", "check")
CHECK_KIND: Final = word("check_kind", "what kind of thing bears on it", "check")
ABOUT: Final = word(
    "check_about", "path of what is declared, or the measure and what it is of", "check"
)
OUTCOME: Final = word("outcome", "what the check says of its part", "check")
EVIDENCE: Final = word("evidence", "what was found, what was needed, and who says so", "check")
FOUND: Final = number(
    "found",
    "number that was found",
    "mixed",
    "check",
    BOUND,
    comment="in the unit that found_unit names; no number: words or a date, or nothing",
)
FOUND_WORDS: Final = word("found_words", "what was found, in words", "check")
FOUND_UNIT: Final = word("found_unit", "unit of the number", "check")
ORIGIN: Final = word("found_in", "where a measure is from", "check")
NEEDED: Final = word("needed", "what the statement needs of it", "check")
BECAUSE: Final = word("found_because", "why a provision stands as it does", "check")
GRADE: Final = word("check_grade", "how far it can be trusted", "check")
SOURCE: Final = word("check_source", "sources, by id", "check")
OWN_WORD: Final = number(
    "only_the_reports_say_so",
    "1: it judges nothing, since only reports under test say so",
    "1",
    "check",
)
