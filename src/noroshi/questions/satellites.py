"""Which imagers the satellites of a posture carry, and the same posture with others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from noroshi.access.payloads import Payload
from noroshi.errors import NoroshiError
from noroshi.nearest import suggestion_or_list
from noroshi.scenario.records import Scenario
from noroshi.scenario.watched import Satellite
from noroshi.world import Estimate, estimates_of

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Imager:
    """A payload of a satellite, with the ids under which they are declared."""

    satellite: str
    payload: str
    platform: Satellite
    camera: Payload

    @property
    def key(self) -> str:
        """Equal for what two postures declare alike: its passes are worked out once."""
        declared = self.platform.model_dump_json(), self.camera.model_dump_json()
        return " ".join((self.satellite, self.payload, *declared))

    @property
    def unknowns(self) -> set[str]:
        """The dimensions of the draws that it needs."""
        records = (self.platform, self.camera)
        return {e.dimension for r in records for e in estimates_of(r) if _drawn(e)}


def _drawn(estimate: Estimate) -> bool:
    """An error of a known size is drawn, too: evenly to either side."""
    error = estimate.name.endswith(".local_time_error") and estimate.high > 0.0
    return error or not estimate.certain


def imagers(scenario: Scenario, owners: Collection[str] | None = None) -> tuple[Imager, ...]:
    """The payloads that satellites of a posture carry, in the order of the files.

    Args:
        scenario: cut at a date.
        owners: only satellites of these parties; None = of all.
    """
    return tuple(
        Imager(payload.on, name, platform, payload)
        for name, payload in scenario.payloads.items()
        if isinstance(platform := scenario.platforms[payload.on], Satellite)
        and (owners is None or platform.owner in owners)
    )


def with_satellites(scenario: Scenario, world: Scenario, added: Sequence[str]) -> Scenario:
    """The posture with satellites that its world declares for another date.

    Args:
        scenario: cut at a date.
        world: the same, not cut.
        added: ids of satellites.

    Raises:
        NoroshiError: no such satellite, nothing that it carries, or it is there already.
    """
    for name in added:
        _known(name, world, "add")
        if name in scenario.platforms:
            day = f" of {scenario.day}" if scenario.day else ""
            raise NoroshiError(
                f"'{name}' is in the posture{day} already; to see what it gives, write "
                f"--without {name}"
            )
    return replace(
        scenario,
        parties={**world.parties, **scenario.parties},
        platforms={**scenario.platforms, **{i: world.platforms[i] for i in added}},
        payloads={
            **{i: p for i, p in world.payloads.items() if p.on in added},
            **scenario.payloads,
        },
    )


def without_satellites(scenario: Scenario, left_out: Collection[str]) -> Scenario:
    """The posture less some satellites.

    Raises:
        NoroshiError: it has no such satellite.
    """
    for name in left_out:
        _known(name, scenario, "leave out")
    return replace(
        scenario,
        platforms={i: p for i, p in scenario.platforms.items() if i not in left_out},
        payloads={i: p for i, p in scenario.payloads.items() if p.on not in left_out},
    )


def _known(name: str, scenario: Scenario, what: str) -> None:
    carried = {p.on for p in scenario.payloads.values()}
    satellites = [
        i for i, p in scenario.platforms.items() if isinstance(p, Satellite) and i in carried
    ]
    if name not in satellites:
        day = f" on {scenario.day}" if scenario.day else ""
        hint = suggestion_or_list(name, satellites)
        raise NoroshiError(
            f"cannot {what} '{name}': no satellite that carries an imager{day}; {hint}"
        )


def cloud_stops(group: Sequence[Imager]) -> Flags:
    """Which imagers need a clear sky, (imager,)."""
    return np.array([i.camera.needs_clear_sky for i in group], dtype=bool)
