"""`noroshi check` refuses what a run or a watch would, with its line, and tells what is odd."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from noroshi.cli.check_job import checked
from noroshi.cli.main import application
from noroshi.errors import NoroshiError, ScenarioError
from noroshi.questions.limits import unmeasured
from noroshi.questions.warning.limits import _unreached as unaimed
from noroshi.questions.warning.pipe.expand import expand
from noroshi.questions.warning.pipe.fly import refuse_unsolved, solved
from noroshi.questions.waters.compute import watch_waters_postures
from noroshi.questions.waters.setting import WatersTerms
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.world import Estimate

SMALL = {path.name: path.read_text() for path in built_in()["small"].glob("*.yaml")}
CORNERS = "[[37.5 deg, 133 deg], [37.5 deg, 136 deg], [39.5 deg, 136 deg], [39.5 deg, 133 deg]]"


@pytest.fixture
def answer(tmp_path: Path):
    """What `check` says of `small` with some words changed, and something added."""

    def of(*changes: tuple[str, str], extra: str = "", **dates: str):
        texts = {name: _dated(text, dates) for name, text in SMALL.items()}
        for old, new in changes:
            [name] = [n for n, t in texts.items() if t.count(old)]
            texts[name] = texts[name].replace(old, new, 1)
        for name, text in {**texts, "zz.yaml": extra}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        try:
            return (), checked(str(tmp_path))[1]
        except ScenarioError as error:
            return error.problems, ()

    return of


def _dated(text: str, dates: dict[str, str]) -> str:
    """A file in which all entries of some sections have dates of their own."""
    section, lines = "", []
    for line in text.splitlines():
        section = line.partition(":")[0] if re.match(r"\w", line) else section
        lines.append(line)
        if section in dates and re.fullmatch(r"  [\w-]+:", line):
            lines.append(f"    {dates[section]}")
        elif section in dates and (one := re.match(r"  [\w-]+: \{", line)):
            lines[-1] = f"{one.group()}{dates[section]}, {line[one.end() :]}"
    return "\n".join(lines)


def test_the_built_in_scenarios_give_no_problem_and_no_remark():
    for name in ("small", "japan"):
        assert checked(name)[1] == ()


REFUSED = {
    "an outline that crosses itself": (
        [(CORNERS, CORNERS.replace("[37.5 deg, 136 deg], [39.5 deg, 136 deg]",
                                   "[39.5 deg, 136 deg], [37.5 deg, 136 deg]"))],
        "", "waters.rocks.outline", "crosses or touches itself", "in the order",
    ),
    "an outline of a few metres": (
        [(CORNERS, "[[37.5 deg, 133 deg], [37.5 deg, 133.00001 deg], [37.50001 deg, 133 deg]]")],
        "", "waters.rocks.outline", "too little to be watched", "1 km² or more",
    ),
    "an approach that begins inside the limit": (
        [("approach_from: 150 km", "approach_from: 15 km")],
        "", "waters.rocks.approach_from", "begins inside the limit", "write a larger",
    ),
    "a territorial sea that no map can hold": (
        [("limit: 12 nmi", "limit: 5000 km")],
        "", "waters.rocks.limit", "too wide for one map", "",
    ),
    "two chains of one party in the same days": (
        [], "rules:\n  again: {like: RULE}\n", "rules.again", "in the same days", "until",
    ),
    "two skies above one place in the same days": (
        [], "skies:\n  again: {like: test-range}\n", "skies.again", "in the same days", "until",
    ),
}  # fmt: skip


def first(section: str) -> str:
    text = "\n".join(SMALL.values())
    found = re.search(rf"^{section}:\n  ([\w-]+):", text, re.MULTILINE)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("fault", REFUSED)
def test_what_a_run_would_refuse_is_refused_with_its_line(answer, fault):
    changes, extra, path, what, hint = REFUSED[fault]
    problems, _ = answer(*changes, extra=extra.replace("RULE", first("rules")))
    [problem] = [p for p in problems if p.path == path]
    assert what in problem.message
    assert hint in problem.hint
    assert problem.line is not None


def test_a_burn_time_of_which_a_run_would_refuse_draws_is_refused_with_its_line(answer):
    burn = "burn_time: {low: 60 s, best: 75 s, high: 90 s}"
    problems, _ = answer((burn, burn.replace("90 s", "9000 s")))
    [problem] = problems
    assert problem.path == "vehicles.short.burn_time"
    assert problem.line is not None
    assert problem.message.startswith("at its high value: a burn time of 9000 s is too long for a")
    assert answer((burn, burn.replace("90 s", "95 s")))[0] == ()


def test_a_flight_that_is_too_short_to_be_found_is_refused_of_its_threat(answer):
    """Neither its apogee is declared nor does it burn too long, and a run would refuse it."""
    near = "lat: 34.7 deg, lon: 135.5 deg"
    problems, _ = answer(
        (near, "lat: 40 deg, lon: 129.02 deg"), ("reach: [300 km, ", "reach: [1 km, ")
    )
    [problem] = problems
    assert problem.path == "threats.short-minimum"
    assert problem.line is not None
    assert "no flight of 2 km with a burn time of 75 s was found" in problem.message


def test_a_flight_that_cannot_be_names_the_value_that_is_declared():
    name = "vehicles.short.burn_time"
    [flight, *_] = expand(load("small"))
    long = [replace(flight, burn_time=Estimate(60.0, 3000.0, 9000.0, name=name))]
    with pytest.raises(NoroshiError) as refused:
        refuse_unsolved(long, solved(long))
    assert "a burn time of 3000 s is too long" in str(refused.value)
    assert f"{name} is declared from 60 s to 9000 s" in str(refused.value)
    near = [replace(flight, aim=flight.launch[:2])]
    with pytest.raises(NoroshiError) as refused:
        refuse_unsolved(near, solved(near))
    assert "a range of 0 m has no direction" in str(refused.value)
    assert "is declared from" not in str(refused.value)


def test_a_place_at_the_site_is_told_once_and_not_of_the_burn_time(answer):
    """The flights that can be are still tried: one that burns too long is told beside it."""
    near = "receivers: {near: {name: Near, lat: 40 deg, lon: 129 deg, party: coast}}"
    reach = ("reach: [300 km, 1000 km] ", "reach: [0 km, 1000 km] ")
    assert [p.path for p in answer(reach, extra=near)[0]] == ["threats.short-minimum"]
    burn = ("best: 75 s, high: 90 s", "best: 75 s, high: 9000 s")
    found = [p.path for p in answer(reach, burn, extra=near)[0]]
    assert found == ["vehicles.short.burn_time", "threats.short-minimum"]


def test_an_apogee_that_no_flight_can_have_is_told_of_its_threat(answer):
    problems, _ = answer(("apogee: 700 km", "apogee: 40 km"))
    [problem] = problems
    assert problem.path == "threats.medium-lofted.profile.apogee"
    assert "too long for a flight of 823 km over an apogee of 40 km" in problem.message
    assert problem.hint.startswith("write an apogee, or a burn time of medium")


def test_a_radar_without_accuracy_is_a_limit_of_the_answer():
    world = load("small")
    assert [*unmeasured([world])] == []
    radar = world.sensors["north-radar"].model_copy(update={"accuracy": None})
    sensors = {**world.sensors, "north-radar": radar}
    [said] = unmeasured([replace(world, sensors=sensors)])
    assert said.startswith(f"{radar.name} adds to no track, since its `accuracy` is not declared")


def test_of_many_radars_and_places_a_few_are_named():
    world = load("small")
    radar = world.sensors["north-radar"]
    sensors = {
        key: radar.model_copy(update={"accuracy": None, "id": key, "name": f"Radar {key}"})
        for key in "abcdefg"
    }
    [said] = unmeasured([replace(world, sensors=sensors)])
    assert said.startswith("Radar a, Radar b, Radar c, Radar d and 3 more add to no track, since")
    named = {key: SimpleNamespace(name=f"Place {key}") for key in "abcdefg"}
    after = SimpleNamespace(
        flights=SimpleNamespace(receiver=("a",)),
        scenario=SimpleNamespace(receivers=named),
        receivers=tuple(named),
    )
    [said] = unaimed(SimpleNamespace(after=after))
    assert said.startswith(
        "No declared flight is aimed at Place b, Place c, Place d, Place e and 2 more: nothing"
    )


def test_a_sensor_that_only_tells_a_heard_one_where_to_look_is_not_called_unheard(answer):
    """Its reports reach a radar that searches, whose reports reach who warns."""
    search = (
        "search: {elevation: [2 deg, 6 deg], frame: 10 s, power: 20 kW, aperture: 10 m^2, "
        "noise_temperature: 500 K, loss: 6 dB, cue_delay: 5 s}"
    )
    party = next(r.party for r in load("small").rules.values())
    extra = (
        "parties:\n  alone: {name: Alone}\n"
        f"sensors:\n  cued: {{like: north-radar, owner: alone, {search}, "
        f"shared: [{{with: {party}, delay: 1 s}}]}}\n"
        "  eye: {like: SATELLITE, owner: alone, shared: []}\n"
    )
    eye = next(k for k, s in load("small").sensors.items() if s.cues)
    assert answer(extra=extra.replace("SATELLITE", eye))[1] == ()


def test_people_whom_nobody_warns_on_one_of_the_dates_are_told_with_the_day(answer):
    problems, _ = answer(rules="from: 2014-01-01")
    what = [p.message for p in problems]
    assert any("nobody warns the people of" in w and "2013-01-01" in w for w in what)
    assert any("has a warning chain on 2015-01-01 and none on 2013-01-01" in w for w in what)


def test_a_gap_between_two_chains_is_found_on_its_first_day(answer):
    rule = first("rules")
    party = next(r.party for r in load("small").rules.values())
    extra = f"rules:\n  later: {{like: {rule}, from: 2014-06-01, until: 2030-01-01}}\n"
    problems, _ = answer(rules="until: 2014-05-01", extra=extra)
    assert [p.message for p in problems] == [f"nobody warns the people of {party} on 2014-05-01"]


def test_threats_that_hold_on_other_days_alone_are_refused(answer):
    problems, _ = answer(threats="until: 2014-01-01")
    assert [p.path for p in problems] == ["threats"]
    assert "2015-01-01" in problems[0].message


def test_a_sky_that_one_of_the_dates_lacks_is_refused(answer):
    problems, _ = answer(skies="from: 2014-01-01")
    assert [p.path for p in problems] == ["skies.test-range"]


def test_a_vessel_too_slow_for_its_approach_is_refused_with_a_speed_that_is_taken(answer):
    world = load("small")
    vessel = next(iter(world.vessels))
    waters = next(iter(world.waters.values()))
    slow = f"vessels:\n  slow: {{like: {vessel}, speed: 0.01 m/s}}\n"
    change = (f"vessels: [{vessel}]", "vessels: [slow]")
    problems, _ = answer(change, extra=slow)
    [problem] = problems
    speed = re.findall(r"above ([\d.]+ m/s)", problem.hint)[0]
    assert answer(change, extra=slow.replace("0.01 m/s", speed))[0] == ()
    assert waters.approach_from / float(speed.split()[0]) < 30 * 86400.0


def test_what_check_refuses_of_waters_the_watch_refuses_in_the_same_words(answer, tmp_path):
    world = load("small")
    waters = next(iter(world.waters.values()))
    inside = waters.model_copy(update={"approach_from": 1e3})
    cut = world.at("2015-01-01")
    object.__setattr__(cut, "waters", {waters.id: inside})
    with pytest.raises(NoroshiError) as watched:
        watch_waters_postures([cut], waters.id, WatersTerms(date(2015, 1, 1), 10), draws=2)
    problems, _ = answer(("approach_from: 150 km", "approach_from: 1 km"))
    assert str(watched.value) == f"{problems[0].message}; {problems[0].hint}"


@pytest.mark.parametrize(
    ("between", "why"),
    [
        ("[100 deg, 300 deg]", []),  # the first way crosses Honshu, and the last open sea
        ("[300 deg, 100 deg]", []),
        ("[100 deg, 130 deg]", ["land lies across every approach"]),
    ],
)
def test_waters_are_refused_where_no_way_is_clear(answer, between: str, why: list[str]) -> None:
    far = f"approach_from: 400 km\n    approach_bearings: {between}"
    assert [p.message for p in answer(("approach_from: 150 km", far))[0]] == why


def test_a_claim_that_holds_a_number_against_a_day_is_refused(answer):
    claim = (
        "claims:\n  c:\n    question: When?\n    of: SOURCE:1\n    says: so\n    checks:\n"
        "      - {kind: declared, part: when, value: scenario.title, expects: {above: 3}}\n"
    )
    source, value = first("sources"), f"parties.{first('parties')}.name"
    problems, _ = answer(extra=claim.replace("SOURCE", source).replace("scenario.title", value))
    assert [p.path for p in problems] == ["claims.c.checks.0.expects"]


ODD = {
    "a place that nothing names": ("places:\n  nowhere: {name: N, lat: 1 deg, lon: 1 deg}\n",
                                   "nothing names it"),
    "a radar that no flight comes near": (
        "places:\n  away: {name: Away, lat: -60 deg, lon: -60 deg}\n"
        "sensors:\n  far: {like: north-radar, at: away}\n", "no flight comes nearer"),
    "a radar that searches where it does not look": (
        "sensors:\n  up: {like: north-radar, search: {elevation: [80 deg, 85 deg], frame: 10 s, "
        "power: 20 kW, aperture: 10 m^2, noise_temperature: 500 K, loss: 6 dB, cue_delay: 5 s}}\n",
        "none of its faces has anything of the fence"),
    "a sensor of which nobody who warns hears": (
        "parties:\n  alone: {name: Alone}\n"
        "sensors:\n  deaf: {like: north-radar, owner: alone, shared: []}\n",
        "nobody who warns anybody is told what it sees"),
    "a radar that does not say how precisely it measures": (
        "sensors:\n  blunt: {like: north-radar, accuracy: null}\n", "it has no `accuracy`"),
    "a place that no flight is aimed at": (
        "receivers:\n  swapped: {like: harbour, lat: 70 deg, lon: 35 deg}\n",
        "no declared flight is aimed at it: it is "),
    "a place of a party that no flight is aimed at": (
        "parties:\n  third: {name: Third}\nrules:\n  third: {like: RULE, party: third}\n"
        "receivers:\n  mine: {like: harbour, lat: 36 deg, lon: 136 deg, party: third}\n",
        "no threat names it or its party, 'third', under `at`"),
    "a patrol far from its waters": (
        "stations:\n  far: {name: Far, waters: rocks, pattern: {kind: circle, lat: 38 deg, "
        "lon: 145 deg, radius: 20 km}}\n"
        "patrols:\n  far: {fleet: drones, station: far, effort: 0.1}\n", "sees "),
    "a sensor of another time": ("sensors:\n  old: {like: north-radar, until: 2000-01-01}\n",
                                 "holds neither on 2013-01-01 nor on 2015-01-01"),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_what_is_odd_is_told_and_not_refused(answer, odd):
    extra, what = ODD[odd]
    problems, told = answer(extra=extra.replace("RULE", first("rules")))
    assert problems == ()
    assert len(told) == 1, [str(t) for t in told]
    assert what in told[0].message
    assert Path(told[0].file).name == "zz.yaml"
    assert told[0].line is not None


def test_a_party_whose_places_have_no_people_is_told_so(answer):
    changes = [(f"population: {n}}}", "}") for n in (800000, 3000000, 250000)]
    problems, told = answer(*((f", {old}", new) for old, new in changes))
    assert problems == ()
    assert [t.path for t in told] == ["receivers.harbour"]
    assert "has a `population`" in told[0].message
    assert answer(*((f", {old}", new) for old, new in changes[:2]))[1] == ()


def test_sharing_with_oneself_and_a_region_of_no_map_are_told(answer):
    world = load("small")
    owner = world.sensors["north-radar"].owner
    own = f"sensors:\n  own: {{like: north-radar, shared: [{{with: {owner}, delay: 1 s}}]}}\n"
    _, told = answer(extra=own)
    assert [t.message for t in told] == [f"is shared with its own owner, '{owner}'"]
    jp = (
        "parties:\n  jp: {name: Japan}\n"
        f"rules:\n  jp: {{like: {first('rules')}, party: jp}}\n"
        "receivers:\n  city: {name: City, lat: 36 deg, lon: 140 deg, party: jp, region: Tokio,\n"
        "    population: 9}\n"
    )
    _, told = answer(extra=jp)
    assert "did you mean 'Tokyo'?" in [t.hint for t in told]


def test_remarks_are_printed_after_the_answer_and_stand_in_the_document(tmp_path, capsys):
    shutil.copytree(built_in()["small"], tmp_path / "s")
    (tmp_path / "s/zz.yaml").write_text("places:\n  x: {name: X, lat: 1 deg, lon: 1 deg}\n")
    application()(["check", str(tmp_path / "s")], standalone_mode=False)
    said = capsys.readouterr().out
    order = [said.index(w) for w in ("no problem", "Odd, but allowed", "nothing names it")]
    assert order == sorted(order)
    application()(["check", str(tmp_path / "s"), "--json"], standalone_mode=False)
    assert '"nothing names it"' in capsys.readouterr().out
