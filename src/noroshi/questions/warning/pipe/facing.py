"""A world cut down to the flights that one question is about.

What is drawn for a flight, a sensor or a delay goes by its name, so that it is what a run over all
flights draws, to the last bit. What passes over a place on its way elsewhere is left out.
"""

from dataclasses import replace

from noroshi.errors import NoroshiError
from noroshi.nearest import suggestion_or_list
from noroshi.scenario import Pairing
from noroshi.scenario.records import Scenario
from noroshi.scenario.warned import Aim, Threat


def find(world: Scenario, place: str, otherwise: str = "") -> str:
    """Which place is meant, by its id or its name or how one of them begins: its id.

    Args:
        world: that has it.
        place: as it was written.
        otherwise: what else may be written where there is none of that name.

    Raises:
        NoroshiError: none is called so, or several are.
    """
    wanted = " ".join(place.split()).casefold()
    names = {key: (key.casefold(), r.name.casefold()) for key, r in world.receivers.items()}
    for which in (0, 1):
        if found := [key for key, words in names.items() if words[which] == wanted]:
            return found[0]
    begins = [
        k for k, words in names.items() if wanted and any(w.startswith(wanted) for w in words)
    ]
    if len(begins) == 1:
        return begins[0]
    if begins:
        raise NoroshiError(f"'{place[:60]}' may be {', '.join(begins[:5])}: write the whole id")
    hint = suggestion_or_list(place, dict.fromkeys(world.receivers))
    raise NoroshiError(
        f"no place that is warned is called '{place[:60]}' in {world.called}; {hint}{otherwise}"
    )


def facing_only(world: Scenario, place: str) -> Scenario:
    """The world with one place to be warned, and the flights that can be aimed at it."""
    threats = {key: _aimed(threat, place) for key, threat in world.threats.items()}
    return replace(
        world,
        receivers={place: world.receivers[place]},
        threats={key: threat for key, threat in threats.items() if threat is not None},
        alternatives={},
    )


def facing_flight(world: Scenario, flight: Pairing) -> Scenario:
    """The world with one flight, and the place that it is aimed at.

    Example:
        >>> import noroshi
        >>> from noroshi.scenario import pairings
        >>> world = noroshi.load("small").at("2015-01-01")
        >>> [p.id for p in pairings(facing_flight(world, pairings(world)[0]))]
        ['short-minimum/test-range/harbour']
    """
    faced = facing_only(world, flight.receiver)
    threat = faced.threats[flight.threat].model_copy(
        update={"launched_from": (flight.site,), "at": Aim(receivers=(flight.receiver,))}
    )
    return replace(faced, threats={flight.threat: threat})


def _aimed(threat: Threat, place: str) -> Threat | None:
    if not threat.at.receivers:
        return threat
    if place not in threat.at.receivers:
        return None
    return threat.model_copy(update={"at": Aim(receivers=(place,))})
