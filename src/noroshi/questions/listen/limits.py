"""What the answer leaves out."""

import math
from collections.abc import Iterator

from noroshi.questions.listen.reading import ListenNumbers
from noroshi.seismic.size import RELATIONS


def limits(found: ListenNumbers) -> tuple[str, ...]:
    """What is left out."""
    return (
        *_counted(found),
        "Silence does not mean that there was no test: a threshold says what is heard when it "
        "happens, by stations that listen that day.",
        "No yield is told within a factor of two: the relations come from other rocks, depths are "
        f"{_depths(found)}, and how well a shot is coupled to the ground is not known.",
        "How quiet each station is, is published nowhere: arrays and single stations are two "
        "classes, each of one wide interval that is drawn for all of its stations together.",
        "Stations are independent of one another but for that; near stations in truth fail and are "
        "noisy together.",
        "Hearing is by the first wave near 1 Hz. Arrays hear more at higher frequencies when they "
        "are near, and comparing with earlier events finds smaller ones still: neither is counted.",
        "Most stations have no declared first day and are taken to have been there all the time, "
        "so that the networks of early years come out too large.",
        "Where it was is reckoned with the errors of travel times that are usual for data "
        "centres; what places events against one another, to some hundred metres, is not.",
        "That waves came from an explosion is not shown by hearing them; that it was nuclear only "
        "by what leaks out, and nothing of winds is worked out here.",
    )


def _depths(found: ListenNumbers) -> str:
    declared = not math.isnan(found.bounds("event_depth", event=found.event)[1])
    if not declared:
        return "not declared"
    asked = any(r.needs_depth for r in RELATIONS if r.name in found.asked_relations())
    return f"estimates that {'most relations do not ask' if asked else 'no relation here asks'} for"


def _counted(found: ListenNumbers) -> Iterator[str]:
    """Networks of which somebody counts more stations, or fewer, than are declared here."""
    for key, name in found.names("network").items():
        at = {"network": key}
        stated = found.number("network_counted", **at)
        work = found.number("stations_work", event=found.event, **at)
        if math.isnan(stated) or stated == work:
            continue
        missing = "stations that may have heard it are missing here"
        told = missing if stated > work else "some that are declared may not have listened"
        yield (
            f"Of the {name}, {work:.0f} stations are declared for that day; "
            f"{found.word('network_counted_by', **at)} counted {stated:.0f} in operation on "
            f"{found.word('network_counted_on', **at)}: {told}."
        )
