"""The tables of the balance."""

from collections.abc import Iterator

from noroshi.ledger.fair_share import IN_BALANCE
from noroshi.questions.answer import Column, Table
from noroshi.questions.shares.balance import UNKNOWN
from noroshi.questions.shares.balance_account import NOT_DECLARED
from noroshi.questions.shares.words import Shares

_AFTER = {"posture": "after"}
_WARNING = {"posture": "after", "game": "warning"}
_BALANCED = (
    f"{IN_BALANCE[0]:g} to {IN_BALANCE[1]:g} is in balance, after the US defence department’s "
    "reports on allied contributions"
)


def tables(found: Shares) -> Iterator[Table]:
    """Warning beside ability, money and people beside ability, and all of it by party."""
    owners = found.names("owner")
    if any(found.word("owner_able", owner=owner) != UNKNOWN for owner in owners):
        yield _warning(found)
    if found.names("effort"):
        yield _efforts(found)
    ledger = [found.word(name, owner=o) for name in ("pays", "stations") for o in owners]
    if any(text != NOT_DECLARED for text in ledger):
        yield _account(found)
    if found.names("effort"):
        yield _made_of(found)


def _warning(found: Shares) -> Table:
    before, after = found.when
    return Table(
        name="balance-of-warning",
        title="Is the warning that each brings in balance with what it is able to?",
        data=found.plain,
        rows=("whom", "owner"),
        columns=(
            Column("owner_share", f"of the warning, {after}", "mean share", _WARNING),
            Column("owner_able_share", "of ability", "mean share"),
            Column("warning_ratio", f"ratio, {before}", "mean hundredths", {"posture": "before"}),
            Column("warning_ratio", f"ratio, {after}", "mean hundredths", _AFTER),
            Column("warning_band", "would be called", "text", _AFTER),
            Column("owner_able", "ability", "text"),
            Column("owner_able_sources", "from", "text"),
        ),
        note="Means over the draws. Ratio: the one share over the other, with 5 to 95 % of the "
        f"draws; {_BALANCED}, which never measured warning. Ability: "
        f"{found.word('sensors_against')}, of one year for both dates.",
    )


def _efforts(found: Shares) -> Table:
    before, after = found.when
    return Table(
        name="balance",
        title="Is what each gives in balance with what it is able to?",
        data=found.plain,
        rows=("effort", "contributor"),
        columns=(
            Column("given_share", "of all given", "mean share", _AFTER),
            Column("able_share", "of all ability", "mean share", _AFTER),
            Column("ratio", f"ratio, {before}", "mean hundredths", {"posture": "before"}),
            Column("ratio", f"ratio, {after}", "mean hundredths", _AFTER),
            Column("ratio_band", "which they call", "text", _AFTER),
        ),
        note="Of all: of those in these rows alone; means over the draws. Ratio: the one share "
        f"over the other, with 5 to 95 % of the draws; {_BALANCED}. They judge by another goal "
        "what is paid for forces that are stationed, and have no name for its ratio.",
    )


def _made_of(found: Shares) -> Table:
    return Table(
        name="made-of",
        title=f"What these shares are made of, {found.when[1]}",
        data=found.plain,
        rows=("effort", "contributor"),
        columns=(
            Column("given", "gives", "text", _AFTER),
            Column("given_sources", "from", "text", _AFTER),
            Column("able", "is able to", "text", _AFTER),
            Column("able_sources", "ability, from", "text", _AFTER),
        ),
        note="With the bounds of what is declared; the year is the nearest to the date of which a "
        "number is declared.",
    )


def _account(found: Shares) -> Table:
    return Table(
        name="pays-brings-gets",
        title="What each pays, brings and gets",
        data=found.plain,
        rows=("owner",),
        columns=(
            Column("pays", "pays", "text"),
            Column("stations", "has", "text"),
            *(
                Column(
                    "owner_share",
                    f"brings of the warning of {name}",
                    "mean share",
                    {**_WARNING, "whom": whom},
                )
                for whom, name in found.warned.items()
            ),
            Column("gets", "gets", "text"),
        ),
        note="Pays: by the last plans and in each year, as the ledger holds it; what its sensors "
        "cost is in none of it. Has: people under arms, and those counted at places.",
    )
