"""Every figure of a comparison, in the order in which they are read."""

from dataclasses import dataclass

from noroshi.output.exemplar import exemplar
from noroshi.output.figures.atlas import Atlas, atlas
from noroshi.output.figures.city_map import panel
from noroshi.output.figures.drivers import Influence, drivers
from noroshi.output.figures.far import far
from noroshi.output.figures.gains import gains
from noroshi.output.figures.profile import profile
from noroshi.output.figures.style import Picture
from noroshi.output.figures.timeline import timeline
from noroshi.output.figures.warned import warned
from noroshi.output.naming import assumption_names, posture_date
from noroshi.output.places import cities, posts, sites
from noroshi.study.answer import Answer, PartyAnswer
from noroshi.study.compare import Comparison


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
    places = cities(comparison)
    heard = [p for p in answer.parties if p.people > 0.0]
    example = exemplar(comparison)
    shared = atlas_of(comparison) if places else None
    shown = {c.id for c in shared.cities} if shared else set()
    return Gallery(
        maps=tuple(panel(shared, which) for which in ("before", "after", "gain")) if shared else (),
        far=far([c for c in places if c.id not in shown]),
        gains=gains(places),
        warned=tuple(warned(comparison, comparison.after.parties.index(p.party)) for p in heard),
        flight=(profile(example), timeline(example)) if example else (),
        drivers=tuple(_drivers(comparison, p) for p in heard),
    )


def atlas_of(comparison: Comparison) -> Atlas:
    """What the maps share."""
    dates = posture_date(comparison.before), posture_date(comparison.after)
    return atlas(cities(comparison), posts(comparison), sites(comparison), dates)


def _drivers(comparison: Comparison, party: PartyAnswer) -> Picture:
    names = assumption_names(comparison)
    found = [Influence(names.get(d.name, d.name), d.correlation) for d in party.drivers_of_warning]
    return drivers(f"drivers-{party.party}", f"mean warning time in {party.name}", found)
