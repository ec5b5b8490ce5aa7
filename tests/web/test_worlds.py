"""What is told of declared worlds: every value that may be changed can be, and lies where it is."""

import io
import json
import re
import shutil
import textwrap
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import shape
from starlette.testclient import TestClient

from noroshi.cli.serve_job import prepare
from noroshi.commitments.events import EVENTS
from noroshi.earth.land import borders
from noroshi.glossary import meanings
from noroshi.questions.commitments import Options as CommitmentOptions
from noroshi.questions.commitments.asked import event_of
from noroshi.questions.commitments.compute import coast_of
from noroshi.questions.flight import Options
from noroshi.questions.flight.claim import read as read_claim
from noroshi.scenario.files import built_in
from noroshi.scenario.loading import load, read
from noroshi.scenario.set_values import read_values
from noroshi.units import parse
from noroshi.web.app import lab
from noroshi.web.coast import region
from noroshi.web.entries import entries_named
from noroshi.web.records import Scenarios, SourceEntry, World
from noroshi.web.spans import NumberLimits, span
from noroshi.web.world import world_document
from noroshi.world.estimate import GRADES, Estimate
from web_lab import HOST, PORT, Silent, archive


@pytest.fixture(scope="module")
def world(client: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/api/world/small").json()
    return told


def things(world: dict[str, Any]) -> list[dict[str, Any]]:
    return [*world["sensors"], *world["rules"]]


def word(control: dict[str, Any]) -> str:
    value = control["value"]
    shown = f"{value:g} {control['unit']}".strip() if control["kind"] == "number" else value
    return f"{control['path']}={shown}"


def test_documents_have_the_shapes_that_openapi_tells(client: TestClient) -> None:
    for scenario in ("small", "japan"):
        World.model_validate_json(client.get(f"/api/world/{scenario}").text)
    Scenarios.model_validate_json(client.get("/api/scenarios").text)
    SourceEntry.model_validate_json(client.get("/api/sources/invented").text)
    shapes = client.get("/api/openapi.json").json()["components"]["schemas"]
    assert {"World", "JobRequest", "ProblemDocument", "AnswerDocument", "FeatureDocument"} <= {
        *shapes
    }


def test_what_is_not_there_is_named_and_so_is_what_there_is(client: TestClient) -> None:
    for path in ("/api/world/smal", "/api/coast?scenario=smal", "/api/sources/x?scenario=smal"):
        reply = client.get(path)
        assert reply.status_code == 404
        assert "small" in reply.json()["message"]
    assert client.get("/api/sources/nobody").status_code == 404


@pytest.mark.parametrize("path", ["/etc", "..", "src/noroshi/scenarios/small"])
def test_no_folder_of_this_machine_is_read_by_its_path(client: TestClient, path: str) -> None:
    asked = {"page": "p", "scenario": path, "questions": [{"name": "warning"}]}
    assert client.post("/api/jobs", json=asked).status_code == 404
    assert client.post("/api/scenario-file", json={"scenario": path}).status_code == 404


def test_every_control_holds_the_declared_value_and_can_be_set_to_it(world: dict[str, Any]) -> None:
    whole = load("small")
    controls = [c for thing in things(world) for c in thing["controls"]]
    assert len(controls) > 50
    for control in controls:
        if control["value"] is not None:
            whole.with_values(read_values([word(control)]))
    north = world["sensors"][0]
    reach = north["controls"][0]
    assert (reach["path"], reach["of"]) == ("sensors.north-radar.reference.range", north["path"])
    assert (reach["value"], reach["low"], reach["high"], reach["unit"]) == (900, 600, 1500, "km")
    assert (reach["grade"], reach["sources"], reach["basis"]) == ("C", [], "own")
    assert reach["least"] < reach["low"] < reach["high"] < reach["most"]
    declared = whole.sensors["north-radar"].reference.range  # type: ignore[attr-defined]
    assert parse(f"{reach['value']} km", "length") == declared.best


def test_what_an_analyst_asks_about_comes_before_what_an_engineer_does(
    client: TestClient,
) -> None:
    told = client.get("/api/world/japan").json()
    radar = next(s for s in told["sensors"] if s["id"] == "tpy2-kyogamisaki")
    paths = [c["path"].removeprefix(f"{radar['path']}.") for c in radar["controls"]]
    assert paths[:4] == ["reference.range", "availability", "report_delay", "max_range"]
    assert paths.index("faces.0.azimuth.1") < paths.index("faces.0.elevation.1")
    # What the scenario's own readers ask about stands before all that nobody named.
    assert paths.index("search.cue_delay") < paths.index("search.frame")
    other = next(s for s in told["sensors"] if s["id"] == "fps3-kyogamisaki")
    assert other["controls"][1]["path"].endswith("faces.0.elevation.0"), "how low it looks"


def test_whatever_can_be_switched_off_or_moved_can_be(world: dict[str, Any]) -> None:
    whole = load("small")
    for thing in things(world):
        for value in thing["off"]:
            whole.with_values(read_values([value]))
    gone = whole.with_values(read_values(world["sensors"][0]["off"]))
    assert "north-radar" not in gone.sensors
    north = world["sensors"][0]
    moved = whole.with_values(
        read_values([f"{p}={v} deg" for p, v in zip(north["moves"], (42, 141), strict=True)])
    )
    place = moved.places["north-cape"]
    assert np.degrees([place.lat.best, place.lon.best]).round(9).tolist() == [42.0, 141.0]  # type: ignore[union-attr]
    assert (north["lat"], north["lon"]) == (41.0, 140.5)


@pytest.mark.parametrize("scenario", ["small", "japan"])
def test_a_structural_choice_that_values_can_state_is_made_by_them(
    client: TestClient, scenario: str
) -> None:
    whole, told = load(scenario), client.get(f"/api/world/{scenario}").json()
    made = 0
    for alternative in told["alternatives"]:
        for option in alternative["options"]:
            if option["values"]:
                chosen = whole.with_values(read_values(option["values"]))
                assert chosen.alternatives[alternative["id"]].base.name == option["name"]
                made += 1
    assert made


def test_days_are_those_on_which_something_begins_or_ends(world: dict[str, Any]) -> None:
    days = {day["day"]: day["changes"] for day in world["days"]}
    assert "South Radar begins" in days["2014-06-01"]
    assert [*days] == sorted(days)
    warning = {day["day"]: day["warning"] for day in world["days"]}
    assert warning["2014-06-01"] == ["South Radar begins"]
    for day, each in days.items():
        assert set(warning[day]) <= set(each)
    assert any(each != warning[day] for day, each in days.items()), "fleets and treaties do not"
    assert world["asks"].startswith("On 1 June 2014 an ally of Coastland adds a radar")
    assert (world["before"], world["after"]) == ("2013-01-01", "2015-01-01")


def test_the_page_knows_the_command_that_started_its_server(client: TestClient) -> None:
    started = client.get("/api/scenarios").json()["started"]
    assert started == f"noroshi serve small --port {PORT}"
    typed = f"make serve PORT={PORT}"
    made = lab("small", PORT, prepare, warm=False, jobs=Silent, started=typed)
    with TestClient(made, base_url=HOST) as other:
        assert other.get("/api/scenarios").json()["started"] == typed


def test_a_radar_is_drawn_below_the_horizon_only_where_it_is_declared_to_look_there() -> None:
    world = world_document("japan", "japan")
    every = [c for thing in (*world.sensors, *world.rules) for c in thing.controls]
    lowest = [c for c in every if "levation lowest" in c.label]
    assert {c.least for c in lowest} == {0.0, -1.0, -2.0}
    assert any(c.path.startswith("shared.") for c in lowest)
    for c in lowest:
        assert c.least == min(0.0, c.value if c.low is None else c.low)
    limits, down = NumberLimits("angle"), Estimate(-0.2, -0.1, 0.0, kind="angle")
    assert span(down, "angle", limits, "sensors.x.faces.0.elevation.0", log=False)[0] == -0.2
    assert span(down, "angle", limits, "places.x.lat", log=False)[0] == -np.pi / 2.0


def test_only_a_world_of_ones_own_keeps_its_names_in_japanese(tmp_path: Path) -> None:
    own, over = tmp_path / "own", tmp_path / "over"
    shutil.copytree(built_in()["small"], own)
    over.mkdir()
    (over / "scenario.yaml").write_text("scenario: {extends: small, title: Over}\n")
    kept = world_document("own", str(own)).ja
    assert kept["North Radar"] == "North Radar"
    assert "Coastland" not in kept, "a party is a country"
    for word in ("small", str(over)):
        assert "North Radar" not in world_document("w", word).ja


def test_what_changes_on_a_day_is_told_by_names_and_no_ids(client: TestClient) -> None:
    for scenario in ("small", "japan"):
        told = client.get(f"/api/world/{scenario}").json()["days"]
        ids = {key for entries in load(scenario).entries.values() for key in entries if "-" in key}
        for day in told:
            for change in day["changes"]:
                assert change.rpartition(" ")[0] not in ids, change
    (days,) = (d["changes"] for d in told if d["day"] == "2024-12-14")
    assert days == ["move of Marines from Okinawa to Guam begins"]


def test_flights_questions_and_places_are_those_of_the_world(world: dict[str, Any]) -> None:
    from noroshi.scenario.pairing import pairings

    after = load("small").at("2015-01-01")
    assert [f["id"] for f in world["flights"]] == [p.id for p in pairings(after)]
    assert world["questions"][0]["name"] == "warning"
    city = next(q for q in world["questions"] if q["name"] == "city")
    assert [o["name"] for o in city["options"] if o["required"]]
    assert {p["id"] for p in world["places"]} == {*load("small").receivers}


def test_a_shared_unknown_is_called_as_the_field_where_it_stands_with_its_own_word(
    tmp_path: Path,
) -> None:
    link = "{low: 8 s, best: 9 s, high: 10 s, shared_as: link}"
    wide = "{low: 79 deg, best: 80 deg, high: 81 deg, shared_as: east.high}"
    (tmp_path / "scenario.yaml").write_text(
        "scenario: {extends: small, title: Shared}\n"
        "sensors:\n"
        "  north-radar:\n"
        f"    report_delay: {link}\n"
        f"    faces: [{{azimuth: [250 deg, 20 deg], elevation: [0 deg, {wide}]}}]\n"
    )
    told = world_document("own", str(tmp_path)).model_dump(by_alias=True)
    (together,) = (rule for rule in told["rules"] if rule["kind"] == "unknowns")
    labels = {c["path"]: c["label"] for c in together["controls"]}
    assert labels["shared.link"] == "Report delay (link)"
    assert labels["shared.east.high"] == "Elevation highest (east.high)"


def test_a_scenario_tells_what_it_leaves_out_of_the_one_that_it_extends(
    world: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "less.yaml").write_text(
        "scenario: {extends: small, title: Less}\nsensors: {north-radar: null}\n"
    )
    names = {s["id"]: s["name"] for s in world["sensors"]}
    told = world_document("less", str(tmp_path)).model_dump(by_alias=True)
    assert {s["id"] for s in told["sensors"]} == {*names} - {"north-radar"}
    assert names["north-radar"] in told["left_out"]
    assert world["left_out"] == [], "it extends none"


def test_a_radar_of_one_face_is_told_as_that_face_and_of_several_each_by_its_number(
    world: dict[str, Any], tmp_path: Path
) -> None:
    def labels(told: dict[str, Any], id_: str) -> set[str]:
        (sensor,) = (s for s in told["sensors"] if s["id"] == id_)
        return {c["label"] for c in sensor["controls"] if ".faces." in c["path"]}

    # How low it looks is a structural choice here, which is no control.
    three = {"Azimuth from", "Azimuth to", "Elevation highest"}
    assert labels(world, "south-radar") == three
    face = "{azimuth: [0 deg, 90 deg], elevation: [0 deg, 80 deg]}"
    (tmp_path / "scenario.yaml").write_text(
        "scenario: {extends: small, title: Two}\n"
        f"sensors: {{south-radar: {{faces: [{face}, {face}]}}}}\n"
    )
    two = world_document("two", str(tmp_path)).model_dump(by_alias=True)
    assert labels(two, "south-radar") == {
        f"Face {n} {label.lower()}" for n in (1, 2) for label in three
    }


def test_options_that_name_something_offer_all_that_there_is(world: dict[str, Any]) -> None:
    declared = load("small")

    def choices(question: str, option: str) -> dict[str, str]:
        (asked,) = (q for q in world["questions"] if q["name"] == question)
        (found,) = (o for o in asked["options"] if o["name"] == option)
        return {c["id"]: c["name"] for c in found["choices"]}

    places = {key: r.name for key, r in declared.receivers.items()}
    assert choices("city", "place") == choices("timeline", "place") == places
    assert choices("timeline", "flight") == {f["id"]: f["name"] for f in world["flights"]}
    assert choices("listen", "event").keys() == declared.seismic_events.keys()
    assert choices("basing", "platform").keys() == {
        key for key, p in declared.platforms.items() if p.kind != "satellite"
    }


def options_of(client: TestClient, word: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The options of all questions of a world, by the names of both."""
    told = client.get(f"/api/world/{word}").json()
    return {(q["name"], o["name"]): o for q in told["questions"] for o in q["options"]}


def test_what_stands_where_nothing_is_chosen_is_told(client: TestClient) -> None:
    header = load("japan").header
    own = {key: option["default"] for key, option in options_of(client, "japan").items()}
    assert own["commitments", "event"] == "armed-attack"
    assert own["commitments", "as_of"] == own["ledger", "as_of"] == str(header.after)
    assert own["commitments", "by"] == own["commitments", "against"] == ""
    assert own["shares", "one_in"] == "8"


def test_each_event_place_and_party_is_offered_and_means_what_it_says(client: TestClient) -> None:
    declared = load("japan")
    day = declared.header.after
    assert day is not None
    asked = options_of(client, "japan")
    offered = {name: asked["commitments", name]["choices"] for name in ("event", "at", "by", "on")}
    assert {c["id"]: c["name"] for c in offered["event"]} == {k: e.words for k, e in EVENTS.items()}
    assert [c["id"] for c in offered["by"]] == list(declared.parties)
    assert {c["id"] for c in offered["at"]} >= {*declared.waters, "uotsuri", "tokyo"}
    for name, choices in offered.items():
        for choice in choices:
            said = CommitmentOptions.model_validate({name: choice["id"]})
            event_of(declared, said, day, coast_of(declared))
    answers = [c["id"] for c in asked["commitments", "given"]["choices"]]
    assert len(answers) > 10
    for answer in answers:
        said = CommitmentOptions(given=(answer,))
        name, _, yes = answer.partition("=")
        assert event_of(declared, said, day, {}).answers == {name: yes == "yes"}


def test_of_questions_with_one_choice_just_one_is_named(world: dict[str, Any]) -> None:
    assert {q["name"]: q["one_of"] for q in world["questions"] if q["one_of"]} == {
        "timeline": ["flight", "place"]
    }


def test_statements_are_judged_after_all_questions_that_they_would_wait_for(
    client: TestClient,
) -> None:
    for word in ("japan", "small"):
        asked = client.get(f"/api/world/{word}").json()["questions"]
        reads = {q["name"]: q["reads"] for q in asked if q["reads"]}
        if "claims" in {q["name"] for q in asked}:
            hangs_on = load(word).ask("claims", draws=1).headline.hangs_on
            waited_for = re.search(r"wait for other questions of a run \((.*?)\)", hangs_on)
            assert waited_for is not None
            assert reads == {"claims": re.split(r", | and ", waited_for[1])}
        else:  # of a world without statements nothing waits
            assert reads == {}
        undrawn = {q["name"] for q in asked if not q["drawn"]}
        assert undrawn == {"ledger", "commitments", "claims"} & {q["name"] for q in asked}


def test_a_question_that_needs_written_options_is_asked_with_some_that_can_be_answered(
    client: TestClient, tmp_path: Path
) -> None:
    def flight(told: dict[str, Any]) -> dict[str, Any]:
        (found,) = (q for q in told["questions"] if q["name"] == "flight")
        bare = {o["name"] for o in found["options"] if o["required"] and not o["only"]}
        assert bare <= set(found["first"]), "no bare form"
        return dict(found)

    japan = flight(client.get("/api/world/japan").json())
    sites = {c["id"] for o in japan["options"] if o["name"] == "start" for c in o["choices"]}
    assert sites == {s for t in load("japan").threats.values() for s in t.launched_from}
    # One of its own flights, of which nothing was claimed that could be called impossible.
    for word in ("japan", "small"):
        first = flight(client.get(f"/api/world/{word}").json())["first"]
        world = load(word)
        assert first["toward"] in world.receivers
        assert first["start"] in world.places
        claim = read_claim(Options(**first), world.at("2015-01-01")).claim
        assert claim.flight_time is None


@pytest.mark.parametrize("word", ["japan", "small"])
def test_a_scenario_says_its_title_and_what_it_asks_in_japanese(
    client: TestClient, word: str
) -> None:
    told = client.get(f"/api/world/{word}").json()
    assert told["ja"].keys() == {told["title"], told["asks"]}


def test_forms_speak_of_their_fields_and_not_of_what_is_typed(client: TestClient) -> None:
    for question in client.get("/api/world/japan").json()["questions"]:
        for option in question["options"]:
            assert not re.search(r"--|`|\bids?\b", option["words"]), option["words"]


def test_a_value_without_a_source_of_its_own_does_not_speak_with_its_record_s(
    client: TestClient,
) -> None:
    told = client.get("/api/world/japan").json()
    radar = next(s for s in told["sensors"] if s["id"] == "tpy2-kyogamisaki")
    of = {c["path"].removeprefix(f"{radar['path']}."): c for c in radar["controls"]}
    entry = load("japan").sensors["tpy2-kyogamisaki"]
    assert entry.grade == "A"
    own = entry.reference.range  # type: ignore[attr-defined]
    reach = of["reference.range"]
    assert (reach["basis"], reach["grade"], reach["sources"]) == ("own", own.grade, [*own.source])
    assert reach["shared_as"] == own.shared_as != ""
    assert of["availability"]["shared_as"] == ""
    for name in ("confirm.drop", "availability"):  # no file states them
        assert (of[name]["basis"], of[name]["grade"], of[name]["sources"]) == ("default", "", [])
    stated = of["confirm.hits"]
    assert (stated["basis"], stated["grade"], stated["sources"]) == ("record", "", [])
    assert (stated["record_sources"], stated["record_grade"]) == ([*entry.source], "A")


def test_what_sources_dispute_names_the_values_that_it_is_about(client: TestClient) -> None:
    told = client.get("/api/world/japan").json()
    seen = next(d for d in told["disagreements"] if "see" in d["about"] and "TPY-2" in d["about"])
    word = load("japan").sensors["tpy2-shariki"].reference.range.shared_as  # type: ignore[attr-defined]
    twins = {f"sensors.tpy2-{at}.reference.range" for at in ("shariki", "kyogamisaki")}
    assert set(seen["paths"]) >= {*twins, f"shared.{word}"}
    assert not any("availability" in path for path in seen["paths"])


def test_a_value_that_was_set_and_saved_says_what_was_declared(tmp_path: Path) -> None:
    def things(word: str) -> dict[str, Any]:
        told = world_document("mine", word).model_dump(by_alias=True)
        return {c["path"]: c for t in [*told["sensors"], *told["rules"]] for c in t["controls"]}

    path = "sensors.north-radar.reference.range"
    below = things("small")[path]
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "changes.yaml").write_text(
        "scenario: {extends: small}\n"
        "sensors: {north-radar: {reference: {range: 2000 km}, max_range: "
        "{low: 1 km, best: 2 km, high: 3 km, source: invented, grade: B}}}\n"
    )
    saved = things(str(tmp_path / "one"))
    mine = saved[path]
    assert (mine["value"], mine["basis"], mine["grade"], mine["sources"]) == (2000, "set", "", [])
    assert mine["declared"] == below
    assert (below["value"], below["low"], below["high"], below["grade"]) == (900, 600, 1500, "C")
    sourced = saved["sensors.north-radar.max_range"]
    assert (sourced["basis"], sourced["sources"]) == ("own", ["invented"])
    untouched = saved["sensors.south-radar.reference.range"]
    assert untouched == things("small")["sensors.south-radar.reference.range"]
    # Set once more over that, it is still the declared value that is told.
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "changes.yaml").write_text(
        "scenario: {extends: ../one}\nsensors: {north-radar: {reference: {range: 800 km}}}\n"
    )
    again = things(str(tmp_path / "two"))[path]
    assert (again["value"], again["basis"], again["declared"]) == (800, "set", below)
    # Of the row of a table, too.
    (entry,) = entries_named(read(str(tmp_path / "one")), ["North Radar"])
    told = next(c for c in entry.model_dump()["values"] if c["path"] == path)
    assert (told["basis"], told["declared"]["value"]) == ("set", 900)


def test_the_page_says_of_grades_what_the_format_does() -> None:
    words = (Path(__file__).parents[2] / "lab" / "src" / "words" / "en.ts").read_text()
    for grade, meaning in GRADES.items():
        assert f'{grade}: "{meaning}"' in words
        # The page's own glossary is made of these, and that of the answers says the same.
        assert re.search(rf"\b{grade} (?:means )?{meaning}", meanings()["grade"])
    assert words.count(GRADES["D"]) == 1


def entries(client: TestClient, *names: str) -> list[dict[str, Any]]:
    reply = client.get("/api/entries", params={"name": list(names)})
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.json()
    return found


def test_what_a_row_names_tells_its_declared_values_and_their_sources(client: TestClient) -> None:
    declared = load("small")
    radar, harbour = declared.sensors["north-radar"], declared.receivers["harbour"]
    told = entries(client, "before", harbour.name, radar.name)
    assert [e["path"] for e in told] == ["receivers.harbour", "sensors.north-radar"]
    city, sensor = ({v["label"]: v for v in e["values"]} for e in told)
    assert city["Population"]["value"] == harbour.population
    assert city["Lat"]["value"] == pytest.approx(np.degrees(harbour.lat))
    assert sensor["Reference range"]["unit"] == "km"
    assert sensor["Lat"]["path"] == f"places.{radar.at}.lat"
    for entry in told:
        assert {s for v in entry["values"] for s in v["sources"]} <= set(entry["sources"])
        assert set(entry["sources"]) <= set(declared.sources)


def test_a_station_is_found_by_its_code_with_its_name_and_without(client: TestClient) -> None:
    key, station = next(iter(load("small").seismometers.items()))
    for called in (key, station.name, f"{key} ({station.name})"):
        assert [e["path"] for e in entries(client, called)] == [f"seismometers.{key}"]


def test_of_a_name_of_two_kinds_of_things_nothing_is_told() -> None:
    """Japan is a country and a point on the map; a row does not say which one it means."""
    found = read("japan")
    assert found.world.parties["jp"].name == found.world.places["japan"].name == "Japan"
    assert entries_named(found, ["Japan"]) == []
    assert [e.path for e in entries_named(found, ["Tokyo"])] == ["receivers.tokyo"]


def test_names_that_are_no_things_have_no_entries(client: TestClient) -> None:
    assert entries(client, "before", "all", "Nobody's radar") == []
    assert client.get("/api/entries", params={"name": ["x"] * 11}).status_code == 422
    assert client.get("/api/entries", params={"scenario": "other", "name": "x"}).status_code == 404


def coast(client: TestClient, role: str) -> list[dict[str, Any]]:
    """What the globe is sent of the land or of its borders: coarse, then fine."""
    features = client.get("/api/coast").json()["features"]
    found = [f for f in features if f["properties"]["role"] == role]
    assert [f["properties"]["detail"] for f in found] == ["coarse", "fine"]
    return found


def test_the_coast_is_the_land_finest_where_the_scenario_looks(client: TestClient) -> None:
    from noroshi.earth.land import land_within

    coarse, fine = coast(client, "land")
    land = {f["properties"]["detail"]: shape(f["geometry"]).buffer(0) for f in (coarse, fine)}
    points = {k: shapely.get_num_coordinates(v) for k, v in land.items()}
    assert points["coarse"] < points["fine"]
    truth = shapely.union_all(land_within((128.0, 33.0, 140.0, 42.0)))
    window = shapely.box(128.0, 33.0, 140.0, 42.0)
    off = {k: v.intersection(window).symmetric_difference(truth).area for k, v in land.items()}
    assert off["fine"] < 0.01 * truth.area < off["coarse"] < 0.2 * truth.area
    for feature in (coarse, fine):
        lon, lat = np.array([p for q in feature["geometry"]["coordinates"] for r in q for p in r]).T
        assert np.abs(lon).max() <= 180.0
        assert np.abs(lat).max() <= 90.0


def test_borders_come_with_the_land_finest_where_the_scenario_looks(client: TestClient) -> None:
    coarse, fine = (shape(f["geometry"]) for f in coast(client, "border"))
    window = region(load("small"))
    assert window
    # Lines that leave the region are thinned from its edge on.
    near, far = shapely.box(*window).buffer(-1.0), shapely.box(-20.0, 35.0, 40.0, 60.0)
    for there in (near, far):
        points = [shapely.get_num_coordinates(k.intersection(there)) for k in (coarse, fine)]
        assert 0 < points[0] < points[1]
    shipped = shapely.MultiLineString(list(borders())).intersection(near)
    ten_metres = 1e-4
    assert shapely.hausdorff_distance(fine.intersection(near), shipped) < 2 * ten_metres


VALUES = [
    "sensors.north-radar.reference.range=800 km",
    "sensors.north-radar.faces.0.azimuth.0=200 deg",
    "sensors.south-radar.shared=[]",
    "sensors.satellite=null",
    "scenario.after=2016-01-01",
]


def test_set_values_are_saved_as_a_folder_that_holds_the_same_world(
    client: TestClient, tmp_path: Path
) -> None:
    asked = {"scenario": "small", "values": VALUES}
    reply = client.post("/api/scenario-file", json=asked)
    assert reply.headers["content-disposition"] == 'attachment; filename="small-changed.zip"'
    with zipfile.ZipFile(io.BytesIO(reply.content)) as made:
        made.extractall(tmp_path)
    saved = load(tmp_path / "small-changed")
    assert saved.header.extends == "small"
    assert saved.entries == load("small").with_values(read_values(VALUES)).entries
    again = client.post(
        "/api/scenarios", content=reply.content, headers={"content-type": "application/zip"}
    )
    assert again.status_code == 201
    told = client.get(f"/api/world/{again.json()['id']}").json()
    assert told["after"] == "2016-01-01"
    assert "satellite" not in {sensor["id"] for sensor in told["sensors"]}


@pytest.mark.parametrize(("scenario", "choice"), [("small", "lowest"), ("japan", "tpy2-lowest")])
def test_a_structural_choice_and_days_that_are_saved_are_found_again_and_can_be_taken_back(
    client: TestClient, scenario: str, choice: str
) -> None:
    def choices(id_: str) -> dict[str, Any]:
        told = client.get(f"/api/world/{id_}").json()["alternatives"]
        return {each["id"]: each for each in told}

    declared = choices(scenario)[choice]
    base, *_, chosen = declared["options"]
    assert (declared["base"], declared["declared"]) == (base["name"], None)
    asked = {"scenario": scenario, "values": [*chosen["values"], "scenario.after=2016-03-04"]}
    saved = sent(client, client.post("/api/scenario-file", json=asked).content)
    told = client.get(f"/api/world/{saved}").json()
    assert (told["after"], told["asks"]) == ("2016-03-04", ""), "its own words are of its own days"
    again = choices(saved)
    assert (again[choice]["base"], again[choice]["declared"]) == (chosen["name"], base["name"])
    assert all(each["declared"] is None for id_, each in again.items() if id_ != choice)
    values = {option["name"]: option["values"] for option in again[choice]["options"]}
    assert values[chosen["name"]] == []
    # Saved once more with the first option: what radars look from is as it was declared.
    back = {"scenario": saved, "values": values[base["name"]]}
    content = client.post("/api/scenario-file", json=back).content
    third = choices(sent(client, content))[choice]
    assert (third["base"], third["declared"]) == (base["name"], None)


def test_a_value_that_does_not_fit_is_refused_in_the_words_of_the_command_line(
    client: TestClient,
) -> None:
    asked = {"scenario": "small", "values": ["sensors.north-radar.rang=800 km"]}
    reply = client.post("/api/scenario-file", json=asked)
    assert reply.status_code == 422
    assert "there is no such value" in reply.json()["message"]


def test_a_scenario_that_is_sent_can_be_asked_about_and_goes_with_the_server(
    client: TestClient,
) -> None:
    files = {"mine.yaml": "scenario: {title: Mine, extends: small}"}
    first = client.post("/api/scenarios", json=files)
    assert first.status_code == 201
    assert client.post("/api/scenarios", json=files).json() == first.json()
    listed = {s["id"]: s for s in client.get("/api/scenarios").json()["scenarios"]}
    assert listed[first.json()["id"]]["title"] == "Mine"
    saved = client.post(
        "/api/scenario-file", json={"scenario": first.json()["id"], "values": VALUES[:1]}
    )
    with zipfile.ZipFile(io.BytesIO(saved.content)) as made:
        assert len({name.partition("/")[0] for name in made.namelist()}) == 2


BOMB = b"0" * 30_000_000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no zip"),
        (b"PK\x03\x04broken", "no zip"),
        (archive({"a.yaml": BOMB}), "more in it"),
        (archive({f"{n}.yaml": "x" for n in range(200)}), "more than 100 files"),
        (archive({"../a.yaml": "x"}), "several folders"),
        (archive({"/etc/a.yaml": "x"}), "several folders"),
        (archive({"a/b/c.yaml": "x"}), "several folders"),
        (archive({"a.exe": "x"}), "no YAML file"),
        (archive({"con.yaml": "x"}), "no name of a scenario's file"),
        (archive({f"{n}/": "" for n in range(2000)}), "more than 100 files"),
        (archive({"a.yaml": "{}" * 99}, zipfile.ZIP_LZMA), "pack it as a plain zip"),
        (archive({"a/a.yaml": "{}", "b/b.yaml": "{}"}), "several folders"),
        (archive({"a.yaml": "{}", "b/b.yaml": "{}"}), "several folders"),
        (archive({"a/a.yaml": "scenario: {extends: ../../b}", "b/b.yaml": "{}"}), "not built in"),
        (archive({"a.yaml": "scenario: {title: x, extends: [small]}"}), "not built in"),
        (archive({"a\\..\\b.yaml": "x"}), "no name of a scenario's file"),
        (archive({}), "no YAML file"),
        (archive({"a.yaml": b"\xff\xfe"}), "not UTF-8"),
        (archive({"a.yaml": "!!python/object/apply:os.system [ls]"}), "tags"),
        (archive({"a.yaml": "scenario: {title: x, extends: ../small}"}), "not built in"),
        (archive({"a.yaml": "scenario: {title: x, extends: /etc}"}), "not built in"),
        (archive({"a.yaml": "scenario: {extnds: small}"}), "did you mean 'extends'?"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_upload_that_is_huge_or_broken_is_refused_and_says_why(
    client: TestClient, content: bytes, says: str
) -> None:
    before = client.get("/api/scenarios").json()
    reply = client.post(
        "/api/scenarios", content=content, headers={"content-type": "application/zip"}
    )
    assert reply.status_code == 422
    assert says in reply.json()["message"]
    assert "/tmp" not in reply.json()["message"]
    assert client.get("/api/scenarios").json() == before


def sent(client: TestClient, content: bytes) -> str:
    """The id of a scenario that was taken."""
    kind = {"content-type": "application/zip"}
    reply = client.post("/api/scenarios", content=content, headers=kind)
    assert reply.status_code == 201, reply.text
    id_: str = reply.json()["id"]
    return id_


def test_what_else_is_put_into_archives_is_left_out(client: TestClient) -> None:
    more = {
        "__MACOSX/mine/._mine.yaml": "\0",
        "mine/.DS_Store": "\0",
        "mine/README.md": "About it.",
        "mine/noroshi.schema.json": "{}",
    }
    content = archive({"mine/mine.yaml": "scenario: {title: Packed, extends: small}", **more})
    assert client.get(f"/api/world/{sent(client, content)}").json()["title"] == "Packed"


def test_a_given_folder_is_saved_with_all_that_it_extends_and_can_be_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (
        ("small", "{title: Mine, extends: ../under}"),
        ("under", "{title: Under, extends: ../lowest}"),
        ("lowest", "{title: Lowest, extends: small}"),
        ("japan", "{title: Not the one that is built in, extends: small}"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "it.yaml").write_text(f"scenario: {text}\n")
    monkeypatch.chdir(tmp_path)
    with TestClient(lab("small", PORT, prepare, warm=False, jobs=Silent), base_url=HOST) as client:
        listed = {s["id"]: s for s in client.get("/api/scenarios").json()["scenarios"]}
        assert (listed["small"]["title"], listed["small"]["origin"]) == ("Mine", "given")
        # What comes with the program is read, whatever lies beside you under its name.
        assert listed["japan"]["title"] == load(built_in()["japan"]).title
        asked = {"scenario": "small", "values": VALUES[:1]}
        content = client.post("/api/scenario-file", json=asked).content
        again = client.get(f"/api/world/{sent(client, content)}").json()
    assert again["title"] == "Mine, with changes"
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        folders = {name.partition("/")[0] for name in made.namelist()}
        made.extractall(tmp_path / "home")
    assert folders == {"small-changed", "small", "under", "lowest"}
    saved = load(tmp_path / "home" / "small-changed")
    wanted = load(tmp_path / "small").with_values(read_values(VALUES[:1]))
    assert saved.entries == wanted.entries


def test_an_end_of_a_slider_can_be_set(world: dict[str, Any]) -> None:
    whole = load("small")
    ends = [
        f"{c['path']}={c[end]} {c['unit']}".strip()
        for thing in things(world)
        for c in thing["controls"]
        for end in ("least", "most")
        if c["kind"] == "number" and c[end] is not None
    ]
    assert len(ends) > 100
    for end in ends:
        whole.with_values(read_values([end]))


def test_worlds_that_differ_between_their_days_have_other_fingerprints(tmp_path: Path) -> None:
    text = """
    scenario: {title: Same, extends: small}
    places: {islet: {name: Islet, lat: 40 deg, lon: 140 deg}}
    """
    marks = []
    for until in ("2013-06-01", "2013-07-01"):
        (tmp_path / "a.yaml").write_text(
            textwrap.dedent(text).replace("deg}}", f"deg, from: 2013-05-01, until: {until}}}}}")
        )
        marks.append(world_document("same", str(tmp_path)).fingerprint)
    assert marks[0] != marks[1]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://a.example"])
def test_a_source_leads_to_the_web_alone(client: TestClient, url: str) -> None:
    text = f"scenario: {{title: x, extends: small}}\nsources: {{s: {{title: S, url: '{url}'}}}}"
    reply = client.post("/api/scenarios", json={"a.yaml": text})
    assert reply.status_code == 422
    assert "should begin with https://" in reply.json()["message"]


def test_what_is_sent_as_something_else_is_refused(client: TestClient) -> None:
    assert client.post("/api/scenarios", content=b"x").status_code == 422
    for body in ([], {"a.yaml": 1}, {"a.yaml": "\ud800"}):
        text = json.dumps(body).encode()
        reply = client.post(
            "/api/scenarios", content=text, headers={"content-type": "application/json"}
        )
        assert reply.status_code == 422
