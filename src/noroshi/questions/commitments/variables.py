"""Every word and number of an answer about commitments, declared once."""

from typing import Final

from noroshi.questions.answer import number, word

EVENT: Final = word("event", "kind of event")
EVENT_WORDS: Final = word("event_words", "what is asked, in a line", "day")
ASKED_DAY: Final = word("asked_day", "day that is asked about")
COMPARED_DAY: Final = word("compared_day", "day that it is compared with", comment="empty: none")
PLACE: Final = word("place", "where it happens", comment="empty: no place is named")
LAT: Final = number("latitude", "of the place", "degrees_north")
LON: Final = number("longitude", "of the place", "degrees_east")
BY: Final = word("by", "party that does it, by id", comment="empty: nobody is named")
ON: Final = word("on", "party that it is done to, by id", "day", comment="empty: nobody is known")
TAKEN: Final = word("taken_to_be_so", "answers to open questions that are taken to be so")
ASSUMED: Final = word("assumed", "what is taken of the parties", "day")
WARNING: Final = word("warning", "why such an event can hardly be there", "day")
SENTENCE: Final = word("answered", "the answer in sentences", "day", "sentence")

WHERE_IS: Final = word(
    "place_is",
    "inside, perhaps inside, or outside of the area",
    "day",
    "area",
    comment="empty: it does not hold on that day, or no place is named",
)
AREA_ROLE: Final = word("area_role", "what the area is", "area")
AREA_PARTY: Final = word("area_party", "who claims or administers it, by id", "area")
LIMIT: Final = number(
    "limit_known_to",
    "how far from its true line the limit of the area may lie",
    "m",
    "day",
    "area",
    comment="no number: it has no line, or does not hold on that day",
)

_PROVISION: Final = "provision"
PATH: Final = word("provision_path", "where it stands in the scenario", _PROVISION)
AGREEMENT: Final = word("agreement", "agreement", _PROVISION)
FORM: Final = word("agreement_form", "kind of agreement", _PROVISION)
ARTICLE: Final = word("article", "article or section", _PROVISION)
TITLE: Final = word("provision_title", "what it is about", _PROVISION)
SAYS: Final = word("provision_says", "what it says, in our own words", _PROVISION)
NOTE: Final = word("provision_note", "what is noted of it and of its agreement", _PROVISION)
SOURCE: Final = word("provision_source", "sources, by id", _PROVISION)
TITLES: Final = word("provision_source_titles", "sources, the first two", _PROVISION)
GRADE: Final = word("provision_grade", "how far it can be trusted", _PROVISION)
STANDING: Final = word(
    "standing", "applies, depends, does not apply, or not in force", "day", _PROVISION
)
BECAUSE: Final = word(
    "because",
    "what holds, what it depends on, or the first condition that fails",
    "day",
    _PROVISION,
)
NEAR: Final = number(
    "fails_narrowly",
    "1: it fails on more than the kind of event, or would bind there",
    "1",
    "day",
    _PROVISION,
)
OPEN: Final = word(
    "depends_on", "open questions, each with the word to answer it by", "day", _PROVISION
)
LAID_DOWN: Final = word(
    "laid_down",
    "what it lays down, party by party",
    "day",
    _PROVISION,
    comment="empty: it neither applies nor depends",
)

QUESTION_DAY: Final = word("question_day", "day", "question")
QUESTION_OF: Final = word("question_provision", "provision, by path", "question")
QUESTION_NAME: Final = word("question_word", "word by which it can be answered", "question")
QUESTION_WORDS: Final = word("question_words", "question", "question")

CONDITION_DAY: Final = word("condition_day", "day", "condition")
CONDITION_OF: Final = word("condition_provision", "provision, by path", "condition")
CONDITION_DEPTH: Final = number(
    "condition_depth", "in how many others it lies: they stand before it", "1", "condition"
)
CONDITION: Final = word("condition_kind", "kind of condition", "condition")
HOLDS: Final = word("condition_holds", "yes, no or unknown", "condition")
CONDITION_WORDS: Final = word("condition_words", "condition as it was weighed", "condition")

DUTY_DAY: Final = word("duty_day", "day", "duty")
DUTY_PARTY: Final = word("duty_party", "who is bound, by id", "duty")
DUTY_KIND: Final = word("duty_kind", "kind of duty", "duty")
VERB: Final = word("duty_verb", "must, is to, may, may only or may not", "duty")
DUTY: Final = word("duty_text", "what the party must, may or may not do", "duty")
DUTY_IF: Final = word("duty_conditions", "what binds it further", "duty")
DUTY_STANDING: Final = word("duty_standing", "applies, or depends", "duty")
DUTY_OF: Final = word("duty_provision", "provision, by path", "duty")
DUTY_BASIS: Final = word("duty_basis", "provision that it rests on", "duty")

BOND_DAY: Final = word("bond_day", "day", "bond")
BOND_STANDING: Final = word("bond_standing", "applies, or depends", "bond")
BOND_VERB: Final = word("bond_verb", "must, is to, may, may only or may not", "bond")
BOND: Final = word("bond_duties", "all that a party must, or may, in this way", "bond")

SILENT_DAY: Final = word("silence_day", "day", "silence")
SILENT_AGREEMENT: Final = word("silence_agreement", "agreement, by id", "silence")
SILENT: Final = word("silence_text", "what it says nothing of", "silence")
SILENT_SOURCE: Final = word("silence_source", "sources, by id", "silence")

CONTEST_DAY: Final = word("contest_day", "day", "contest")
CONTEST_BY: Final = word("contest_by", "who contests it, by id", "contest")
CONTEST: Final = word("contested", "what is said against it", "contest")
CONTEST_ABOUT: Final = word("contest_about", "what is contested, by path", "contest")
CONTEST_NAME: Final = word("contest_of", "what is contested", "contest")
CONTEST_SOURCE: Final = word("contest_source", "sources, by id", "contest")

EARLIER: Final = word("change_before", "provision on the earlier day, by path", "change")
LATER: Final = word("change_after", "provision on the later day, by path", "change")
EARLIER_SAYS: Final = word("change_before_says", "what was laid down on the earlier day", "change")
LATER_SAYS: Final = word("change_after_says", "what was laid down on the later day", "change")
BASIS_ONLY: Final = number(
    "change_of_basis", "1: only the text that the duties rest on is another", "1", "change"
)
