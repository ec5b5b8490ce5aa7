"""Bad files: each fault has a message that says what is wrong, where, and what to write."""

import os
from pathlib import Path

import pytest

from noroshi.errors import ScenarioError
from noroshi.scenario import load
from noroshi.world.reading import LARGEST_FILE, read_document

WORLD = """\
scenario: {title: A small world}
parties:
  here: {name: Here}
sources:
  book: {title: A book}
places:
  hill: {name: Hill, lat: 40 deg, lon: 140 deg}
  pad: {name: Pad, lat: 40 deg, lon: 130 deg}
sensors:
  eye:
    kind: radar
    name: Eye
    at: hill
    owner: here
    faces: [{azimuth: [230 deg, 350 deg], elevation: [0 deg, 90 deg]}]
    reference: {range: {low: 600 km, best: 870 km, high: 1500 km}, cross_section: 0.01 m^2, snr: 20}
    look_interval: 1 s
    from: 2010-01-01
    source: book
vehicles:
  arrow:
    name: Arrow
    reach: [300 km, 1500 km]
    burn_time: {low: 60 s, best: 70 s, high: 90 s}
    ballistic_coefficient: 3000 kg/m^2
    powered_cross_section: 1 m^2
    cross_section: 0.01 m^2
threats:
  rain: {vehicle: arrow, launched_from: [pad], at: {party: here}}
receivers:
  town: {name: Town, lat: 40 deg, lon: 141 deg, party: here, population: 1000}
rules:
  chain:
    party: here
    overflight_radius: 150 km
    radar_direction_delay: 10 s
    satellite_direction_delay: 40 s
    area_radius: 100 km
    area_probability: 0.7
    burnout_recognition: 5 s
    reentry_error: 3 km
    attribution_delay: 30 s
    decision_delay: 30 s
    broadcast_delay: 10 s
    reception_delay: 15 s
"""
"""Valid; each test breaks it in one place."""


@pytest.fixture
def problems(tmp_path):
    """Load a folder with the given files; what is wrong with it."""

    def load_files(**files):
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.yaml").write_bytes(data)
        with pytest.raises(ScenarioError) as refused:
            load(tmp_path)
        return refused.value.problems

    return load_files


def only(problems):
    assert len(problems) == 1, [str(p) for p in problems]
    return problems[0]


def line_of(text, word):
    return next(i for i, line in enumerate(text.splitlines(), start=1) if word in line)


def changed(old, new):
    assert WORLD.count(old) == 1
    return WORLD.replace(old, new)


def test_the_world_that_these_tests_break_is_itself_valid(tmp_path):
    (tmp_path / "world.yaml").write_text(WORLD)
    world = load(tmp_path)
    assert world.title == "A small world"
    assert load(str(tmp_path / "world.yaml")) == world


ONE_FAULT = {
    "an unknown key": ("  name: Eye", "  nmae: Eye", "nmae", "did you mean 'name'?"),
    "a name of Python code": ("    from: 2010", "    since: 2010", "since", "unknown key"),
    "an unknown section": ("rules:", "rulse:", "rulse", "did you mean 'rules'?"),
    "an unknown reference": ("    at: hill", "    at: hil", "at", "did you mean 'hill'?"),
    "an unknown source": ("source: book", "source: bok", "source", "did you mean 'book'?"),
    "an unknown vehicle": ("vehicle: arrow", "vehicle: arow", "vehicle", "'arrow'"),
    "an unknown kind": ("kind: radar", "kind: radra", "kind", "did you mean 'radar'?"),
    "a bare number": ("look_interval: 1 s", "look_interval: 1", "look_interval", "'1 s'"),
    "a wrong dimension": (
        "look_interval: 1 s",
        "look_interval: 1 km",
        "look_interval",
        "write e.g. '45 s'",
    ),
    "low > best > high": (
        "{low: 60 s, best: 70 s, high: 90 s}",
        "{low: 90 s, best: 70 s, high: 60 s}",
        "burn_time",
        "low: 90 s, best: 70 s, high: 60 s",
    ),
    "until before from": (
        "from: 2010-01-01",
        "{from: 2010-01-01, until: 2009-01-01}".strip("{}").replace(", ", "\n    "),
        "until",
        "2010-01-01",
    ),
    "a sector of zero width": ("[230 deg, 350 deg]", "[230 deg, 230 deg]", "azimuth", "clockwise"),
    "elevations in the wrong order": ("[0 deg, 90 deg]", "[90 deg, 0 deg]", "elevation", "lower"),
    "a day that does not exist": ("from: 2010-01-01", "from: 2010-02-30", "", "calendar"),
    "a date that is none": ("from: 2010-01-01", "from: soon", "from", "2013-10-03"),
    "a threat without a flight": ("[300 km, 1500 km]", "[3 km, 15 km]", "rain", "3 to 15 km"),
    "a reach in the wrong order": ("[300 km, 1500 km]", "[1500 km, 300 km]", "reach", "first"),
    "a party without a chain": ("    party: here\n", "    party: there\n", "", "there"),
    "a list for a text": ("title: A small world", "title: [a, b]", "title", "should be text"),
    "a missing field": ("    look_interval: 1 s\n", "", "eye", "`look_interval: 4 s`"),
    "too few items": ("[230 deg, 350 deg]", "[230 deg]", "azimuth", "too few"),
    "too many items": ("[230 deg, 350 deg]", "[1 deg, 2 deg, 3 deg]", "azimuth", "at most 2"),
    "an entry that is none": ("{name: Here}", "5", "here", "fields"),
    "an id inside an entry": ("{name: Here}", "{name: Here, id: x}", "id", "is its id"),
    "a tag": ("{name: Here}", "!!python/name:os.system {name: Here}", "", "remove the tag"),
    "an anchor": ("{name: Here}", "&a {name: Here}", "", "like: other-id"),
    "a key twice": (
        "    owner: here",
        "    owner: here\n    owner: here",
        "owner",
        "first in line",
    ),
    "no YAML": ("{name: Here}", "{name: Here", "", "not readable as YAML"),
    "a key that is no word": ("{name: Here}", "{[1]: Here}", "", "a key must be a word"),
    "a second document": ("places:", "---\nplaces:", "", "second document"),
    "a profile that is none": (
        "{party: here}}",
        "{party: here}, profile: low}",
        "profile",
        "apogee",
    ),
}


@pytest.mark.parametrize("fault", ONE_FAULT)
def test_a_fault_is_told_with_its_file_its_line_and_what_to_write(problems, fault):
    old, new, path_end, words = ONE_FAULT[fault]
    text = changed(old, new)
    found = [p for p in problems(world=text) if words in f"{p.message} {p.hint}"]
    assert found, [str(p) for p in problems(world=text)]
    assert Path(found[0].file).name == "world.yaml"
    assert found[0].path.endswith(path_end)
    assert found[0].line is not None
    assert "Error" not in str(found[0])
    assert "pydantic" not in str(found[0])


def test_the_line_is_that_of_the_key_also_deep_inside(problems):
    text = changed("cross_section: 0.01 m^2, snr: 20}", "\n      cross_section: 1 s, snr: 20}")
    problem = only(problems(world=text))
    assert problem.path == "sensors.eye.reference.cross_section"
    assert problem.line == line_of(text, "cross_section: 1 s")
    assert (problem.message, problem.value) == ("'1 s' is not an area", "'1 s'")
    assert str(problem).count("'1 s'") == 1
    assert problem.hint == "write e.g. '0.01 m^2'"


def test_all_problems_of_all_files_come_in_one_reply(problems):
    text = changed("    at: hill", "    at: hil").replace("look_interval: 1 s", "look_interval: 1")
    text = text.replace("low: 60 s", "low: 60 m").replace("vehicle: arrow", "vehicle: arow")
    found = problems(world=text, other="receivers:\n  town2: {nam: Town}\n", broken="a: [")
    assert {(Path(p.file).name, p.path) for p in found} >= {
        ("world.yaml", "sensors.eye.at"),
        ("world.yaml", "sensors.eye.look_interval"),
        ("world.yaml", "vehicles.arrow.burn_time.low"),
        ("world.yaml", "threats.rain.vehicle"),
        ("other.yaml", "receivers.town2.nam"),
        ("other.yaml", "receivers.town2"),
        ("broken.yaml", ""),
    }


def test_an_id_that_two_files_declare_names_both_places(problems):
    other = "# one line more\nparties:\n  here: {name: Again}\n"
    problem = only(problems(world=WORLD, other=other))
    # Files are read in order of name: `other` comes before `world`.
    assert problem.message == "`here` is declared twice"
    assert (Path(problem.file).name, problem.line) == ("world.yaml", line_of(WORLD, "here: {name"))
    assert "other.yaml:3" in problem.hint


def test_entries_that_are_like_each_other_in_a_circle_are_refused(problems):
    text = changed("  here: {name: Here}", "  here: {like: there}\n  there: {like: here}")
    problem = only(problems(world=text))
    assert problem.message == "entries are like each other in a circle: here → there → here"
    assert problem.line == line_of(text, "there: {like")


def test_an_entry_like_a_misspelt_one_is_told_the_nearest(problems):
    text = changed("  here: {name: Here}", "  here: {name: Here}\n  there: {like: hree}")
    found = problems(world=text)
    assert any(p.path == "parties.there.like" and "'here'" in p.hint for p in found)


def test_a_chain_of_many_likes_and_a_growing_heritage_are_refused(problems):
    chain = "".join(f"  p{i}: {{like: p{i + 1}}}\n" for i in range(30)) + "  p30: {name: P}\n"
    found = problems(world=changed("parties:\n", "parties:\n" + chain))
    assert all("more than 10 entries" in p.message for p in found)
    wide = "  base: {" + ", ".join(f"k{i}: 1" for i in range(5000)) + "}\n"
    wide += "".join(f"  p{i}: {{like: base}}\n" for i in range(5000))
    found = problems(world=changed("parties:\n", "parties:\n" + wide))
    assert any("take over more than 200000 values" in p.message for p in found)


def test_a_fault_that_others_take_over_is_told_once(problems):
    text = changed("  arrow:\n    name: Arrow", "  bow: {like: arrow}\n  arrow:\n    name: 5")
    assert [p.message for p in problems(world=text)] == ["should be text"]


@pytest.mark.parametrize("content", ["", "# nothing\n", "sensors:\n", "{}"])
def test_an_empty_scenario_says_how_to_start(problems, content):
    problem = only(problems(world=content))
    assert problem.message == "the scenario is empty"
    assert "noroshi init" in problem.hint


def test_a_file_that_holds_a_list_is_told_to_hold_sections(problems):
    assert only(problems(world="- 1\n- 2\n")).message == "a file holds sections"


def test_a_section_that_holds_no_entries_is_told_so(problems):
    text = changed("parties:\n  here: {name: Here}", "parties: [here]")
    assert any(p.path == "parties" and "no entries" in p.message for p in problems(world=text))


def test_a_claim_about_nothing_is_told_the_nearest_path(problems):
    claim = "claims:\n  far: {question: How far?, statements: [{value: 1 km}], about: %s}\n"
    wrong = claim % "sensors.eye.reference.rnage"
    problem = only(problems(world=WORLD, claims=wrong))
    assert problem.path == "claims.far.about"
    assert "did you mean 'sensors.eye.reference.range'?" in problem.hint


def test_a_missing_scenario_is_told_the_built_in_ones():
    with pytest.raises(ScenarioError, match="no such folder") as refused:
        load("japn")
    assert "did you mean 'japan'?" in refused.value.problems[0].hint


def test_a_folder_without_yaml_is_told_apart_from_a_missing_one(tmp_path):
    with pytest.raises(ScenarioError, match="holds no YAML file"):
        load(tmp_path)


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path, problems):
    (tmp_path / "huge.yaml").touch()
    os.truncate(tmp_path / "huge.yaml", 100_000_000)
    problem = only(problems())
    assert "larger than" in problem.message


def test_many_files_that_are_large_together_are_refused(tmp_path, problems):
    for i in range(20):
        (tmp_path / f"f{i}.yaml").write_bytes(b"# " + b"x" * 1_900_000)
    assert "together" in only(problems()).message


def test_a_file_just_above_the_limit_is_refused(problems):
    assert "larger than" in only(problems(world="#" * (LARGEST_FILE + 1))).message


def test_a_yaml_bomb_is_refused_at_its_first_anchor(problems):
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    problem = only(problems(world=bomb))
    assert (problem.line, "anchors" in problem.message) == (1, True)


def test_deep_nesting_and_many_values_are_refused(problems):
    assert "nested deeper" in only(problems(world="[" * 100_000)).message
    assert "more than 100000 values" in only(problems(world="[" + "1," * 120_000 + "]")).message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x7fELF\x00\x01", "is a binary file"),
        ("scenario: {title: Größe}".encode("latin-1"), "is not UTF-8 text"),
        (b"a: \x01\x02", "not readable as YAML"),
        (b"\xff\xfe", "is not UTF-8 text"),
    ],
)
def test_what_is_no_text_is_refused(problems, content, words):
    assert words in only(problems(world=content)).message


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "world.yaml").write_bytes(b"\xef\xbb\xbf" + WORLD.encode())
    assert load(tmp_path).title == "A small world"


@pytest.mark.parametrize("extending", [False, True])
def test_what_is_called_as_a_file_and_is_none_is_told_by_name(tmp_path, extending):
    """It is not opened, and not left out without a word: a pipe would never end."""
    folder = tmp_path / "japan"
    folder.mkdir()
    (folder / "world.yaml").write_text(WORLD)
    (tmp_path / "own.yaml").write_text("scenario: {extends: japan}")
    asked = tmp_path / "own.yaml" if extending else folder
    assert load(asked).title == "A small world"
    os.mkfifo(folder / "pipe.yaml")
    (folder / "folder.yml").mkdir()
    (folder / "dangling.yaml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(ScenarioError) as refused:
        load(asked)
    told = "\n".join(f"{p.message} [{p.file}]" for p in refused.value.problems)
    assert "cannot be read: No such file" in told
    if not extending:
        names = [Path(p.file).name for p in refused.value.problems]
        assert names == ["dangling.yaml", "folder.yml", "pipe.yaml"]


def test_a_file_in_capitals_belongs_to_the_scenario(tmp_path):
    (tmp_path / "A.YAML").write_text(WORLD)
    (tmp_path / "B.Yml").write_text("sources: {extra: {title: Extra}}")
    assert "extra" in load(tmp_path).sources
    assert load(tmp_path / "A.YAML").title == "A small world"


def test_a_file_that_may_not_be_read_is_told_by_name(tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "world.yaml").write_text(WORLD)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ScenarioError, match=r"world\.yaml: cannot be read: Permission denied"):
        load(tmp_path)


def test_plain_scalars_are_read_as_yaml_1_2_and_dates(tmp_path):
    (tmp_path / "a.yaml").write_text(
        "{no: no, on: on, time: 12:30, tiny: 1e-6, old: 0o14, ids: 007, yes: 'true', t: true,"
        " none: null, day: 2013-10-03, half: .5, year: 2013, version: 1.2.3}"
    )
    assert {k: str(v) for k, v in read_document(tmp_path / "a.yaml", "a").data.items()} == {
        "no": "no",
        "on": "on",
        "time": "12:30",
        "tiny": "1e-06",
        "old": "0o14",
        "ids": "7",
        "yes": "true",
        "t": "True",
        "none": "None",
        "day": "2013-10-03",
        "half": "0.5",
        "year": "2013",
        "version": "1.2.3",
    }


def test_beyond_five_hundred_problems_the_rest_is_summed_up(problems):
    lines = "".join(f"  p{i}: {{nmae: x}}\n" for i in range(2000))
    found = problems(world="parties:\n" + lines)
    assert len(found) == 501
    assert "there is more" in found[-1].message
