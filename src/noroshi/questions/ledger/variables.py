"""Every number and word of a ledger, declared once."""

from typing import Final

from noroshi.questions.answer import BOUND, Variable, number, word

MONEY: Final = "currency"
"""Unit of amounts: that which the variable of their currency names."""


def _people(name: str, words: str, *axes: str, comment: str = "") -> Variable:
    return Variable(name, words, "1", (*axes, BOUND), drawn=False, comment=comment)


def _money(name: str, words: str, *axes: str, of: str) -> Variable:
    comment = f"in the currency of {of}_currency, in prices of the fiscal year of {of}_price_year"
    return Variable(name, words, MONEY, (*axes, BOUND), drawn=False, comment=comment)


AS_OF: Final = word("as_of", "day of the ledger")
TOLD_YEAR: Final = number(
    "told_price_year",
    "fiscal year in whose prices all money is told",
    "1",
    comment="no number: as stated",
)
TOLD_INDEX: Final = word("told_index", "price index by which all money is told, by id")
TOLD_BY: Final = word("told_by", "price index by which all money is told")

# A chain: an agreement that holds, and those that it replaced.
HOLDS: Final = word("holds", "plan that holds, by id", "chain")
COMPARED: Final = word("compared_with", "plan that it is compared with, by id", "chain")
CASH_KEPT: Final = word(
    "cash_kept",
    "restatement by which the cash of the plan compared with is no less than the cash now, by id",
    "chain",
)

CALLED: Final = word("plan_called", "as it stands after “the”", "plan")
KIND: Final = word("plan_kind", "agreement, or estimate by one body", "plan")
CHAIN: Final = word("plan_chain", "chain that it belongs to, by id", "plan")
AGREED: Final = word("plan_agreed", "day on which it was agreed or published", "plan")
IN_FORCE: Final = word("plan_in_force", "day on which it came into force", "plan")
SIGNED: Final = word("plan_signed", "signed where it is agreed and not yet in force", "plan")
REPLACES: Final = word("plan_replaces", "plan that it took the place of, by id", "plan")
SAYS: Final = word("plan_says", "what it says, in our own words", "plan")
PLAN_SOURCE: Final = word("plan_source", "sources, by id", "plan")
PLAN_GRADE: Final = word("plan_grade", "how far it can be trusted", "plan")
WHEN: Final = word("plan_when", "when people are to move", "plan")
DEPENDANTS: Final = _people("dependants", "dependants who are to move", "plan")
SUM: Final = _money("sum", "sum of the plan’s costs, as somebody stated it", "plan", of="sum")
SUM_CURRENCY: Final = word("sum_currency", "currency of the sum", "plan")
SUM_YEAR: Final = number("sum_price_year", "fiscal year of the sum’s prices", "1", "plan")
SUM_ITEM: Final = word("sum_item", "what the sum is for", "plan")

BORNE: Final = _money("borne", "what a party bears of the sum", "plan", "party", of="sum")
SHARE: Final = _people("share", "share of the sum that a party bears", "plan", "party")
BORNE_AS: Final = word(
    "borne_as", "up to: all of it is a ceiling; the rest: what others leave", "plan", "party"
)
STATED: Final = number(
    "borne_stated", "1: somebody stated it; 0: it is what the others leave", "1", "plan", "party"
)
CEILING: Final = number("borne_ceiling", "1: all of it is a ceiling", "1", "plan", "party")
CASH: Final = _money("cash", "what a party gives in cash", "plan", "party", of="cash")
CASH_CEILING: Final = number("cash_ceiling", "1: the cash is a ceiling", "1", "plan", "party")
CASH_CURRENCY: Final = word("cash_currency", "currency of the cash", "plan", "party")
CASH_YEAR: Final = number(
    "cash_price_year", "fiscal year of the prices of the cash", "1", "plan", "party"
)
OTHERWISE: Final = _money(
    "otherwise", "what a party bears and does not give in cash", "plan", "party", of="cash"
)
OTHER_MEANS: Final = word("otherwise_as", "by which means that is borne", "plan", "party")
ALIKE: Final = _money(
    "alike",
    "what a party bears of the sum, cash apart where that is declared, in one year’s prices by the "
    "first price index",
    "plan",
    "party",
    "way",
    of="alike",
)
ALIKE_SHARE: Final = number(
    "alike_share", "share of the sum that a party bears in this way", "1", "plan", "party", "way"
)
ALIKE_YEAR: Final = number("alike_price_year", "fiscal year of those prices", "1", "plan")
ALIKE_CURRENCY: Final = word("alike_currency", "currency of those amounts", "plan")

_PLACED: Final = ("plan", "place")
BEFORE: Final = _people("before", "military people there before", *_PLACED)
GONE: Final = _people("gone", "military people who leave", *_PLACED)
COME: Final = _people("come", "military people who come", *_PLACED)
AFTER: Final = _people("after", "military people there after", *_PLACED)

_NO_PLAN: Final = "empty: it is what happened"
MOVE_PLAN: Final = word("move_plan", "plan, by id", "move", comment=_NO_PLAN)
LEAVES: Final = word("move_leaves", "place that they leave, by id", "move")
GOES: Final = word("move_to", "place that they go to, by id", "move")
GOES_WORDS: Final = word("move_to_words", "where to, where no one place is named", "move")
SERVICE: Final = word("move_service", "service", "move")
WHO: Final = word("move_who", "military people, or dependants", "move")
MOVED: Final = _people("people", "people who move", "move")
ROTATES: Final = number("move_in_turns", "1: units take turns there", "1", "move")
BEGINS: Final = word("move_begins_first", "first day on which it may begin", "move")
BEGINS_LAST: Final = word("move_begins_last", "last day on which it may begin", "move")
BY: Final = word("move_by", "day by which it is to be done", "move")
MOVED_ON: Final = word("move_day", "day on which it happened, or was agreed", "move")

COST_PLAN: Final = word("cost_plan", "plan, by id", "cost", comment="empty: of no plan")
PAYER: Final = word("payer", "who pays, by id", "cost")
PAYER_NAME: Final = word("payer_name", "who pays", "cost")
MEANS: Final = word("cost_means", "how it is borne", "cost")
AMOUNT: Final = _money("amount", "cost of an item", "cost", of="amount")
AMOUNT_CURRENCY: Final = word("amount_currency", "currency", "cost")
AMOUNT_YEAR: Final = number("amount_price_year", "fiscal year of the prices", "1", "cost")
AMOUNT_AS: Final = word("amount_as", "up to: the amount is a ceiling", "cost")
YEARLY: Final = word("amount_unit", "currency, and in which years, where it is due in each", "cost")
FIRST_YEAR: Final = number("due_first", "first fiscal year, where it is due in each", "1", "cost")
LAST_YEAR: Final = number("due_last", "last fiscal year, where it is due in each", "1", "cost")

RESTATED_COST: Final = word("restated_cost", "cost, by id", "restatement")
RESTATED_PLAN: Final = word("restated_plan", "plan, by id", "restatement")
INDEX: Final = word("restated_index", "price index", "restatement")
OLDER: Final = _money("older", "amount as it was stated first", "restatement", of="older")
OLDER_YEAR: Final = number("older_price_year", "fiscal year of its prices", "1", "restatement")
OLDER_CURRENCY: Final = word("older_currency", "currency", "restatement")
NEWER: Final = _money("newer", "amount as it was restated", "restatement", of="newer")
NEWER_YEAR: Final = number("newer_price_year", "fiscal year of its prices", "1", "restatement")
NEWER_CURRENCY: Final = word("newer_currency", "currency", "restatement")
BY_INDEX: Final = _money(
    "by_index", "the first amount in the second’s prices, by the index", "restatement", of="newer"
)
BEYOND: Final = number(
    "beyond_index",
    "best value of what was stated in the second year’s prices, less that by the index",
    MONEY,
    "restatement",
    comment="no number: both can be one amount, as they are printed",
)
AGREES: Final = word(
    "restated_agrees", "whether both can be one amount, as they are printed", "restatement"
)

PAYERS: Final = word("paid_by", "who paid, by ids", "payment")
PAID: Final = _money("paid", "sum that was paid, as stated", "payment", of="paid")
PAID_CURRENCY: Final = word("paid_currency", "currency", "payment")
PAID_YEAR: Final = number("paid_price_year", "fiscal year of the prices", "1", "payment")

FORCE_PARTY: Final = word("force_party", "party, by id", "force")
FORCE_SERVICE: Final = word("force_service", "service", "force")
FORCE_AT: Final = word("force_at", "place, by id", "force")
FORCE_PLACE: Final = word("force_place", "place", "force")
FORCE: Final = _people("stand", "people who stand there, as last counted", "force")
DEPTH: Final = number("force_depth", "how many forces count it, too", "1", "force")
COUNTED: Final = word("counted", "when it was counted", "force")

DAY: Final = word("event_day", "day", "event")
HAPPENED: Final = word("happened", "what happened", "event")
EVENT_SOURCE: Final = word("event_source", "sources, by id", "event")

NOTE: Final = word("noted", "what is noted", "note")
NOTE_GRADE: Final = word("note_grade", "grade of the value", "note")
NOTE_OF: Final = word("noted_of", "entries that it is noted of, by id", "note")
