"""What the watch leaves out, in words for its page: what was asked, and what is declared of it."""

from collections.abc import Iterable, Iterator

from noroshi.access.opportunities import DAY
from noroshi.assessment.imaging import local_midnight
from noroshi.assessment.site_records import SiteWatch
from noroshi.declared import Estimate
from noroshi.motion.orbits import MeanElements, TwoLine
from noroshi.scenario.records import Scenario
from noroshi.study.site_answer import SiteAnswer
from noroshi.study.watch import Watch

_DECLARED = ("platforms", "payloads", "fleets", "stations", "patrols", "skies", "waters")

_SATELLITES = (
    "Where along its orbit a satellite is, is drawn where it is not declared, so single passes are "
    "examples; how many there are, and how they are spread, is what is told. Manoeuvres are left "
    "out.",
    "The satellites of one day are held all through a period: none comes, goes or fails meanwhile.",
)
_SITES = (
    "The sky is clear or cloudy for a whole day over a place, with a memory of a day; cloud is "
    "not told apart by height, season's trends within a month are left out.",
    "A chance to look is taken to be used as often as declared; who orders images of what is "
    "mostly not public. Every image counts as seen, whoever buys it.",
)
_CRAFT = (
    "Aircraft fail, wait for weather, are inspected and repaired at declared rates that stand for "
    "all reasons; air traffic, overflight rights and refuelling are left out."
)
_WATERS = (
    "How long two looks at one vessel are really one look (the sea and the vessel's aspect stay "
    "much the same) is an assumption, drawn between its bounds, and so is how often satellites are "
    "turned to the open sea.",
    "Approaches are straight, from all declared sides alike, and are not an account of any real "
    "plan; coastal radars, other aircraft, merchant ships and signals that vessels send are left "
    "out.",
)


def limits(watch: Watch) -> Iterator[str]:
    """What holds of the questions that were asked."""
    yield from undeclared(found.answer for found in watch.sites)
    yield from pictured(found.after for found in watch.sites)
    yield from _trust(watch.after)
    satellites = any(p.kind == "satellite" for p in watch.after.platforms.values())
    if satellites and (watch.sites or watch.waters):
        yield from _SATELLITES
    if watch.sites:
        yield from _SITES
    if watch.after.fleets and (watch.basing or watch.waters):
        yield _CRAFT
    if watch.waters:
        yield from _WATERS


def _trust(world: Scenario) -> Iterator[str]:
    """How sure is what is declared of those who watch."""
    graded = [e.grade for e in _declared(world) if e.grade]
    weak = sum(grade in "CD" for grade in graded)
    if weak:
        yield (
            f"Of the {len(graded)} uncertain numbers that are graded here, {weak} are of grade C "
            "or D: their intervals are wide and are carried through."
        )


def _declared(world: Scenario) -> Iterator[Estimate]:
    return (e for e in world.estimates() if e.name.partition(".")[0] in _DECLARED)


def undeclared(answers: Iterable[SiteAnswer]) -> Iterator[str]:
    """Who else looks at each place, where the scenario says so."""
    for answer in answers:
        if answer.left_out is not None:
            who = f"{answer.left_out[0].upper()}{answer.left_out[1:]}"
            yield (
                f"{who} are not declared over {answer.name}: what is said of how long it works "
                "unseen is an upper bound."
            )


def pictured(watches: Iterable[SiteWatch]) -> Iterator[str]:
    """Whose published elements are too old for the period to predict single passes."""
    names = dict.fromkeys(name for watch in watches for name in _aged(watch))
    if names:
        yield (
            f"The published elements of {', '.join(names)} are not trusted all through the period: "
            "they are a picture of the orbit, at the height that it had, and tell no single pass."
        )


def _aged(watch: SiteWatch) -> Iterator[str]:
    epoch = local_midnight(watch.place, watch.terms.start)
    span = (watch.terms.days + watch.terms.longest) * DAY
    for imager in watch.imagers:
        orbit = imager.platform.orbit
        if isinstance(orbit, TwoLine | MeanElements) and not orbit.predicts(epoch, span):
            yield imager.platform.name
