"""What is odd about declared orbits, though they can be flown."""

from collections.abc import Iterator

from noroshi.scenario.records import Scenario
from noroshi.scenario.watched import Satellite


def orbit_remarks(world: Scenario) -> Iterator[str]:
    """A line each, with the path of the entry."""
    for key, platform in world.platforms.items():
        if isinstance(platform, Satellite):
            for remark in platform.orbit.remarks():
                yield f"platforms.{key}.orbit: {remark}"
