"""Shares in plain words, from the numbers by rule."""

import math
from collections.abc import Iterator

from noroshi.present.words import (
    amount,
    counted,
    duration,
    in_sentence,
    listed,
    mean_crowd,
    percentages,
    roughly,
    share,
)
from noroshi.questions.answer import Headline, Numbers
from noroshi.questions.measurable import measurable
from noroshi.questions.warning.pipe.naming import against_later

_DUPLICATED = 0.5
"""Where all losses together are a smaller part of the whole, sensors stand in for one another."""
GAME = "warning"
"""The game that the headline tells."""


class Shares(Numbers):
    """Reads the numbers of shares."""

    @property
    def when(self) -> tuple[str, str]:
        """Both postures, as they are told apart."""
        before, after = (name.partition(", ")[2] for name in self.names("posture").values())
        return before, after

    def called(self, axis: str) -> dict[str, str]:
        """Parties by id, as sentences name them."""
        return {key: in_sentence(name) for key, name in self.names(axis).items()}

    def mean(self, variable: str, **at: str) -> float:
        """Mean over the draws."""
        return float(self.spread(variable, **at).mean)

    @property
    def warned(self) -> dict[str, str]:
        """Parties whose people are warned at all, by id, as sentences name them."""
        every = self.called("whom").items()
        return {
            w: n for w, n in every if self.mean("whole", whom=w, game=GAME, posture="after") > 0.0
        }

    @property
    def leading(self) -> dict[str, str]:
        """Those at whom classes are aimed that had flown by then; all, where none is so."""
        later = {w for w in self.warned if self.number("whom_later", whom=w)}
        return {w: n for w, n in self.warned.items() if w not in later} or self.warned

    def owners(self, whom: str) -> list[str]:
        """Who owns sensors, by id: the party itself first."""
        own = self.word("whom_owner", whom=whom)
        return sorted(self.names("owner"), key=lambda o: o != own)

    def stands(self, owner: str, whom: str, posture: str) -> bool:
        """Whether an owner has sensors in a posture."""
        at = {"owner": owner, "whom": whom, "posture": posture, "game": GAME}
        return self.stated("owner_brings", **at)

    def standing(self, whom: str, posture: str = "after") -> list[str]:
        """Owners that have sensors in a posture, by id: the party itself first."""
        return [o for o in self.owners(whom) if self.stands(o, whom, posture)]

    def brings(self, whom: str, posture: str, game: str = GAME) -> dict[str, float]:
        """Share of the whole that each owner brings, nothing where there is none."""
        at = {"whom": whom, "posture": posture, "game": game}
        parts = {o: self.mean("owner_share", owner=o, **at) for o in self.standing(whom, posture)}
        return {o: part for o, part in parts.items() if not math.isnan(part)}


def headline(found: Shares) -> Headline:
    """Who brings how much to whom, and what sharing is worth."""
    if not found.warned:
        return Headline("Nobody is warned in time, so there is nothing to share out.")
    return Headline(_verdict(found), _sharing(found))


def _verdict(found: Shares) -> str:
    each = (
        brought_to(found, whom, name, later=bool(found.number("whom_later", whom=whom)))
        for whom, name in found.leading.items()
    )
    return " ".join(f"{said[0].upper()}{said[1:]}." for said in each)


def brought_to(found: Shares, whom: str, name: str, *, later: bool = False) -> str:
    """Who brings how much of one party's warning, and who brought how much before.

    Args:
        found: the numbers.
        whom: the party whose people are warned, by id.
        name: of it, as sentences have it.
        later: whether it is told that only classes that had not flown by then are aimed at it.
    """
    own = found.word("whom_owner", whom=whom)
    now, was = (found.brings(whom, p) for p in ("after", "before"))
    parts, before = (percentages([*shares.values()]) for shares in (now, was))
    names = [_sensors(found, whom, owner) for owner in now]
    if names:
        names[0] = f"{names[0] if next(iter(now)) == own else f'sensors of {names[0]}'} bring"
    said = [f"{name} {part}" for name, part in zip(names, parts, strict=True)]
    if now.keys() != was.keys():  # else they stand in the order of those before them
        before = [f"{_sensors(found, whom, o)} {p}" for o, p in zip(was, before, strict=True)]
    note = f" {against_later(found)}" if later else ""
    alike = before == parts
    earlier = "as before" if alike else f"before: {listed(before) or 'nothing'}"
    return f"of the warning of {name}{note}, {listed(said)} ({earlier})"


def _sensors(found: Shares, whom: str, owner: str) -> str:
    if owner == found.word("whom_owner", whom=whom):
        return "its own sensors"
    return found.called("owner")[owner]


def _sharing(found: Shares) -> str:
    said = []
    for whom, name in found.warned.items():
        now, was = (found.spread("sharing", whom=whom, posture=p) for p in ("after", "before"))
        whole = found.mean("whole", whom=whom, game=GAME, posture="after")
        if measurable(now) <= 0:
            said.append(f"nothing measurable for {name}")
            continue
        size = roughly(float(now.mean), float(now.mean_error))
        before = roughly(float(was.mean), float(was.mean_error))
        change = f" ({before} before)" if before != size else ""
        said.append(f"{size} of {_about(whole)} for {name}{change}")
    why = " What one sees, another mostly sees, too." if _stand_in(found) else ""
    return f"What others share is worth {listed(said)}.{why}"


def _about(seconds: float) -> str:
    """A level, to half a minute where it is minutes."""
    if seconds < 120.0:
        return duration(seconds)
    return f"about {round(seconds / 30.0) / 2.0:g} min"


def _stand_in(found: Shares) -> bool:
    """Whether sensors stand in for one another: all losses together are less than the whole."""
    return all(_losses(found, whom)[1] for whom in found.warned)


def _losses(found: Shares, whom: str) -> tuple[dict[str, float], bool]:
    """What losing each owner's sensors costs [s], and whether that is far less than they bring."""
    at = {"whom": whom, "posture": "after", "game": GAME}
    lost = {o: found.mean("owner_lost", owner=o, **at) for o in found.standing(whom)}
    few = sum(lost.values()) < _DUPLICATED * found.mean("whole", **at)
    return lost, len(lost) > 1 and few


def _duplicated(found: Shares, whom: str, name: str) -> Iterator[str]:
    """That shares and losses are two numbers, where they are."""
    lost, stand_in = _losses(found, whom)
    if stand_in:
        own = found.word("whom_owner", whom=whom)
        names = found.called("owner")
        whose = {o: "its own" if o == own else f"those of {names[o]}" for o in lost}
        said = [
            f"{duration(cost) if round(cost) else 'nothing'} without {whose[o]}"
            for o, cost in lost.items()
        ]
        yield (
            f"The sensors of {listed([names[o] for o in lost])} see the same flights: "
            f"{name} would lose {listed(said)}. What sensors bring and what their "
            "loss costs are two numbers."
        )


def text(found: Shares) -> str:
    """The paragraphs behind it."""
    return "\n".join(_paragraphs(found))


def _paragraphs(found: Shares) -> Iterator[str]:
    draws, one_in = found.draws, int(found.number("one_in"))
    some = "every flight" if one_in == 1 else f"one in {one_in} flights, others in each draw,"
    yield (
        f"Over {counted(draws, 'draw')}; {some} is followed by each set of classes of sensors, as "
        "if no others stood. A share is what a party’s sensors add, averaged over all orders in "
        "which parties may come: the only division in which shares add up, nobody who adds nothing "
        "has any, those who always add the same have the same, and the shares of a mean over "
        "flights are the means of their shares."
    )
    for whom, name in found.warned.items():
        yield from _of_one(found, whom, name)


def _of_one(found: Shares, whom: str, name: str) -> Iterator[str]:
    if whom not in found.leading:
        brought = brought_to(found, whom, name, later=True)
        yield f"{brought[0].upper()}{brought[1:]}."
    yield from _duplicated(found, whom, name)
    classes = found.names("class")
    at = {"whom": whom, "posture": "after", "game": GAME}
    stands = [c for c in classes if found.stated("class_brings", **{"class": c}, **at)]
    brings = {c: found.mean("class_brings", **{"class": c}, **at) for c in stands}
    lost = {c: found.mean("class_lost", **{"class": c}, **at) for c in stands}
    whole = found.mean("whole", **at)
    first = sorted(brings, key=lambda c: -brings[c])[:3]
    most = [f"{classes[c]} ({share(brings[c] / whole)})" for c in first if brings[c] > 0.0]
    if most:
        yield f"To the warning of {name}, {listed(most)} bring most."
    spare = [c for c in stands if brings[c] >= 0.05 * whole and lost[c] < 0.1 * brings[c]]
    if spare:
        cost = max(lost[c] for c in spare)
        yield (
            f"{listed([classes[c] for c in spare])}: the loss of any one of these classes would "
            f"cost {name} {duration(cost)} at most, since others see the same. A share counts them "
            "all the same, and a loss none of them."
        )
    helped = found.spread("people_helped", whom=whom, posture="after")
    if float(helped.mean) > 0.0:
        yield (
            f"Sharing makes the warning of {mean_crowd(helped)} people of {name} a minute or more "
            "longer."
        )
    knows = found.brings(whom, "after", "localisation")
    if knows:
        owners = found.called("owner")
        said = [
            f"{owners[o]} {s}" for o, s in zip(knows, percentages([*knows.values()]), strict=True)
        ]
        yield f"Of knowing by tracks where flights at {name} come down: {listed(said)}."
    yield from _of_losses(found, whom, name)
    yield from _of_sites(found, whom, name)


def _of_losses(found: Shares, whom: str, name: str) -> Iterator[str]:
    """What the loss of one sensor and of two costs at most, before and after."""
    now, was = (_dearest(found, whom, posture) for posture in ("after", "before"))
    if now is None:
        return
    before = f" Before, it was {was[0]} and {was[1]}." if was else ""
    yield (
        f"Of the warning of {name}, the loss of one sensor costs {now[0]} at most, that of two "
        f"{now[1]}.{before}"
    )


def _dearest(found: Shares, whom: str, posture: str) -> tuple[str, str] | None:
    """The dearest sensor and the dearest two in one posture; None where no two cost anything."""
    two = found.word("two_lost_names", whom=whom, posture=posture)
    if not two:
        return None
    at = {"whom": whom, "posture": posture, "game": GAME}
    sensors = found.names("sensor")
    each = {
        s: found.mean("sensor_lost", sensor=s, **at)
        for s in sensors
        if found.stated("sensor_lost", sensor=s, **at)
    }
    one = max(each, key=lambda s: each[s])
    both = found.mean("two_lost", whom=whom, posture=posture)
    return f"{duration(each[one])} ({sensors[one]})", f"{duration(both)} ({two})"


def _of_sites(found: Shares, whom: str, name: str) -> Iterator[str]:
    """Which one more radar would add most."""
    sites = found.names("candidate")
    if not sites:
        return
    adds = {s: found.spread("candidate_adds", whom=whom, candidate=s) for s in sites}
    best = max(adds, key=lambda s: float(adds[s].mean))
    most, every = adds[best], counted(len(sites), "candidate site")
    like = f"counted as {found.word('candidate_as', candidate=best)}"
    if measurable(most) <= 0:
        yield (
            f"One more radar at any of {every} ({like}) would add nothing measurable to the "
            f"warning of {name}."
        )
        return
    yield (
        f"Of {every} one more radar at {sites[best]} ({like}) would add most to the warning of "
        f"{name}: {amount(most)}."
    )


def limits() -> tuple[str, ...]:
    """What is left out, and what a share does not mean."""
    return (
        "A share is no bill. It says what sensors add to one number, the mean warning of people by "
        "flights that are declared; not what they cost, what else they are for, or what a party "
        "ought to pay.",
        "A share hangs on who else is counted and as what: a party taken as a whole, its classes "
        "of sensors, or each sensor by itself. What is told of classes adds up to the party’s "
        "share; counted apart, whoever owns them, they have others.",
        "All sensors of a set are taken to be shared as they are in the whole posture. A radar "
        "that satellites tell where to look keeps that cue in a set without them, so that the "
        "share of satellites is rather too small.",
        "Posts, people and networks that pass warnings on count as given: a set of sensors is "
        "heard with the delays of the whole.",
        "All limits of the answer on warning hold here: `noroshi warning` lists them.",
    )
