"""Areas as packets for a globe and as features for a map."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic

from noroshi.questions.base import Case
from noroshi.questions.commitments import QUESTION
from noroshi.report import czml, geojson
from noroshi.report.report import provenance, report
from noroshi.scenario import load

DAY = date(2014, 1, 1)
WORLD = """\
scenario: {title: Seas}
parties:
  jp: {name: Japan}
  cn: {name: China}
sources:
  text: {title: The text}
places:
  isle: {name: Isle, lat: 10 deg, lon: 179.95 deg}
  rock: {name: Rock, lat: 20 deg, lon: 100 deg}
areas:
  sea:
    kind: belt
    name: the sea
    role: territorial-sea
    party: jp
    coast: [isle]
    outer: 12 nmi
    basis: An <Act>
    source: text
    disputed: [{by: cn, what: claims it & more, source: text}]
  zone:
    {kind: belt, name: the zone, role: contiguous-zone, coast: [isle], inner: 12 nmi, outer: 24 nmi}
  ring:
    {kind: belt, name: the ring, role: contiguous-zone, coast: [rock], inner: 12 nmi, outer: 24 nmi}
  land: {kind: belt, name: the land, role: territory, party: jp, coast: [isle], outer: 1 km}
  piece: {kind: belt, name: a piece, role: part, coast: [isle], outer: 1 km}
  later: {kind: belt, name: later, role: claim, coast: [isle], outer: 1 km, from: 2015-01-01}
  east: {kind: undefined, name: the East, role: treaty-area, why: no line}
agreements:
  pact:
    name: Pact
    form: treaty
    parties: [jp, cn]
    provisions:
      talk: {title: Talk, text: they talk, where: Article 1,
             duties: [{who: each, what: consult, text: talk}]}
"""


@pytest.fixture
def world(tmp_path: Path):
    (tmp_path / "world.yaml").write_text(WORLD, encoding="utf-8")
    return load(tmp_path)


@pytest.fixture
def made(world, tmp_path: Path):
    answer = QUESTION(Case(world, world, world), as_of=DAY)
    case = Case(world, world, world)
    return report(case, (answer,), provenance(case, "noroshi", version="0", made=DAY))


def test_the_map_has_what_holds_then_and_is_no_plain_land(made):
    features = json.loads(geojson.text(made))["features"]
    by_area = {}
    for feature in features:
        by_area.setdefault(feature["properties"]["area"], []).append(feature)
    assert list(by_area) == ["sea", "zone", "ring", "east"]
    assert len({f["id"] for f in features}) == len(features)
    (east,) = by_area["east"]
    assert east["geometry"] is None
    assert east["properties"]["limit_known_to_m"] is None
    for sea in by_area["sea"]:
        assert sea["properties"]["disputed"] == [
            {"by": "cn", "what": "claims it & more", "source": ["text"]}
        ]
    assert len(by_area["sea"]) == 2  # cut at the date line
    rings = [ring for sea in by_area["sea"] for ring in sea["geometry"]["coordinates"]]
    assert max(abs(x) for ring in rings for x, _ in ring) <= 180.0
    # Each piece of the zone about it is one with a hole, or is cut through it.
    whole = shapely.union_all([shapely.geometry.shape(f["geometry"]) for f in by_area["zone"]])
    assert not whole.contains(shapely.Point(179.96, 10.0))
    assert whole.contains(shapely.Point(179.96, 10.3))


def test_packets_draw_each_limit_and_say_who_contests_it(made):
    packets = json.loads(czml.czml(made))[1:]
    ids = [p["id"].split("/")[2] for p in packets]
    assert set(ids) == {"sea", "zone", "ring"}
    assert len({p["id"] for p in packets}) == len(packets)
    sea = [p for p, key in zip(packets, ids, strict=True) if key == "sea"]
    assert sea[0]["description"] == "An &lt;Act&gt; Contested by cn: claims it &amp; more"
    corners = np.concatenate(
        [np.reshape(p["polygon"]["positions"]["cartographicDegrees"], (-1, 3)) for p in sea]
    )
    assert np.all(corners[:, 2] == 0.0)
    seaward = corners[np.abs(np.abs(corners[:, 0]) - 180.0) > 1e-4]
    off = [Geodesic.WGS84.Inverse(10.0, 179.95, lat, lon)["s12"] for lon, lat, _ in seaward]
    assert len(off) > 10
    assert off == pytest.approx([12 * 1852.0] * len(off), abs=60.0)
    assert max(off) == pytest.approx(12 * 1852.0, abs=10.0)


def test_a_zone_about_an_isle_has_the_hole_that_the_sea_leaves_in_it(made):
    (ring,) = [p for p in json.loads(czml.czml(made))[1:] if p["id"].endswith("/ring")]
    (hole,) = ring["polygon"]["holes"]["cartographicDegrees"]
    corners = np.reshape(hole, (-1, 3))
    off = [Geodesic.WGS84.Inverse(20.0, 100.0, lat, lon)["s12"] for lon, lat, _ in corners]
    assert off == pytest.approx([12 * 1852.0] * len(off), abs=60.0)
    (feature,) = [
        f for f in json.loads(geojson.text(made))["features"] if f["properties"]["area"] == "ring"
    ]
    assert len(feature["geometry"]["coordinates"]) == 2
