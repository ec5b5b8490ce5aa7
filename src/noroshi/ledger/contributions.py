"""What parties give to a common task and what they are able to, so that shares may be compared.

As the US defence department's reports on allied contributions compared them until 2004: spending
against the gross domestic product, people under arms against the labour force.
"""

from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.amounts import within_bounds
from noroshi.currencies import CURRENCIES
from noroshi.days import FiscalYear
from noroshi.world import Declared, Estimate, Money, Quantity, Ref, section

NeededParty = Annotated[str, Ref("parties", needed=True)]
Head = Annotated[Estimate, Quantity("ratio", minimum=0.0, maximum=1e10, example="65700000")]
"""A count of people, of a whole state at most."""

Able = Literal["gdp", "labour-force", "population"]
Task = Literal["spending", "forces", "stationing"]
ABILITIES: Final[dict[Able, str]] = {
    "gdp": "gross domestic product",
    "labour-force": "labour force",
    "population": "population",
}
"""What ability is measured by, in words."""
TASKS: Final[dict[Task, str]] = {
    "spending": "military spending",
    "forces": "people under arms",
    "stationing": "cost of forces stationed",
}
"""What is contributed to, in words."""
AGAINST: Final[dict[Task, tuple[Able, ...]]] = {
    "spending": ("gdp",),
    "forces": ("labour-force", "population"),
    "stationing": ("gdp",),
}
"""By which ability each task is judged: the first that all who contribute declare.

Source: US Department of Defense, Responsibility Sharing Report, June 2002, annex, part C."""


def said(value: Estimate) -> str:
    """Money or people with their bounds: "46.9 billion USD (45.8 to 54.6)"."""
    currency = value.kind if value.kind in CURRENCIES else ""
    return within_bounds(value.low, value.best, value.high, currency)


def _years(years: tuple[int, int]) -> tuple[int, int]:
    if years[0] > years[1]:
        raise PydanticCustomError("years", "the first year is after the last")
    return years


@section("abilities", topic="ledger")
class Ability(Declared):
    """What a party has to contribute from, in one year."""

    party: NeededParty = Field(description="whose it is")
    quantity: Able = Field(description="what is counted; `gdp` is at prices and rates of the year")
    amount: Money | None = Field(default=None, description="of `gdp`")
    number: Head | None = Field(default=None, description="of people")
    year: FiscalYear = Field(description="in which it was counted")

    @model_validator(mode="after")
    def _is_money_or_people(self) -> Self:
        _one_of_both(self.amount, self.number, money=self.quantity == "gdp")
        return self

    @property
    def value(self) -> Estimate:
        """The money, or the people."""
        found = self.amount or self.number
        assert found is not None  # an ability without a number is refused when it is loaded
        return found

    @property
    def years(self) -> tuple[int, int]:
        """First and last year, as a contribution has them."""
        return self.year, self.year


@section("contributions", topic="ledger")
class PartyContribution(Declared):
    """What a party gives to a common task over some years, all of them together."""

    party: NeededParty = Field(description="who gives it")
    to: Task = Field(description="`stationing` is what forces abroad cost, by who bears it")
    host: NeededParty | None = Field(
        default=None, description="of `stationing`: on whose soil the forces are"
    )
    amount: Money | None = Field(default=None, description="of `spending` and `stationing`")
    number: Head | None = Field(default=None, description="of `forces`")
    years: Annotated[tuple[FiscalYear, FiscalYear], AfterValidator(_years)] = Field(
        description="first and last year that it is the sum of"
    )
    beside: str = Field(default="", description="what is given and not counted, in words")

    @model_validator(mode="after")
    def _is_of_its_task(self) -> Self:
        _one_of_both(self.amount, self.number, money=self.to != "forces")
        if (self.host is None) == (self.to == "stationing"):
            why = (
                "stationing is on somebody's soil; name the party as `host`"
                if self.host is None
                else f"'{self.to}' has no host; leave it out, or write `to: stationing`"
            )
            raise PydanticCustomError("host", "{why}", {"why": why})
        return self

    @property
    def value(self) -> Estimate:
        """The money, or the people."""
        found = self.amount or self.number
        assert found is not None  # one without a number is refused when it is loaded
        return found

    @property
    def group(self) -> tuple[Task, str]:
        """Those of one group are parts of one whole: the task, and on whose soil."""
        return self.to, self.host or ""


def _one_of_both(amount: Estimate | None, number: Estimate | None, *, money: bool) -> None:
    if (amount is not None) == money and (number is not None) != money:
        return
    wanted, other = ("amount", "number") if money else ("number", "amount")
    why = f"it is told by `{wanted}:` alone, and not by `{other}:`"
    raise PydanticCustomError("value", "{why}", {"why": why})
