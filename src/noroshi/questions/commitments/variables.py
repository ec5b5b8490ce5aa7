"""Every word and number of an answer about commitments, declared once."""

from typing import Final

from noroshi.questions.answer import Variable


def _words(name: str, words: str, *axes: str, comment: str = "") -> Variable:
    return Variable(name, words, "", axes, drawn=False, comment=comment)


def _number(name: str, words: str, unit: str, *axes: str, comment: str = "") -> Variable:
    return Variable(name, words, unit, axes, drawn=False, comment=comment)


EVENT: Final = _words("event", "kind of event")
EVENT_WORDS: Final = _words("event_words", "what is asked, in a line", "day")
ASKED_DAY: Final = _words("asked_day", "day that is asked about")
COMPARED_DAY: Final = _words("compared_day", "day that it is compared with", comment="empty: none")
PLACE: Final = _words("place", "where it happens", comment="empty: no place is named")
LAT: Final = _number("latitude", "of the place", "degrees_north")
LON: Final = _number("longitude", "of the place", "degrees_east")
BY: Final = _words("by", "party that does it, by id", comment="empty: nobody is named")
ON: Final = _words("on", "party that it is done to, by id", "day", comment="empty: nobody is known")
TAKEN: Final = _words("taken_to_be_so", "answers to open questions that are taken to be so")
ASSUMED: Final = _words("assumed", "what is taken of the parties", "day")
WARNING: Final = _words("warning", "why such an event can hardly be there", "day")
SENTENCE: Final = _words("answered", "the answer in sentences", "day", "sentence")

WHERE_IS: Final = _words(
    "place_is", "inside, perhaps inside, or outside of the area", "day", "area",
    comment="empty: it does not hold on that day, or no place is named",
)  # fmt: skip
AREA_ROLE: Final = _words("area_role", "what the area is", "area")
AREA_PARTY: Final = _words("area_party", "who claims or administers it, by id", "area")
LIMIT: Final = _number(
    "limit_known_to", "how far from its true line the limit of the area may lie", "m", "day",
    "area", comment="no number: it has no line, or does not hold on that day",
)  # fmt: skip

_PROVISION: Final = "provision"
PATH: Final = _words("provision_path", "where it stands in the scenario", _PROVISION)
AGREEMENT: Final = _words("agreement", "agreement", _PROVISION)
FORM: Final = _words("agreement_form", "kind of agreement", _PROVISION)
ARTICLE: Final = _words("article", "article or section", _PROVISION)
TITLE: Final = _words("provision_title", "what it is about", _PROVISION)
SAYS: Final = _words("provision_says", "what it says, in our own words", _PROVISION)
NOTE: Final = _words("provision_note", "what is noted of it and of its agreement", _PROVISION)
SOURCE: Final = _words("provision_source", "sources, by id", _PROVISION)
TITLES: Final = _words("provision_source_titles", "sources, the first two", _PROVISION)
GRADE: Final = _words("provision_grade", "how far it can be trusted", _PROVISION)
STANDING: Final = _words(
    "standing", "applies, depends, does not apply, or not in force", "day", _PROVISION
)
BECAUSE: Final = _words(
    "because", "what holds, what it depends on, or the first condition that fails", "day",
    _PROVISION,
)  # fmt: skip
NEAR: Final = _number(
    "fails_narrowly", "1: it fails on more than the kind of event, or would bind there", "1",
    "day", _PROVISION,
)  # fmt: skip
OPEN: Final = _words(
    "depends_on", "open questions, each with the word to answer it by", "day", _PROVISION
)
LAID_DOWN: Final = _words(
    "laid_down", "what it lays down, party by party", "day", _PROVISION,
    comment="empty: it neither applies nor depends",
)  # fmt: skip

QUESTION_DAY: Final = _words("question_day", "day", "question")
QUESTION_OF: Final = _words("question_provision", "provision, by path", "question")
QUESTION_NAME: Final = _words("question_word", "word by which it can be answered", "question")
QUESTION_WORDS: Final = _words("question_words", "question", "question")

CONDITION_DAY: Final = _words("condition_day", "day", "condition")
CONDITION_OF: Final = _words("condition_provision", "provision, by path", "condition")
CONDITION_DEPTH: Final = _number(
    "condition_depth", "in how many others it lies: they stand before it", "1", "condition"
)
CONDITION: Final = _words("condition_kind", "kind of condition", "condition")
HOLDS: Final = _words("condition_holds", "yes, no or unknown", "condition")
CONDITION_WORDS: Final = _words("condition_words", "condition as it was weighed", "condition")

DUTY_DAY: Final = _words("duty_day", "day", "duty")
DUTY_PARTY: Final = _words("duty_party", "who is bound, by id", "duty")
DUTY_KIND: Final = _words("duty_kind", "kind of duty", "duty")
VERB: Final = _words("duty_verb", "must, is to, may, may only or may not", "duty")
DUTY: Final = _words("duty_text", "what the party must, may or may not do", "duty")
DUTY_IF: Final = _words("duty_conditions", "what binds it further", "duty")
DUTY_STANDING: Final = _words("duty_standing", "applies, or depends", "duty")
DUTY_OF: Final = _words("duty_provision", "provision, by path", "duty")
DUTY_BASIS: Final = _words("duty_basis", "provision that it rests on", "duty")

BOND_DAY: Final = _words("bond_day", "day", "bond")
BOND_STANDING: Final = _words("bond_standing", "applies, or depends", "bond")
BOND_VERB: Final = _words("bond_verb", "must, is to, may, may only or may not", "bond")
BOND: Final = _words("bond_duties", "all that a party must, or may, in this way", "bond")

SILENT_DAY: Final = _words("silence_day", "day", "silence")
SILENT_AGREEMENT: Final = _words("silence_agreement", "agreement, by id", "silence")
SILENT: Final = _words("silence_text", "what it says nothing of", "silence")
SILENT_SOURCE: Final = _words("silence_source", "sources, by id", "silence")

CONTEST_DAY: Final = _words("contest_day", "day", "contest")
CONTEST_BY: Final = _words("contest_by", "who contests it, by id", "contest")
CONTEST: Final = _words("contested", "what is said against it", "contest")
CONTEST_ABOUT: Final = _words("contest_about", "what is contested, by path", "contest")
CONTEST_NAME: Final = _words("contest_of", "what is contested", "contest")
CONTEST_SOURCE: Final = _words("contest_source", "sources, by id", "contest")

EARLIER: Final = _words("change_before", "provision on the earlier day, by path", "change")
LATER: Final = _words("change_after", "provision on the later day, by path", "change")
EARLIER_SAYS: Final = _words(
    "change_before_says", "what was laid down on the earlier day", "change"
)
LATER_SAYS: Final = _words("change_after_says", "what was laid down on the later day", "change")
BASIS_ONLY: Final = _number(
    "change_of_basis", "1: only the text that the duties rest on is another", "1", "change"
)
