"""What alternatives may well say by themselves but what makes no sense together."""

from collections.abc import Iterator

import numpy as np

from noroshi.scenario.alternatives import OPENS, Option
from noroshi.scenario.records import Scenario
from noroshi.sensing import Radar
from noroshi.world.document import Notice, Path_
from noroshi.world.merging import Tree

DEGREE = np.pi / 180.0


def check_alternatives(tree: Tree, scenario: Scenario) -> None:
    """Report bases that are not what the scenario reckons with, sensors without faces, repeats."""
    asked: dict[str, str] = {}
    for key, alternative in scenario.alternatives.items():
        for index, option in enumerate(alternative.options):
            where = ("alternatives", key, "options", index)
            for path, what, hint in _findings(scenario, where, option):
                tree.problem(path, what, hint=hint)
        subjects = {s for o in alternative.options for s in _subjects(o)}
        for subject in sorted(subjects):
            other = asked.setdefault(subject, key)
            if other != key:
                what = f"'{other}' already asks about {subject}"
                tree.problem(("alternatives", key), what, hint="make one question of both")


def _subjects(option: Option) -> tuple[str, ...]:
    low = option.lowest_elevation
    return ("satellites",) if low is None else tuple(f"how low {s} looks" for s in low.sensors)


def _findings(scenario: Scenario, where: Path_, option: Option) -> Iterator[Notice]:
    if option.base and option.satellites not in (None, OPENS):
        what = "a run reckons with satellites whose direction alone opens an alert"
        yield (*where, "satellites"), what, f"make the option with `satellites: {OPENS}` the base"
    low = option.lowest_elevation
    if low is None:
        return
    for index, key in enumerate(low.sensors):
        sensor = scenario.sensors[key]
        place = (*where, "lowest_elevation", "sensors", index)
        if key in low.sensors[:index]:
            yield place, f"'{key}' stands there twice", "write it once"
            continue
        if not isinstance(sensor, Radar):
            yield place, f"'{key}' is no radar and has no lowest elevation", "name a radar"
            continue
        for face in sensor.faces:
            lowest, highest = face.elevation
            if low.elevation >= highest.low:
                what = f"'{key}' looks no higher than {highest.low / DEGREE:g} deg"
                yield place, what, "write a lower elevation"
            elif option.base and not (lowest.certain and np.isclose(lowest.best, low.elevation)):
                what = f"the base is not what '{key}' declares"
                yield place, what, f"there its lowest elevation is {lowest.best / DEGREE:g} deg"
