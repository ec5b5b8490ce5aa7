"""What partners give one another, in plain words, from the numbers by rule."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

from noroshi.present.words import (
    amount,
    counted,
    in_sentence,
    kilometres,
    listed,
    people,
    roughly,
    share,
)
from noroshi.questions.answer import Headline, Numbers
from noroshi.questions.limits import sharing
from noroshi.questions.measurable import measurable
from noroshi.questions.warning.headline import across
from noroshi.scenario.records import Scenario


class PartnerNumbers(Numbers):
    """Reads numbers of the answer."""

    @cached_property
    def days(self) -> list[str]:
        """All of them, in their order."""
        return list(self.names("day"))

    @property
    def last(self) -> str:
        """The last day."""
        return self.days[-1]

    @cached_property
    def parties(self) -> dict[str, str]:
        """Those that are given something, by id, by name in sentences."""
        return {party: in_sentence(name) for party, name in self.names("party").items()}

    @cached_property
    def began(self) -> str | None:
        """Day from which something is passed on in real time that was not at first.

        None where nothing is on the last day.
        """
        if not self.number("real_time", day=self.last):
            return None
        return min(filter(None, (self.word("day_since", day=day) for day in self.days)))

    @cached_property
    def requested(self) -> list[str]:
        """Days on which something is passed on on request alone."""
        return [d for d in self.days if self.word("day_passed", day=d) == "on request"]

    def asked(self, day: str) -> bool:
        """Whether it is known what all would give on a day, were it passed on in real time."""
        return all(self.stated("would_gain", day=day, party=p) for p in self.parties)

    def levels(self, party: str) -> str:
        """Warning on the last day without what came since the first, by class, least to most."""
        classes = {
            name: float(self.spread("class_warning", party=party, threat=t).mean)
            for t, name in self.names("threat").items()
            if self.number("class_flights", party=party, threat=t)
            and not self.word("class_note", threat=t)
        }
        return across(classes) or "no warning"

    def clear(self, variable: str, day: str) -> dict[str, int]:
        """Of each party 1 where it gains measurably, −1 where it loses."""
        return {
            p: measurable(self.spread(variable, day=day, party=p))
            for p in self.parties
            if self.stated(variable, day=day, party=p)
        }


def headline(found: PartnerNumbers) -> Headline:
    """What sharing gave whom and since when; who sees first; what it would have given before."""
    return Headline(_verdict(found), _why(found), _hangs_on(found))


def _verdict(found: PartnerNumbers) -> str:
    """What came since the first day, at how many places; what each had by then is in its base."""
    arranged = f"what was arranged after {found.days[0]}"
    because = ", for requests come too late" if found.requested else ""
    if found.began is None:
        would = _gains(found, "would_gain", would=True)
        return (
            f"By {found.last}, {arranged} gives no more warning{because}. In real time, "
            f"{would} ({_where(found)})."
        )
    return (
        f"{arranged[:1].upper()}{arranged[1:]} gave no more warning until {found.began}"
        f"{because}. In real time since then, {_gains(found, 'gain')} ({_where(found)})."
    )


def _where(found: PartnerNumbers) -> str:
    """Of which places it is told: "2 largest places each"."""
    numbers = {n: int(found.number("places", party=p)) for p, n in found.parties.items()}
    if len(set(numbers.values())) > 1:
        return f"largest places: {listed(f'{i} of {n}' for n, i in numbers.items())}"
    number = next(iter(numbers.values()))
    places = "largest place" if number == 1 else f"{number} largest places"
    return f"{places} {'each' if len(numbers) > 1 else f'of {listed(numbers)}'}"


def _gains(found: PartnerNumbers, variable: str, *, would: bool = False) -> str:
    """Who gains how much on the last day, and for whom nothing changes."""
    told, sides = [], found.clear(variable, found.last)
    for party, side in sides.items():
        if side:
            gain = found.spread(variable, day=found.last, party=party)
            verb = "would be warned" if would else "is warned"
            size, when = amount(gain, lost=side < 0), "earlier" if side > 0 else "later"
            told.append(f"{found.parties[party]} {verb} {size} {when}")
    if same := [found.parties[p] for p, side in sides.items() if not side]:
        changes = "would change" if would else "changes"
        told.append(f"nothing measurable {changes} for {listed(same)}")
    return "; ".join(told)


def _why(found: PartnerNumbers) -> str:
    """How often it is another's sensor that is first, and of how many flights that tells."""
    parts = [
        f"{share(float(found.spread('given_held_first', day=found.last, party=p).mean))} "
        f"{'' if number else 'of the flights '}at {name}"
        for number, (p, name) in enumerate(found.parties.items())
    ]
    text = f"A sensor that only such sharing makes heard is first to see {listed(parts)}."
    for party, side in found.clear("would_gain", found.last).items():
        if side > 0:
            some = float(found.spread("flights_gaining", day=found.last, party=party).mean)
            text += (
                f" Without it, {found.parties[party]} is warned of {share(1.0 - some)} of its "
                "flights as early, to a second."
            )
    return text


def _hangs_on(found: PartnerNumbers) -> str:
    """The day on which real time would have given most, and the last."""
    every = [
        (float(found.spread("would_gain", day=day, party=party).mean), party, day)
        for day in found.days
        for party, side in found.clear("would_gain", day).items()
        if side > 0
    ]
    if not every and all(map(found.asked, found.days)):
        return "On none of these days would real time have given anybody a second or more."
    _, party, day = max(every, default=(0.0, "", found.last))
    if day == found.last:
        return ""
    then, now = (found.spread("would_gain", day=d, party=party) for d in (day, found.last))
    return (
        f"In real time already on {day} it would have given {found.parties[party]} "
        f"{roughly(float(then.mean), float(then.mean_error))}; with the sensors of {found.last} it "
        f"gives {roughly(float(now.mean), float(now.mean_error))}."
    )


def text(found: PartnerNumbers) -> str:
    """What was arranged, day by day; what it gives each party; what nodes see."""
    return "\n".join((*_days(found), *_parties(found), *_nodes(found)))


def _days(found: PartnerNumbers) -> Iterator[str]:
    """Days one by one; those between that tell nothing new are told together."""

    def said(day: str) -> tuple[str, str, str]:
        how, named = found.word("day_passed", day=day), found.word("day_named", day=day)
        passed = f"shared {how} ({named})" if named else "nothing more is shared"
        if not found.asked(day):
            return passed, "it gives nothing in time", ""
        would = listed([f"{n} {_amount(found, day, p)}" for p, n in found.parties.items()])
        if found.number("real_time", day=day):
            return passed, f"it gives {would}", ""
        return passed, "it gives nothing in time", f"; in real time it would give {would}"

    for (passed, gained, would), days in groupby(found.days, key=said):
        yield f"{listed(list(days))}, {passed}: {gained}{would}."


def _amount(found: PartnerNumbers, day: str, party: str) -> str:
    gain = found.spread("would_gain", day=day, party=party)
    return amount(gain, lost=float(gain.mean) < 0.0)


def _parties(found: PartnerNumbers) -> Iterator[str]:
    for party, name in found.names("party").items():
        opened = float(found.spread("satellites_open", day=found.last, party=party).mean)
        gaining = found.number("people_would_gain", day=found.last, party=party)
        flights = counted(int(found.number("flights", party=party)), "flight")
        places = counted(int(found.number("places", party=party)), "place")
        who = f"{people(gaining)} people gain" if gaining else "nobody gains"
        yield (
            f"{name}: {flights} at {places}, {people(found.number('people', party=party))} people; "
            f"{found.levels(party)} by class, without what came since {found.days[0]}. With it "
            f"{who} a second or more, and satellites open {share(opened)} of the alerts; mostly "
            f"first to see is {found.word('held_first_mostly', day=found.last, party=party)}."
        )


def _nodes(found: PartnerNumbers) -> Iterator[str]:
    nodes = found.names("node")
    for owner in dict.fromkeys(found.word("node_owner", node=n) for n in nodes):
        mine = [n for n in nodes if found.word("node_owner", node=n) == owner]
        seen = sum(int(found.number("node_sees", node=n)) for n in mine)
        nearest = min(mine, key=lambda n: found.number("node_nearest", node=n))
        near = kilometres(found.number("node_nearest", node=nearest))
        reach = kilometres(float(found.spread("node_reach", node=nearest).mean))
        what = f"sees {counted(seen, 'flight')}" if seen else "sees none of these flights"
        yield (
            f"{owner} {what}: the nearest passes {near} km from {nodes[nearest]}, which reaches "
            f"{reach} km."
        )


def limits(world: Scenario) -> tuple[str, ...]:
    """What is left out."""
    return (
        "What is shared is as published: by days, and on request or in real time. How long a link "
        "takes nobody outside knows: it is a wide interval of grade D.",
        "On request means that nothing arrives while a flight lasts. That is the rule of this "
        "answer; `--set sharing.ID.carried=real-time` changes it.",
        "The sensors of a day are those that are declared; what else the parties got in later "
        f"years, such as further ships, is left out{_newest(world)}. So levels of later days are "
        "too low, and what sharing gives is off too: too large for a party whose own later sensors "
        "are left out, since it would hear of the others beside them, and too small for one that "
        "would hear of those.",
        *_always(world),
        "Ships are on their declared stations for a declared share of the time; where which ship "
        "was on a day is not published.",
        "Flights go to the largest places of each party. That a place is in the list says nothing "
        "about intentions.",
        *sharing([world], "all detections"),
    )


def _newest(world: Scenario) -> str:
    """When the newest sensor begins that is declared of each party that warns people."""
    warning = dict.fromkeys(rule.party for rule in world.rules.values())
    own = {
        party: [s.since for s in world.sensors.values() if s.owner == party and s.since is not None]
        for party in warning
    }
    told = [f"{in_sentence(world.parties[p].name)} {max(d).year}" for p, d in own.items() if d]
    return f" (the newest declared: {listed(told)})" if told else ""


def _always(world: Scenario) -> Iterator[str]:
    """Arrangements whose beginning is not declared are in the base, whoever passes what on."""
    for link in world.sharing.values():
        if link.since is None and link.carried == "real-time":
            grade = f" (grade {link.grade})" if link.grade else ""
            yield (
                f"Taken to be there on all days{grade}, and so in no gain: {link.name}, with every "
                "sensor of these parties but those that are named as withheld."
            )
