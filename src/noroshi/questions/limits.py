"""What several questions leave out alike, in words."""

from collections.abc import Iterator, Sequence
from typing import Final

from noroshi.present.words import some
from noroshi.scenario.records import Scenario

NO_FLIGHT: Final = "No flight is aimed at any place that is warned."
NO_PEOPLE: Final = (
    "Nothing can be told: no place that flights are aimed at declares its `population`."
)
SATELLITES: Final = (
    "Where along its orbit a satellite is, is drawn where it is not declared, so single passes are "
    "examples; how many there are, and how they are spread, is what is told. Manoeuvres are left "
    "out.",
    "The satellites of one day are held all through a period: none comes, goes or fails meanwhile.",
)
CRAFT: Final = (
    "Aircraft fail, wait for weather, are inspected and repaired at declared rates that stand for "
    "all reasons; air traffic, overflight rights and refuelling are left out."
)

TRACKING: Final = (
    "How well an impact is known is a bound: what geometry, declared accuracy and the probability "
    "of detection allow at best (Cramér and Rao). A real tracker comes later, most of all where "
    "looks are few and often miss. The ellipse is drawn about the true impact, while a real track "
    "strays about it by its own size.",
    "A track begins with what flies on after burn-out: looks at powered flight are not used. What "
    "re-entry adds to the ellipse is one declared error, the same for every class.",
    "Errors of radars are independent from look to look; what biases, misalignment and air that "
    "differs from what is corrected for leave is told of the end of tracks, and over time of one "
    "flight, where it is asked where flights come down. Left out are false tracks, and mixing up "
    "several flights in the air at once.",
)


def trust(world: Scenario, sections: Sequence[str]) -> Iterator[str]:
    """How sure is what is declared under some sections, such as `platforms`."""
    own = (e for e in world.estimates() if e.name.partition(".")[0] in sections)
    graded = [e.grade for e in own if e.grade]
    weak = sum(grade in "CD" for grade in graded)
    if weak:
        yield (
            f"Of the {len(graded)} uncertain numbers that are graded here, {weak} are of grade C "
            "or D: their intervals are wide and are carried through."
        )


def unmeasured(worlds: Sequence[Scenario]) -> Iterator[str]:
    """Which sensors of what coasts detect it and do not say how precisely, by name."""
    names = dict.fromkeys(
        sensor.name
        for world in worlds
        for sensor in world.sensors.values()
        if not (sensor.measures or sensor.sees_powered_flight_alone)
    )
    if names:
        adds, its, it = ("adds", "its", "it") if len(names) == 1 else ("add", "their", "them")
        yield (
            f"{some([*names])} {adds} to no track, since {its} `accuracy` is not declared: by {it} "
            "alone nobody knows where a flight comes down."
        )


def sharing(worlds: Sequence[Scenario], everything: str) -> Iterator[str]:
    """How what one party passes on to another is put together with what that one has.

    Args:
        worlds: the postures.
        everything: what the answer calls all sensors of all parties taken together.
    """
    forms = {
        passed.form
        for world in worlds
        for sensor in world.sensors.values()
        if not sensor.sees_powered_flight_alone
        for passed in sensor.shared
    }
    if "tracks" in forms:
        yield (
            "Tracks that other parties share are joined with one's own by covariance "
            "intersection, one owner after the other, which is cautious: it assumes nothing of "
            "how independent they are."
        )
    if "detections" in forms:
        yield "Detections that other parties share are added to one's own as if they were."
    owners = {sensor.owner for world in worlds for sensor in world.sensors.values()}
    if len(owners) > 1:
        yield (
            f"“{everything}” has no delay of sharing: the most that could be known, not "
            "a system that is known to exist."
        )
