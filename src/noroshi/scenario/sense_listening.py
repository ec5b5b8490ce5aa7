"""What stations and events may well say by themselves but what makes no sense together."""

from collections.abc import Iterator

from noroshi.scenario.records import Ground, Scenario
from noroshi.world.document import Notice
from noroshi.world.merging import Tree


def check_listening(tree: Tree, scenario: Scenario) -> None:
    """Report networks that are part of themselves, and events in orbit or without an mb."""
    for check in (_networks, _events, _xenon):
        for path, what, hint in check(scenario):
            tree.problem(path, what, hint=hint)


def _networks(scenario: Scenario) -> Iterator[Notice]:
    for key in scenario.seismic_networks:
        chain = [key]
        while (upper := scenario.seismic_networks[chain[-1]].part_of) is not None:
            if upper in chain:
                if upper == key:
                    circle = " → ".join((*chain, key))
                    what = f"networks are part of each other in a circle: {circle}"
                    yield ("seismic_networks", key, "part_of"), what, "leave out one of them"
                break
            chain.append(upper)


def _events(scenario: Scenario) -> Iterator[Notice]:
    for key, event in scenario.seismic_events.items():
        if not isinstance(scenario.places[event.place], Ground):
            what = f"'{event.place}' is a place in orbit"
            yield ("seismic_events", key, "place"), what, "name a place on the ground"
        if event.magnitude("mb") is None:
            scales = ", ".join(dict.fromkeys(m.scale for m in event.magnitudes))
            what = f"no magnitude mb is given (only {scales}), and stations are held to that"
            hint = "add one, e.g. {by: USGS, scale: mb, value: 4.9}"
            yield ("seismic_events", key, "magnitudes"), what, hint


def _xenon(scenario: Scenario) -> Iterator[Notice]:
    for key, event in scenario.seismic_events.items():
        for index, find in enumerate(event.xenon):
            if find.collected < event.origin.date():
                what = f"{find.collected} is before the event ({event.origin.date()})"
                where = ("seismic_events", key, "xenon", index, "collected")
                yield where, what, "write the day on which the sample was taken"
