"""What a scenario declares of plans, of who stands where, and of who pays, as frozen records."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.currencies import CURRENCIES
from noroshi.days import Day, FiscalYear
from noroshi.nearest import suggestion
from noroshi.world import Declared, Estimate, Money, Quantity, Record, Ref, section

PartyId = Annotated[str, Ref("parties")]
PlanId = Annotated[str, Ref("plans")]
PlaceId = Annotated[str, Ref("places")]
NeededPlan = Annotated[str, Ref("plans", needed=True)]
ForceId = Annotated[str, Ref("forces")]
RateId = Annotated[str, Ref("rates")]

Number = Annotated[Estimate, Quantity("ratio", minimum=0.0, maximum=1e7, example="8000")]
"""Of people."""
Service = Literal["all", "army", "navy", "marines", "air-force"]
Who = Literal["military", "dependants"]
Means = Literal[
    "cash", "equity", "loan", "efficiency", "spending", "road", "upkeep", "purchase", "unsplit"
]
"""How a cost is borne: money given, invested or lent, saved, spent on one's own, on a road, for
keeping forces, for buying equipment; or not told apart."""


@section("plans", topic="ledger")
class Plan(Declared):
    """What parties agreed, or what one body planned or estimated. `from` is the day of it.

    Its forces, moves, costs and totals carry its id; those without a plan are what happened.
    """

    name: str = Field(description="as it stands after 'the', e.g. roadmap of 2006")
    estimate: bool = Field(default=False, description="reckoned by one body, not agreed")
    parties: Annotated[tuple[PartyId, ...], Field(min_length=1)] = Field(
        description="who agreed; only they can pay by it"
    )
    replaces: PlanId | None = Field(default=None, description="the plan that it takes the place of")
    text: str = Field(default="", description="what it says, in our own words")
    in_force: Day | None = Field(
        default=None, description="day on which it came into force; none = as it was agreed"
    )

    @model_validator(mode="after")
    def _is_agreed_before_it_is_in_force(self) -> Self:
        if self.in_force and self.since and self.in_force < self.since:
            raise PydanticCustomError("in_force", "it is in force before it was agreed (`from`)")
        return self

    def signed_only(self, day: date | None) -> bool:
        """Whether it is agreed on a day and not yet in force."""
        return day is not None and self.in_force is not None and day < self.in_force


@section("forces", topic="ledger")
class Force(Declared):
    """How many people of one party stand at one place, between `from` and `until`."""

    name: str = Field(description="as tables list it")
    party: PartyId = Field(description="whose people they are")
    service: Service = Field(default="all", description="of which they are part")
    who: Who = Field(default="military", description="whether soldiers or families")
    place: PlaceId = Field(description="where they stand")
    number: Number = Field(examples=["10000"])
    plan: NeededPlan | None = Field(default=None, description="by which plan; none = as it was")
    stage: Literal["before", "after"] | None = Field(
        default=None, description="of a plan: the strength that it starts from, or ends with"
    )
    part_of: ForceId | None = Field(default=None, description="the force that counts these, too")
    counted: str = Field(
        default="", description="when it was counted, in words; none = in the month of `from`"
    )


def _in_order(days: tuple[date, date]) -> tuple[date, date]:
    if days[0] > days[1]:
        raise PydanticCustomError("dates", "the first day is after the last")
    return days


@section("moves", topic="ledger")
class Move(Declared):
    """How many people leave one place for another."""

    party: PartyId = Field(description="whose people they are")
    service: Service = Field(default="all", description="of which they are part")
    who: Who = Field(default="military", description="whether soldiers or families")
    leaves: PlaceId = Field(description="place that they leave")
    to: PlaceId | None = Field(default=None, description="none = only told in words")
    to_words: str = Field(default="", description="where to, where no one place is named")
    number: Number = Field(examples=["8000"])
    rotational: bool = Field(default=False, description="units take turns there, without families")
    begins: Annotated[tuple[Day, Day], AfterValidator(_in_order)] | None = Field(
        default=None, description="first and last day on which it may begin"
    )
    by: Day | None = Field(default=None, description="day by which it is to be done")
    plan: NeededPlan | None = Field(
        default=None, description="by which plan; none = as it happened"
    )


class Amount(Record):
    """Money in the prices of a fiscal year."""

    amount: Money = Field(description="as it was stated", examples=["2.8 billion USD"])
    price_year: FiscalYear = Field(description="fiscal year in whose prices it was stated")


@section("costs", topic="ledger")
class Cost(Declared):
    """What one party pays for one item."""

    item: str = Field(description="what is paid for")
    payer: PartyId = Field(description="who pays")
    amount: Money = Field(
        description="what it costs; a plain amount stands for all that would be printed so",
        examples=["2.8 billion USD"],
    )
    price_year: FiscalYear = Field(description="fiscal year in whose prices the amount is stated")
    means: Means = Field(description="how it is borne")
    plan: NeededPlan | None = Field(
        default=None, description="by which plan; none = as it was paid"
    )
    years: tuple[FiscalYear, FiscalYear] | None = Field(
        default=None, description="first and last fiscal year, if the amount is due in each"
    )
    rate: RateId | None = Field(
        default=None,
        description="by which it may be told in the currency of a price index",
    )
    upper_limit: bool = Field(default=False, description="the amount is 'up to'")
    restates: Amount | None = Field(
        default=None, description="the same amount as it was stated in another year's prices"
    )


@section("totals", topic="ledger")
class Total(Declared):
    """A sum that somebody stated, of money or of people, and the rows that must add up to it."""

    item: str = Field(description="what the sum is for")
    plan: NeededPlan | None = Field(default=None, description="by which plan")
    amount: Money | None = Field(default=None, description="the sum, if it is of money")
    price_year: FiscalYear | None = Field(
        default=None, description="fiscal year in whose prices it is stated"
    )
    number: Number | None = Field(default=None, description="the sum, if it is of people")
    parts: tuple[str, ...] = Field(
        default=(), description="ids of costs, moves, forces or totals; none = it is not split"
    )
    rest: PartyId | None = Field(
        default=None, description="party that bears what the parts leave; none = they leave nothing"
    )


def _pairs(value: object) -> object:
    """Years and values of a table, in order of the years."""
    if not isinstance(value, Mapping):
        return value
    try:
        return tuple(sorted((int(year), level) for year, level in value.items()))
    except ValueError:
        raise PydanticCustomError("years", "write one `year: value` a line") from None


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        why = suggestion(code, CURRENCIES) or "write its code of ISO 4217, e.g. EUR"
        raise PydanticCustomError("currency", "is no currency; {why}", {"why": why})
    return code


Level = Annotated[float, Field(gt=0.0, le=1e12, allow_inf_nan=False)]


@section("deflators", topic="ledger")
class Deflator(Declared):
    """The level of prices by fiscal year, in any unit."""

    name: str = Field(description="as sentences say it")
    currency: Annotated[str, AfterValidator(_currency)] = Field(
        default=CURRENCIES[0], description="its code of ISO 4217"
    )
    index: Annotated[
        tuple[tuple[FiscalYear, Level], ...],
        BeforeValidator(_pairs, json_schema_input_type=dict[str, float]),
        Field(min_length=2),
    ] = Field(description="level by fiscal year: only their ratios count")


@section("rates", topic="ledger")
class Rate(Declared):
    """Two amounts that a source held to be the same on one day.

    A cost that names it is in the currency of `amount`, and may be told in that of `equals`.
    """

    amount: Money = Field(description="so much of one currency", examples=["34.6 billion JPY"])
    equals: Money = Field(description="so much of another", examples=["336 million USD"])
    on: Day = Field(description="day on which they were the same")


@section("milestones", topic="ledger")
class Milestone(Declared):
    """Something that happened, with no number of its own; `from` is the day."""

    name: str = Field(description="what happened")
    place: PlaceId | None = Field(default=None, description="where, if at one place")
