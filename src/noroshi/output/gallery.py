"""Every figure of a comparison, in the order in which they are read."""

from collections.abc import Sequence
from dataclasses import dataclass

from noroshi.output.figures.atlas import Atlas, Landmark, atlas
from noroshi.output.figures.city_map import panel
from noroshi.output.figures.drivers import Influence, drivers
from noroshi.output.figures.far import far
from noroshi.output.figures.gains import gains
from noroshi.output.figures.profile import profile
from noroshi.output.figures.style import Picture
from noroshi.output.figures.timeline import timeline
from noroshi.output.figures.warned import warned
from noroshi.output.places import cities, position, posts, sites
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
    flight: tuple[Picture, ...]
    drivers: tuple[Picture, ...]


def gallery(comparison: Comparison, answer: Answer) -> Gallery:
    """Draw everything that the report shows."""
    example = exemplar(comparison)
    places = cities(comparison)
    heard = [p for p in answer.parties if p.people > 0.0]
    shared = atlas_of(comparison) if places else None
    shown = {c.id for c in shared.cities} if shared else set()
    return Gallery(
        maps=_maps(shared),
        far=far([c for c in places if c.id not in shown]),
        gains=gains(places),
        warned=_warned(comparison, heard),
        flight=(profile(example), timeline(example)) if example else (),
        drivers=tuple(_drivers(comparison, p) for p in heard),
    )


def _maps(shared: Atlas | None) -> tuple[Picture, ...]:
    return tuple(panel(shared, which) for which in ("before", "after", "gain")) if shared else ()


def _warned(comparison: Comparison, heard: Sequence[PartyAnswer]) -> tuple[Picture, ...]:
    return tuple(warned(comparison, comparison.after.parties.index(p.party)) for p in heard)


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
