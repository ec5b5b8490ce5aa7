"""Areas as packets for a globe and as features for a map."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic

from noroshi.output.commitments.czml import area_packets
from noroshi.output.commitments.geojson import areas_geojson
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
  land: {kind: belt, name: the land, role: territory, party: jp, coast: [isle], outer: 1 km}
  piece: {kind: belt, name: a piece, role: part, coast: [isle], outer: 1 km}
  later: {kind: belt, name: later, role: claim, coast: [isle], outer: 1 km, from: 2015-01-01}
  east: {kind: undefined, name: the East, role: treaty-area, why: no line}
"""


@pytest.fixture
def world(tmp_path: Path):
    (tmp_path / "world.yaml").write_text(WORLD, encoding="utf-8")
    return load(tmp_path)


def test_the_map_has_what_holds_then_and_is_no_plain_land(world):
    features = json.loads(areas_geojson(world, DAY))["features"]
    assert [f["id"] for f in features] == ["area/sea", "area/zone", "area/east"]
    sea, _, east = features
    assert east["geometry"] is None
    assert sea["properties"]["disputed"] == [
        {"by": "cn", "what": "claims it & more", "source": ["text"]}
    ]
    lon = [x for part in sea["geometry"]["coordinates"] for ring in part for x, _ in ring]
    assert sea["geometry"]["type"] == "MultiPolygon"  # cut at the date line
    assert max(map(abs, lon)) <= 180.0


def test_packets_draw_each_limit_and_say_who_contests_it(world):
    packets = area_packets(world, DAY)
    assert {p["id"].split("/")[1] for p in packets} == {"sea", "zone"}
    assert len({p["id"] for p in packets}) == len(packets)
    first = packets[0]
    assert first["description"] == "An &lt;Act&gt;<br>Contested by cn: claims it &amp; more"
    corners = np.reshape(first["polyline"]["positions"]["cartographicDegrees"], (-1, 3))
    off = [Geodesic.WGS84.Inverse(10.0, 179.95, lat, lon)["s12"] for lon, lat, _ in corners]
    assert np.all(corners[:, 2] == 0.0)
    assert max(off) == pytest.approx(12 * 1852.0, abs=10.0)
