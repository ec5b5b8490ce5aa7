"""A file to start from that holds only what differs from another scenario, with examples."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from noroshi.scenario.files import extension
from noroshi.scenario.loading import read
from noroshi.scenario.records import Scenario
from noroshi.world import estimates_of
from noroshi.world.merging import Tree
from noroshi.world.patching import value_at

FILE_NAME = "changes.yaml"
_HEAD = """\
# yaml-language-server: $schema=noroshi.schema.json
# Everything that stands nowhere in this folder is taken over from {base}: write only what differs.
# Fields are laid over those that are taken over, at every depth; lists are replaced as a whole;
# `null` takes out an entry, and with it what cannot be without it.
# `noroshi check` says what is wrong; `noroshi show {base} sensors` lists what there is.
scenario:
  extends: {base}
  title: {title}

# Examples: take the `# ` away from a section's name and from what you want below it.
"""


class ExampleChange(NamedTuple):
    """Some lines of a section that change one thing."""

    section: str
    says: str
    lines: tuple[str, ...]


def differences_file(scenario: str, folder: Path) -> str:
    """The file's text, for a folder that is to extend a scenario.

    Raises:
        ScenarioError: the scenario is not there, or wrong.
    """
    world, tree, _ = read(scenario)
    title = _quoted(f"{world.header.title}, with changes")
    base = extension(scenario, folder)
    return _HEAD.format(base=base, title=title) + "".join(_commented(_examples(world, tree)))


def _commented(examples: Iterator[ExampleChange]) -> Iterator[str]:
    """Each section once, with its examples below it."""
    sections: dict[str, list[ExampleChange]] = {}
    for example in examples:
        sections.setdefault(example.section, []).append(example)
    for section, listed in sections.items():
        yield f"# {section}:\n"
        for example in listed:
            yield f"#   # {example.says}\n"
            yield from (f"#   {line}\n" for line in example.lines)


def _examples(world: Scenario, tree: Tree) -> Iterator[ExampleChange]:
    ranged, path = _with_a_range(world) or ("", "")
    if ranged:
        yield _other_number(tree, ("sensors", ranged), path, "A range")
        yield _a_radar_more(world, ranged)
    yield from _a_sensor_less(world, ranged)
    yield from _a_delay(world, tree)
    yield from _a_city(world)
    yield from _a_fleet(world, tree)


def _with_a_range(world: Scenario) -> tuple[str, str] | None:
    """The first sensor of which a range is uncertain, and the path of the range inside it."""
    for key, sensor in world.sensors.items():
        for estimate in estimates_of(sensor):
            if estimate.name.endswith("range") and not estimate.certain:
                return key, estimate.name.removeprefix(f"sensors.{key}.")
    return None


def _a_radar_more(world: Scenario, ranged: str) -> ExampleChange:
    """One more of a kind that is declared: `like` takes over all that is not said anew."""
    key = next(f"new-radar{n}" for n in ("", *range(2, 99)) if f"new-radar{n}" not in world.sensors)
    return ExampleChange(
        "sensors",
        "One more radar, like another in all that is not said here",
        (f"{key}:", f"  like: {ranged}", "  name: New Radar"),
    )


def _a_sensor_less(world: Scenario, ranged: str) -> Iterator[ExampleChange]:
    """The last that comes between the two dates, or else the last, but none that has a range."""
    before, after = world.header.before, world.header.after
    others = [s for key, s in world.sensors.items() if key != ranged]
    new = [s for s in others if before and after and s.holds(after) and not s.holds(before)]
    for gone in (new or others)[-1:]:
        yield ExampleChange("sensors", "A sensor is switched off", (f"{gone.id}: null",))


def _a_delay(world: Scenario, tree: Tree) -> Iterator[ExampleChange]:
    for rule in world.rules.values():
        yield _other_number(tree, ("rules", rule.id), "decision_delay", "A delay")
        return


def _a_city(world: Scenario) -> Iterator[ExampleChange]:
    for first in world.receivers.values():
        same = [r for r in world.receivers.values() if r.party == first.party]
        lat, lon = np.degrees([(first.lat + same[-1].lat) / 2, (first.lon + same[-1].lon) / 2])
        key = next(
            f"new-city{n}" for n in ("", *range(2, 99)) if f"new-city{n}" not in world.receivers
        )
        yield ExampleChange(
            "receivers",
            "A city more",
            (
                f"{key}:",
                "  name: New City",
                f"  lat: {lat:.4f} deg",
                f"  lon: {lon:.4f} deg",
                f"  party: {first.party}",
                "  population: 100000",
            ),
        )
        return


def _a_fleet(world: Scenario, tree: Tree) -> Iterator[ExampleChange]:
    for fleet in world.fleets.values():
        yield _other_number(tree, ("fleets", fleet.id), "count", "The size of a fleet")
        return


def _other_number(tree: Tree, entry: tuple[str, str], path: str, says: str) -> ExampleChange:
    """An estimate at the upper end of its interval, or as it is where it has none."""
    steps = path.split(".")
    stated = value_at(tree.data, (*entry, *steps))
    number = stated["high"] if isinstance(stated, dict) else stated
    lines = [f"{entry[1]}:"]
    lines += [f"{'  ' * depth}{step}:" for depth, step in enumerate(steps, 1)]
    lines[-1] += f" {number}"
    return ExampleChange(entry[0], f"{says}; taken over is {_flow(stated)}", tuple(lines))


def _flow(stated: Any) -> str:
    if not isinstance(stated, dict):
        return str(stated)
    return "{" + ", ".join(f"{key}: {stated[key]}" for key in ("low", "best", "high")) + "}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
