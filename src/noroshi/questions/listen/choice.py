"""What is listened for: at which place, which events, and which of them is asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from noroshi.errors import NoroshiError
from noroshi.nearest import suggestion_or_list
from noroshi.questions.base import Case
from noroshi.questions.listen import Options
from noroshi.scenario.listening import SeismicEvent
from noroshi.scenario.records import Ground, Scenario
from noroshi.world import Estimate

WHAT_IF: Final = "what-if"
"""Id of an event that never was."""


class Occasion(NamedTuple):
    """An event, or one that never was: how large it is, and on which day."""

    id: str
    name: str
    day: date
    magnitude: Estimate
    """Body-wave magnitude to which stations are held."""
    by: str = ""
    """Agency whose magnitude that is."""
    event: SeismicEvent | None = None
    """None = it never was."""


@dataclass(frozen=True)
class Asked:
    """A place and what is asked of it."""

    world: Scenario
    """Everything that was ever declared."""
    site: str
    place: Ground
    occasions: tuple[Occasion, ...]
    """By time; one that never was comes last."""
    main: int
    """Which of them is asked about."""
    elsewhere: tuple[str, ...]
    """Other places where events are declared, by name."""

    @property
    def asked(self) -> Occasion:
        """The one that is asked about."""
        return self.occasions[self.main]


def choose(case: Case, options: Options) -> Asked:
    """What the options mean in this world.

    Raises:
        NoroshiError: there is no such place or event, it lies elsewhere, or nothing says how large
            an event is meant.
    """
    world, day = case.whole, case.day(None)
    site = _site(world, options, day)
    place = world.places[site]
    if not isinstance(place, Ground):
        raise NoroshiError(f"'{site}' turns with the Earth above the equator; name a place on it")
    found = [_occasion(e) for e in _in_order(world.seismic_events) if e.place == site]
    main = _main(found, options, day)
    if options.magnitude is not None:
        on = found[main].day if found else day
        name = f"what if: {options.magnitude:g}"
        found.append(Occasion(WHAT_IF, name, on, Estimate.exactly(options.magnitude)))
        main = len(found) - 1
    if not found:
        raise NoroshiError(
            f"no seismic event is declared at '{site}'; --magnitude says how large a one is meant, "
            "e.g. --magnitude 4"
        )
    others = dict.fromkeys(e.place for e in world.seismic_events.values() if e.place != site)
    names = tuple(getattr(world.places[key], "name", "") or key for key in others)
    return Asked(world, site, place, tuple(found), main, names)


def _in_order(events: Mapping[str, SeismicEvent]) -> list[SeismicEvent]:
    return sorted(events.values(), key=lambda e: e.origin)


def _occasion(event: SeismicEvent) -> Occasion:
    wave = event.magnitude("mb")
    if wave is None:  # is refused where scenarios are read
        raise NoroshiError(f"'{event.id}' has no magnitude mb, to which stations are held")
    return Occasion(event.id, event.name, event.origin.date(), wave.value, wave.by, event)


def _site(world: Scenario, options: Options, day: date) -> str:
    """The place that is named, or that of the event, or of the latest event by that day."""
    events = world.seismic_events
    if options.event is not None and options.event not in events:
        hint = suggestion_or_list(options.event, events)
        raise NoroshiError(f"--event: there is no seismic event '{options.event[:60]}'; {hint}")
    if options.site is not None:
        if options.site not in world.places:
            known = dict.fromkeys(e.place for e in events.values())
            hint = suggestion_or_list(options.site, known or world.places)
            raise NoroshiError(f"--site: there is no place '{options.site[:60]}'; {hint}")
        if options.event is not None and events[options.event].place != options.site:
            raise NoroshiError(
                f"'{options.event}' was at '{events[options.event].place}' and not at "
                f"'{options.site}'; leave out --site or --event"
            )
        return options.site
    if options.event is not None:
        return events[options.event].place
    if not events:
        raise NoroshiError(
            "no seismic event is declared; --site and --magnitude say where and how large a one "
            "is meant"
        )
    by_then = [e for e in _in_order(events) if e.origin.date() <= day]
    return (by_then[-1] if by_then else _in_order(events)[0]).place


def _main(found: Sequence[Occasion], options: Options, day: date) -> int:
    """The event that is named, or the latest by that day, or the first of all."""
    if options.event is not None:
        return next(k for k, one in enumerate(found) if one.id == options.event)
    return max((k for k, one in enumerate(found) if one.day <= day), default=0)
