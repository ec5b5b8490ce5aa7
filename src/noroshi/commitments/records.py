"""Agreements and their provisions, as records of a scenario file."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field

from noroshi.commitments.areas import Dispute
from noroshi.commitments.conditions import ALWAYS, Condition, Kinds
from noroshi.days import Day
from noroshi.world import Declared, Record, Ref, Sources, section
from noroshi.world.ids import Id, check_case

PartyId = Annotated[str, Ref("parties")]
AgreementId = Annotated[str, Ref("agreements")]

AgreementForm = Literal[
    "treaty", "guidelines", "joint-statement", "executive-agreement", "decision", "law", "statement"
]
DutyKind = Literal["consult", "act", "support", "permit", "limit", "forbid"]


class Duty(Record):
    """What somebody must, may or may not do."""

    who: str = Field(
        description="a party; each of the agreement's; the others than the target; actor; target"
    )
    what: DutyKind = Field(description="that is owed")
    text: str = Field(description="in our words, as it stands after the party's name")
    conditions: str = Field(default="", description="what binds it further, in words")
    source: Sources = ()


class Provision(Declared):
    """One thing that an agreement lays down."""

    title: str = Field(description="where it stands in the text", examples=["Mutual defence"])
    text: str = Field(description="what it says, in our words")
    where: str = Field(description="article or section", examples=["Article 5"])
    version_of: Id | None = Field(
        default=None, description="provisions with the same word are versions of one another"
    )
    when: Condition = Field(default=ALWAYS, description="condition under which it binds")
    duties: Annotated[tuple[Duty, ...], Field(min_length=1)] = Field(
        description="what it then asks, by whom"
    )
    disputed: tuple[Dispute, ...] = Field(default=(), description="who reads it otherwise")


class Silence(Record):
    """What an agreement could have spoken of and did not."""

    event: Kinds = Field(description="of which it says nothing")
    text: str = Field(description="why that is so read")
    source: Sources = ()


def _with_ids(provisions: dict[str, Provision]) -> dict[str, Provision]:
    check_case(provisions)
    return {key: p.model_copy(update={"id": key}) for key, p in provisions.items()}


@section("agreements", topic="promises")
class Agreement(Declared):
    """A treaty, a joint statement, a law: anything that somebody is held to."""

    name: str = Field(description="as sentences say it")
    form: AgreementForm = Field(description="what kind of text it is")
    parties: Annotated[tuple[PartyId, ...], Field(min_length=1)] = Field(
        description="whom it binds"
    )
    signed: Day | None = Field(default=None, description="signed, decided or issued")
    supersedes: tuple[AgreementId, ...] = Field(
        default=(), description="ids of agreements that it ends"
    )
    provisions: Annotated[dict[Id, Provision], AfterValidator(_with_ids)] = Field(
        default_factory=dict, description="what it says, by id"
    )
    silent: tuple[Silence, ...] = Field(default=(), description="events of which it says nothing")
    disputed: tuple[Dispute, ...] = Field(default=(), description="who reads it otherwise")

    def cut(self, day: date) -> Self:
        """The agreement with those provisions that hold on a day."""
        held = {key: p for key, p in self.provisions.items() if p.holds(day)}
        return self.model_copy(update={"provisions": held})
