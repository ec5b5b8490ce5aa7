"""What the watch leaves out, in words for its page."""

from collections.abc import Iterable, Iterator
from typing import Final

from noroshi.assessment.imaging import local_midnight
from noroshi.assessment.site_records import SiteWatch
from noroshi.motion.orbits import MeanElements, TwoLine
from noroshi.study.site_answer import SiteAnswer
from noroshi.watching.opportunities import DAY

LIMITS: Final[tuple[str, ...]] = (
    "Performance is public estimate: ranges, resolutions, failure rates and how much of a fleet "
    "goes where are mostly of grade C and D, and their intervals are carried through.",
    "Where along its orbit a satellite is, is drawn and not known, so single passes are examples; "
    "how many there are, and how they are spread, is what is told. Manoeuvres are left out.",
    "The satellites of one day are held all through a period: none comes, goes or fails meanwhile.",
    "The sky is clear or cloudy for a whole day over a place, with a memory of a day; cloud is "
    "not told apart by height, season's trends within a month are left out.",
    "A chance to look is taken to be used as often as declared; who orders images of what is not "
    "public. Commercial images count as seen, whoever buys them.",
    "Aircraft fail, wait for weather, are inspected and repaired at declared rates that stand for "
    "all reasons; air traffic, overflight rights and refuelling are left out.",
    "How long two looks at one vessel are really one look (the sea and the vessel's aspect stay "
    "much the same) is measured nowhere: it is declared as a wide interval, and moves how often "
    "approaches are noticed by some twenty percentage points. How often satellites are turned to "
    "the open sea is an assumption, too.",
    "Approaches are straight, from all sides alike, and are not an account of any real plan; "
    "coastal radars, other aircraft, merchant ships and signals that vessels send are left out.",
)


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
