"""Everything that the question states, as arrays of declared variables."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.answer import Axis, PlainData, declared
from noroshi.questions.shares import Options
from noroshi.questions.shares import compute as c
from noroshi.questions.shares import sensors as single
from noroshi.questions.shares.game import GAMES, FlightGame, lanes
from noroshi.questions.shares.groups import Group, groups
from noroshi.questions.shares.sites import of_sites
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.losses import single_losses
from noroshi.questions.warning.pipe.coalitions import follow_again
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.naming import posture_date, posture_labels, sensor_name
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.streams import stream

Floats = NDArray[np.float64]
Each = list[list[FlightGame]]
"""Flights by posture and whom they concern."""
RANKS: Final = 10
"""So many pairs of sensors are told whose loss costs most."""


def data_of(comparison: Comparison, options: Options, seed: int) -> PlainData:
    """The numbers of a comparison, over draws of a seed."""
    both = (comparison.before, comparison.after)
    worlds = [comparison.after.scenario, comparison.before.scenario]
    whom, classes = c.warned(comparison), groups(worlds)
    owners = _owners(comparison.after.parties, classes)
    each = [
        [lanes(a, f, w.party, w.weight, options.one_in, seed) for w in whom]
        for a, f in zip(both, follow_again(both), strict=True)
    ]
    told = [comparison.after.parties[w.party] for w in whom]
    sensors = list(dict.fromkeys(s for a in both[::-1] for s in a.detections.sensors))
    parties = {key: party.name for world in worlds for key, party in world.parties.items()}
    site_axes, sites = of_sites(
        comparison.after, whom, options.one_in, seed, closely=options.closely
    )
    values: dict[str, Any] = {
        "posture_date": [posture_date(a) for a in both],
        "one_in": float(options.one_in),
        "closely": float(options.closely),
        "whom_later": [float(w.later) for w in whom],
        "whom_owner": [party if party in owners else "" for party in told],
        "people": [c.people_of(comparison.after, w) for w in whom],
        **_of_classes(both, each, whom, classes, owners),
        **_of_sharing(both, whom),
        **_of_sensors(comparison, each, whom, sensors, seed, closely=options.closely),
        **sites,
    }
    axes = [
        Axis("posture", POSTURES, posture_labels(comparison)),
        Axis("whom", told, [parties[p] for p in told], "people of"),
        Axis("game", list(GAMES), list(GAMES.values()), "of"),
        Axis("owner", owners, [parties.get(o, o) for o in owners], "sensors of"),
        Axis("class", [g.id for g in classes], [g.name for g in classes], "class of sensors"),
        Axis("sensor", sensors, [sensor_name(comparison, s) for s in sensors]),
        Axis("rank", list(range(1, 1 + (RANKS if options.closely else 0)))),
        *site_axes,
    ]
    return declared(__package__).plain(axes, values)


def _owners(warned: Sequence[str], classes: Sequence[Group]) -> list[str]:
    """Those who own sensors, by id: who warns people first, in the order of their chains."""
    every = list(dict.fromkeys(group.owner for group in classes))
    return [p for p in warned if p in every] + [o for o in every if o not in warned]


def _of_classes(
    both: Sequence[Assessment],
    each: Each,
    whom: Sequence[c.Warned],
    classes: Sequence[Group],
    owners: Sequence[str],
) -> dict[str, Any]:
    draws = both[-1].draws.count

    def own(assessment: Assessment, one: c.Warned) -> int | None:
        party = assessment.parties[one.party]
        return owners.index(party) if party in owners else None

    found = [
        [
            c.brought(flights, a.detections.sensors, classes, owners, own(a, w))
            for flights, w in zip(row, whom, strict=True)
        ]
        for a, row in zip(both, each, strict=True)
    ]

    def of(field: Callable[[c.Brought], Floats], *parts: int) -> Floats:
        """(posture, whom, game, part, draw) of (part, game, draw)."""
        values = np.array([[field(one) for one in row] for row in found])
        shaped = values.reshape(2, len(whom), *parts, len(GAMES), draws)
        return np.swapaxes(shaped, 2, 3) if parts else shaped

    share = of(lambda b: c.shares_of(b.owners, b.whole), len(owners))
    return {
        "whole": of(lambda b: b.whole),
        "owner_share": share,
        "owner_brings": of(lambda b: b.owners, len(owners)),
        "owner_alone": of(lambda b: b.alone, len(owners)),
        "owner_lost": of(lambda b: b.lost, len(owners)),
        "share_change": share[1] - share[0],
        "class_owner": [group.owner for group in classes],
        "class_sensors": [
            [float(sum(s in a.detections.sensors for s in g.sensors)) for g in classes]
            for a in both
        ],
        # Of the flights that are followed: in a draw these may have nothing where all have some.
        "class_share": of(
            lambda b: c.shares_of(b.classes, np.nansum(b.classes, axis=0)), len(classes)
        ),
        "class_brings": of(lambda b: b.classes, len(classes)),
        "class_apart": of(lambda b: b.apart, len(classes)),
        "class_lost": of(lambda b: b.class_lost, len(classes)),
    }


def _of_sharing(both: Sequence[Assessment], whom: Sequence[c.Warned]) -> dict[str, Any]:
    draws = both[-1].draws.count

    def postured(each: Callable[[Assessment, c.Warned], Floats]) -> Floats:
        return np.array([[each(a, w) for w in whom] for a in both]).reshape(2, len(whom), draws)

    sharing = postured(c.sharing)
    return {
        "sharing": sharing,
        "sharing_change": sharing[1] - sharing[0],
        "people_helped": postured(c.people_helped),
    }


def _of_sensors(
    comparison: Comparison,
    each: Each,
    whom: Sequence[c.Warned],
    sensors: Sequence[str],
    seed: int,
    *,
    closely: bool,
) -> dict[str, Any]:
    """By single sensor, where it is wanted; else no numbers."""
    both, draws = (comparison.before, comparison.after), comparison.after.draws.count
    records = {s: r for a in both for s, r in a.scenario.sensors.items()}
    brings, within, lost = np.full((3, 2, len(whom), len(GAMES), len(sensors), draws), np.nan)
    ranks = RANKS if closely else 0
    worst, worst_names = np.full((2, len(whom), draws), np.nan), [[""] * len(whom) for _ in both]
    pairs = np.full((2, len(whom), ranks, draws), np.nan)
    apart, names = np.full((len(whom), ranks, draws), np.nan), [[""] * ranks for _ in whom]
    weighed = [(one.party, one.weight) for one in whom]
    exactly = [single_losses(a, weighed) for a in both] if closely else []
    for w in range(len(whom)) if closely else ():
        costs = []
        for p, a in enumerate(both):
            flights, place = each[p][w], [sensors.index(s) for s in a.detections.sensors]
            owners = [records[s].owner for s in a.detections.sensors]
            unions = [owners.index(owner) for owner in owners]
            # The same orders before and after, as far as the same sensors stand.
            come = single.by_orders(flights, stream(seed, "orders", w))
            ordered = single.by_orders(flights, stream(seed, "orders of owners", w), unions)
            costs.append(single.losses(flights, exactly[p][:, w]))
            for whole, part in ((brings, come), (within, ordered), (lost, costs[-1].one)):
                whole[p, w][:, place] = np.swapaxes(part, 0, 1)
            for which in single.dearest(costs[-1], 1).tolist():
                two = (a.detections.sensors[i] for i in costs[-1].pairs[which])
                worst_names[p][w] = " and ".join(sensor_name(comparison, s) for s in two)
                worst[p, w] = costs[-1].two[which, 0]
        dearest = single.dearest(costs[1], ranks)
        for rank, (first, second) in enumerate(costs[1].pairs[dearest].tolist()):
            own = [a.detections.sensors for a in both]
            pair = own[1][first], own[1][second]
            names[w][rank] = " and ".join(sensor_name(comparison, s) for s in pair)
            pairs[1, w, rank] = costs[1].two[dearest[rank], 0]
            apart[w, rank] = costs[1].one[[first, second], 0].sum(axis=0)
            if all(s in own[0] for s in pair):
                pairs[0, w, rank] = single.of_pair(costs[0], *map(own[0].index, pair))
    return {
        "sensor_owner": [records[s].owner for s in sensors],
        "sensor_brings": brings,
        "sensor_within": within,
        "sensor_lost": lost,
        "two_lost_names": worst_names,
        "two_lost": worst,
        "pair_lost_names": names,
        "pair_lost": pairs,
        "pair_lost_apart": apart,
    }
