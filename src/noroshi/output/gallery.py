"""Every figure of a comparison, in the order in which they are read."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from noroshi.output.figures.atlas import Atlas, Landmark, atlas
from noroshi.output.figures.city_map import panel
from noroshi.output.figures.drivers import Influence, drivers
from noroshi.output.figures.ellipse import ellipse
from noroshi.output.figures.errors import errors
from noroshi.output.figures.far import far
from noroshi.output.figures.gains import gains
from noroshi.output.figures.known import known
from noroshi.output.figures.profile import profile
from noroshi.output.figures.shrinking import shrinking as ellipses_on_map
from noroshi.output.figures.style import Picture
from noroshi.output.figures.timeline import timeline
from noroshi.output.figures.warned import warned
from noroshi.output.places import cities, position, posts, sites
from noroshi.questions.localisation import tracker as runs
from noroshi.questions.localisation.followed import follow
from noroshi.questions.localisation.history import Shrinking, shrinking
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.naming import assumption_names, posture_date
from noroshi.study.answer import Answer, PartyAnswer


@dataclass(frozen=True)
class Gallery:
    """Figures by what they are about."""

    maps: tuple[Picture, ...]
    far: Picture | None
    gains: Picture
    warned: tuple[Picture, ...]
    known: tuple[Picture, ...]
    """A figure for each party that flights are aimed at."""
    ellipse: tuple[Picture, ...]
    shrinking: tuple[Picture, ...]
    """One flight's ellipses on the map, before and after."""
    errors: tuple[Picture, ...]
    flight: tuple[Picture, ...]
    drivers: tuple[Picture, ...]
    impact: Shrinking | None
    """What `shrinking` shows, for the table beside it; None where no radar tracks that flight."""


def gallery(comparison: Comparison, answer: Answer) -> Gallery:
    """Draw everything that the report shows."""
    example = exemplar(comparison)
    followed = follow(example) if example else None
    # The tracker's runs take as long as the drawing: they go on beside it.
    with ThreadPoolExecutor(1) as beside:
        simulated = beside.submit(runs.errors, followed) if followed else None
        places = cities(comparison)
        heard = [p for p in answer.parties if p.people > 0.0]
        shared = atlas_of(comparison) if places else None
        shown = {c.id for c in shared.cities} if shared else set()
        impact = shrinking(followed) if followed else None
        return Gallery(
            maps=_maps(shared),
            far=far([c for c in places if c.id not in shown]),
            gains=gains(places),
            warned=_warned(comparison, heard),
            known=tuple(known(comparison, p) for p in heard if p.knowing),
            ellipse=tuple(ellipse(comparison, p) for p in heard if p.knowing),
            shrinking=_on_map(impact),
            flight=(profile(example), timeline(example)) if example else (),
            drivers=tuple(_drivers(comparison, p) for p in heard),
            errors=(errors(example, simulated.result()),) if example and simulated else (),
            impact=impact,
        )


def _maps(shared: Atlas | None) -> tuple[Picture, ...]:
    return tuple(panel(shared, which) for which in ("before", "after", "gain")) if shared else ()


def _warned(comparison: Comparison, heard: Sequence[PartyAnswer]) -> tuple[Picture, ...]:
    return tuple(warned(comparison, comparison.after.parties.index(p.party)) for p in heard)


def _on_map(impact: Shrinking | None) -> tuple[Picture, ...]:
    return tuple(ellipses_on_map(impact, p) for p in ("before", "after")) if impact else ()


def atlas_of(comparison: Comparison) -> Atlas:
    """What the maps share."""
    dates = posture_date(comparison.before), posture_date(comparison.after)
    shown = cities(comparison), posts(comparison), sites(comparison)
    return atlas(*shown, dates, _landmarks(comparison))


def _landmarks(comparison: Comparison) -> list[Landmark]:
    """The coasts of the waters that are watched, by what comes last in their first place's name."""
    after = comparison.after
    return [
        Landmark(
            after.scenario.places[waters.coast[0]].name.rpartition(", ")[2],
            waters.party,
            *position(after, waters.coast[0])[:2],
        )
        for waters in after.scenario.waters.values()
    ]


def _drivers(comparison: Comparison, party: PartyAnswer) -> Picture:
    names = assumption_names(comparison)
    found = [Influence(names.get(d.name, d.name), d.correlation) for d in party.drivers_of_warning]
    return drivers(f"drivers-{party.party}", f"mean warning time in {party.name}", found)
