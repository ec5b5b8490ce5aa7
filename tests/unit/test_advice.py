"""What a message says to write is accepted where it is to be written.

The advice is taken from the message itself: nothing here repeats it.
"""

import copy
import re
from datetime import date
from typing import Annotated, get_args

import pytest
import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from noroshi.cli.postures import day
from noroshi.errors import NoroshiError, ScenarioError
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.scenario.records import SECTIONS
from noroshi.units import KINDS
from noroshi.world.quantity import Exact, Quantity


def _quantities(annotation, path, seen):
    """Every quantity that a record may hold, with its dotted path."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation in seen:
            return
        seen.add(annotation)
        for name, field in annotation.model_fields.items():
            own = [m for m in field.metadata if isinstance(m, Quantity | Exact)]
            yield from ((f"{path}.{name}", quantity) for quantity in own)
            yield from _quantities(field.annotation, f"{path}.{name}", seen)
        return
    for part in get_args(annotation):
        if isinstance(part, Quantity | Exact):
            yield path, part
        else:
            yield from _quantities(part, path, seen)


SEEN: set[type] = set()
QUANTITIES = [
    found
    for section, kinds in SECTIONS.items()
    for kind, record in kinds.kinds.items()
    for found in _quantities(record, f"{section}.{kind}".strip("."), SEEN)
]
WRONG = (
    *("x", 870, 870.0, -3, 95, "3", "95", "400 leagues", "1,500 km", "500 NM", "5 KM", "-500 KM"),
    *("120 (100–150) deg", "870 (600–1,500) km", "5 db", "9 mhz", "7 m", "1 nm", "−5 deg"),
    *("1e25 m", "1e-20 s", "1e20 W", "700 %", "3 usd", None, True, [1], "500 DEG"),
)


def _refusal(adapter, value):
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        return error.errors(include_url=False)[0]["msg"]
    return ""


def _advised(message):
    """What a message recommends to write; None = it names nothing."""
    advice = message.partition("; ")[2]
    if spread := re.search(r"\{.*\}", advice):
        return yaml.safe_load(spread.group())
    quoted = re.search(r"'([^']+)'", advice)
    return None if quoted is None else quoted.group(1)


def test_every_quantity_of_every_record_is_looked_at():
    assert len(QUANTITIES) > 150


@pytest.mark.parametrize("quantity", list(dict.fromkeys(q for _, q in QUANTITIES)), ids=str)
def test_what_the_refusal_of_a_quantity_recommends_is_taken_there(quantity):
    kind = float if isinstance(quantity, Exact) else object
    adapter = TypeAdapter(Annotated[kind, quantity])
    said = [(wrong, _refusal(adapter, wrong)) for wrong in WRONG]
    assert sum(message != "" for _, message in said) > 8
    for wrong, message in said:
        advice = _advised(message)
        assert advice is None or _refusal(adapter, advice) == "", (wrong, message)
        if "must be" not in message and message:
            assert advice is not None, (wrong, message)


@pytest.mark.parametrize("quantity", list(dict.fromkeys(q for _, q in QUANTITIES)), ids=str)
def test_the_bounds_that_a_refusal_names_are_taken(quantity):
    kind = float if isinstance(quantity, Exact) else object
    adapter = TypeAdapter(Annotated[kind, quantity])
    si = KINDS[quantity.kind].si
    for huge in (f"-1e12 {si}", f"1e12 {si}", f"0 {si}"):
        message = _refusal(adapter, huge.strip())
        for bound in re.findall(r"(?:at least|at most) (-?[\d.e+-]+ ?[\w/^]*)", message):
            text = bound.removesuffix(" and").strip()
            assert _refusal(adapter, text) == "" or "e" in text, (huge, message)


EXTRA = """\
platforms:
  moon: {kind: satellite, name: Moon, owner: PARTY, orbit: {kind: sun-synchronous, altitude: 500 km,
    local_time: "10:30"}}
  star: {kind: satellite, name: Star, owner: PARTY, orbit: {kind: elements, epoch: 2015-01-01,
    semi_major_axis: 7000 km, inclination: 98 deg, ascending_node: 0 deg, mean_anomaly: 0 deg}}
stations:
  ring: {name: Ring, pattern: {kind: circle, lat: 38 deg, lon: 135 deg, radius: 50 km}}
  oval: {name: Oval, pattern: {kind: racetrack, lat: 38 deg, lon: 135 deg, bearing: 30 deg,
    leg: 200 km, width: 40 km}}
plans:
  pact: {name: pact, from: 2012-04-27, parties: [PARTY]}
costs:
  rent: {item: rent, payer: PARTY, amount: 3 million USD, price_year: 2012, means: cash, plan: pact}
totals:
  sum: {item: all, plan: pact, amount: 3 million USD, price_year: 2012, parts: [rent]}
areas:
  sea: {kind: belt, name: the sea, role: territorial-sea, coast: [PLACE], outer: 12 nmi}
"""


def _tree():
    tree = {}
    for file in sorted(built_in()["small"].glob("*.yaml")):
        for section, entries in yaml.safe_load(file.read_text()).items():
            tree.setdefault(section, {}).update(entries)
    for payload in tree["payloads"].values():
        payload["on"] = payload.pop(True)
    words = {
        "PARTY": next(iter(tree["parties"])),
        "PLACE": next(iter(tree["waters"].values()))["coast"][0],
    }
    text = EXTRA
    for word, meant in words.items():
        text = text.replace(word, meant)
    for section, entries in yaml.safe_load(text).items():
        tree.setdefault(section, {}).update(entries)
    return tree


TREE = _tree()


def _at(tree, path):
    for step in path:
        tree = tree[step]
    return tree


def _steps(path):
    return [int(s) if s.isdigit() else s for s in path.split(".")]


def _put(tree, path, value):
    *way, last = _steps(path)
    _at(tree, way)[last] = value


@pytest.fixture(scope="module")
def problems(tmp_path_factory):
    folder = tmp_path_factory.mktemp("advice")

    def of(tree):
        (folder / "a.yaml").write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
        try:
            load(folder)
        except ScenarioError as error:
            return error.problems
        return ()

    return of


def test_the_world_that_these_tests_break_is_itself_valid(problems):
    assert problems(TREE) == ()


SEARCH = {
    "frame": "10 s", "power": "20 kW", "aperture": "10 m^2", "noise_temperature": "500 K",
    "loss": "6 dB", "cue_delay": "5 s",
}  # fmt: skip


# What is broken, with what; None = it is left out.
BROKEN = {
    "fleets.drones.season": ["13-45", "02-01"],
    "stations.oval.pattern.leg": "0 km",
    "stations.oval.pattern.width": "0 km",
    "stations.ring.pattern.radius": "0 km",
    "platforms.moon.orbit.local_time": "25:00",
    "platforms.moon.orbit.altitude": None,
    "platforms.star.orbit.epoch": "never",
    "sensors.north-radar.faces.0.azimuth": ["10 deg", "10 deg"],
    "sensors.north-radar.faces.0.elevation": ["50 deg", "10 deg"],
    "sensors.south-radar.search": SEARCH,
    "vehicles.medium.growth": "a lot",
    "vehicles.medium.reach": ["600 km"],
    "sensors.north-radar.kind": "rader",
    "sensors.north-radar.name": "a\x07b",
    "sensors.north-radar.from": "soon",
    "stations.ring.from": date(9999, 12, 31),
    "plans.pact.from": None,
    "totals.sum.price_year": None,
    "scenario.before": date(1, 1, 1),
    "waters.rocks.outline": [["25 deg", f"{122 + n * 1e-9} deg"] for n in range(3)],
    "waters.rocks.limit": "0 m",
    "areas.sea.outer": "0 km",
    "waters.rocks.vessels": ["trawlr"],
    "fleets.drones.platform": "drne",
    "fleets.drones.count": "many",
    "vehicles.short.reach": ["3 leaps", "900 km"],
    "skies.test-range.clear.3": "often",
    "threats.medium-lofted.profile": "minimal",
    "platforms.moon.orbit": {"kind": "sun-synchronous", "altitude": "90 km", "local_time": "10:30"},
    "receivers.harbour.lat": 95,
}  # fmt: skip


def _writings(told):
    """Values that a message recommends, the likeliest first; fields as mappings."""
    text = f"{told.message}; {told.hint}" if told.hint else told.message
    advice = text.partition("; ")[2] or text
    fields = re.findall(r"write an? (\w+) between ([\w. ]+?) and", advice)
    quoted = re.findall(r"[`']([^`']+)[`']", advice)
    whole = re.findall(r"(\[\[.*?\]\]|\[[^\[\]]+\]|\{[^{}]+\})", advice)
    before = r"(?:e\.g\.|one of|known:|from) "
    plain = re.findall(before + r"(\w+: [\w. ]+|[\w.:-]+(?: (?:km|nmi|m|deg))?)", advice)
    whole = [w for w in whole if not any(w in q for q in quoted)]
    given = [{name: value} for name, value in fields]
    return given + [_value(word) for word in (*quoted, *plain, *whole)]


def _value(word):
    """As a file reads it: PyYAML takes a time of day for a number."""
    return word if re.fullmatch(r"\d\d:\d\d", word) else yaml.safe_load(word)


@pytest.mark.parametrize("path", BROKEN)
def test_what_a_message_recommends_is_taken_in_its_place(problems, path):
    broken = copy.deepcopy(TREE)
    if BROKEN[path] is None:
        *way, last = _steps(path)
        del _at(broken, way)[last]
    else:
        _put(broken, path, BROKEN[path])
    found = problems(broken)
    assert len(found) == 1, [str(p) for p in found]
    told = found[0]
    writings = _writings(told)
    assert writings, str(told)
    first, *others = writings
    for writing in [first, *(o for o in others if isinstance(o, dict))]:
        mended = copy.deepcopy(broken)
        where = _steps(told.path)
        if isinstance(writing, dict) and not {"low", "apogee"} & set(writing):
            target = _at(mended, where)
            entry = target if isinstance(target, dict) else _at(mended, where[:-1])
            entry.update(writing)
        else:
            _put(mended, told.path, writing)
        assert problems(mended) == (), (str(told), writing)


@pytest.mark.parametrize("option", ["--as-of", "--against"])
@pytest.mark.parametrize("text", ["tomorrow", "2015-13-01", None])
def test_the_date_that_an_option_recommends_is_one(option, text):
    with pytest.raises(NoroshiError) as refused:
        day(text, None, option, load("small"))
    advised = re.findall(r"\d{4}-\d{2}-\d{2}", str(refused.value).rpartition("write")[2])[0]
    assert day(advised, None, option, load("small")).isoformat() == advised
