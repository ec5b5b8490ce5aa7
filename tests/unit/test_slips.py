"""What a writer of files slips at is told in the words of files, with what to write instead."""

import io
from pathlib import Path

import pytest

from noroshi.cli import printing
from noroshi.cli.postures import day
from noroshi.cli.show import show
from noroshi.errors import NoroshiError, ScenarioError
from noroshi.questions.base import Case
from noroshi.questions.warning.pipe.facing import find
from noroshi.scenario import load
from noroshi.scenario.files import built_in

WORLD = """\
scenario: {title: A sea, before: 2012-06-30, after: 2014-01-01}
parties:
  shore: {name: Shore}
  isle: {name: Isle}
sources:
  own: {title: Assumption}
places:
  hill: {name: Hill, lat: 25 deg, lon: 51 deg, source: own}
  base: {name: Base, lat: 33 deg, lon: 48 deg, source: own}
vehicles:
  short:
    name: Short
    reach: [100 km, 900 km]
    burn_time: 40 s
    growth: 2.5
    ballistic_coefficient: 5000 kg/m^2
    powered_cross_section: 0.5 m^2
    cross_section: 0.1 m^2
sensors:
  eye:
    kind: radar
    name: Eye
    at: hill
    owner: shore
    from: 2013-01-01
    antenna_height: 5 m
    faces: [{azimuth: [310 deg, 70 deg], elevation: [3 deg, 80 deg]}]
    reference: {range: 870 km, cross_section: 0.01 m^2, snr: 13 dB}
    look_interval: 1 s
    confirm: {hits: 3, looks: 5}
    report_delay: 5 s
threats:
  fall:
    name: Fall
    vehicle: short
    launched_from: [base]
    at: {party: shore}
    profile: minimum-energy
receivers:
  town: {name: Town, lat: 25.3 deg, lon: 51.5 deg, party: shore, population: 6200000}
"""


def told(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that a terminal shows of the faults of a file, without what is before its name."""
    (folder / "sea.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load(folder)
    out = io.StringIO()
    monkeypatch.setattr(printing.sys, "stderr", out)
    printing.print_error(refused.value)
    return out.getvalue().replace(f"{folder}/", "").replace(str(folder), "FOLDER").splitlines()


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


SLIPS = [
    ("from: 2013-01-01", "from: 2013-13-01", "sensors.eye.from",
     "2013-13-01 is not a day of the calendar", "write year, month and day, e.g. 2013-12-01"),
    ("from: 2013-01-01", "from: January 2013", "sensors.eye.from",
     "should be a date (found 'January 2013')", "write year-month-day, e.g. 2014-01-01"),
    ("population: 6200000", "population: -5", "receivers.town.population",
     "must be 0 or more (found -5)", ""),
    ("population: 6200000", "population: 6,200,000", "receivers.town.population",
     "the number is cut at a comma", "write `population: 6200000`, without commas"),
    ("population: 6200000", "population: 1,000,000,000", "receivers.town.population",
     "the number is cut at a comma", "write `population: 1000000000`, without commas"),
    ("hits: 3", "hits: -3", "sensors.eye.confirm.hits",
     "must be 1 or more (found -3)", ""),
    ("hits: 3", "hits: three", "sensors.eye.confirm.hits",
     "should be a whole number (found 'three')", "write it in digits alone"),
    ("name: Town", "name Town", "receivers.town.name Town",
     "a colon is missing behind `name`", "write `name: Town`"),
    ("900 km", "900 klm", "vehicles.short.reach.1",
     "'900 klm' is not a length", "did you mean '900 km'?"),
    ("900 km", "900 glorps", "vehicles.short.reach.1",
     "'900 glorps' is not a length", "write e.g. '3 km'"),
    ("burn_time: 40 s", "burn_time: [40 s]", "vehicles.short.burn_time",
     "a list is not a time", "write e.g. '45 s'"),
    ("{hits: 3, looks: 5}", "[3, 5]", "sensors.eye.confirm",
     "should hold fields, `name: value` (found a list)", "write `confirm: {hits: …, looks: …}`"),
    ("launched_from: [base]", "launched_from: base", "threats.fall.launched_from",
     "should be a list (found 'base')", "write `launched_from: [base]`"),
    ("[{azimuth: [310 deg, 70 deg], elevation: [3 deg, 80 deg]}]",
     "{azimuth: [310 deg, 70 deg], elevation: [3 deg, 80 deg]}", "sensors.eye.faces",
     "should be a list (found a mapping)", "write `faces: [{…}]`"),
    ("owner: shore", "owner: shore\n    shared: isle", "sensors.eye.shared",
     "should be a list (found 'isle')", "write `shared: [{with: isle, delay: 10 s}]`"),
    ("owner: shore", "owner: shore\n    shared: [isle]", "sensors.eye.shared.0",
     "should hold fields, `name: value` (found 'isle')",
     "write this item of `shared` as `{with: isle, delay: 10 s}`"),
    ("at: {party: shore}", "at: 5", "threats.fall.at",
     "should hold fields, `name: value` (found 5)", "write `at: {party: …}`"),
    ("[100 km, 900 km]", "900 km", "vehicles.short.reach",
     "should be a list (found '900 km')", "write e.g. `reach: [300 km, 1000 km]`"),
    ("name: Town", "name: {a: b}", "receivers.town.name",
     "should be text (found a mapping)", "write it as text, `name: some words`"),
    ("isle: {name: Isle}", "isle: [Isle]", "parties.isle",
     "is no entry (found a list)", "write its fields below it, e.g. `name: …`"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "what", "hint"), SLIPS)
def test_a_slip_says_where_it_is_what_is_wrong_and_what_to_write(
    tmp_path, monkeypatch, old, new, path, what, hint
):
    text = WORLD.replace(old, new, 1)
    lines = told(tmp_path, text, monkeypatch)
    line = line_of(text, new) + new.count("\n")
    at = lines.index(f"sea.yaml:{line}: {path}: ")
    end = next((i for i, each in enumerate(lines) if i > at and each[0] != " "), len(lines))
    assert lines[at + 1 : end] == [f"    {each}" for each in (what, hint) if each]


def test_a_number_that_is_cut_at_too_many_commas_is_refused_in_few_words(tmp_path, monkeypatch):
    number = "population: 1" + ",000" * 1500
    lines = told(tmp_path, WORLD.replace("population: 6200000", number), monkeypatch)
    at = lines.index("    the number is cut at a comma")
    assert lines[at + 1] == "    write `population:`, without commas"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("launched_from: [base]", f"launched_from: {'y' * 50_000}"),
        ("name: Town", f"name {'y' * 50_000}"),
        ("name: Town", f"name: Town, {'y' * 900}: 1"),
        ("sources:", f"{'y' * 900}: {{}}\nsources:"),
        ("population: 6200000", "population: 1" + ",000" * 20_000),
    ],
)
def test_what_is_told_of_a_text_as_long_as_a_file_is_short(tmp_path, monkeypatch, old, new):
    lines = told(tmp_path, WORLD.replace(old, new, 1), monkeypatch)
    assert max(map(len, lines)) < 250


def test_an_entry_that_stands_twice_is_to_have_another_id(tmp_path, monkeypatch):
    lines = told(tmp_path, WORLD.replace("  isle:", "  shore:"), monkeypatch)
    assert "    it is first in line 3; give one of them another id" in lines


MIXED = "items that begin with `- ` and fields, `name: value`, are mixed"
BROKEN = [
    ("  isle: {name", "  - isle: {name", 4, MIXED,
     "write each entry by its id, `id:`, with its fields below it, and no `- ` before it"),
    ("  shore: {name", "  - shore: {name", 4, MIXED,
     "write each entry by its id, `id:`, with its fields below it, and no `- ` before it"),
    ("isle: {name: Isle}", "isle:\n  - note: see: this", 6,
     "there is a second colon in the line",
     'put a text that holds a colon in quotes: `title: "a: b"`'),
    ("isle: {name: Isle}", "isle:\n  - name: 'it's'", 6,
     "no `name: value` stands where one should",
     "look at the indentation and the quotes of this line and of the one before it"),
    ("isle: {name: Isle}", "isle:\n  - 'it' is", 6,
     "no `name: value` stands where one should",
     "look at the indentation and the quotes of this line and of the one before it"),
    ("isle: {name: Isle}", "isle:\n  - @foo", 6,
     "a text begins with a sign that has a meaning of its own", "put it in quotes"),
    ("isle: {name: Isle}", "isle: [1, {a: 2\n  - b: 3", 6,
     "a bracket is not closed, or a comma is missing",
     "look for the { or [ that opens there, and close it with } or ]"),
    ("isle: {name: Isle}", "isle:\n  - name: 'Isle", 6, "a quote is not closed",
     "close the text that begins in this line with the quote that opens it"),
    ("  isle:", "\tisle:", 4, "a tab stands where spaces belong", "indent with spaces"),
    (WORLD.partition("\n")[0], "scenario:\n  title: A sea: calm", 2,
     "there is a second colon in the line",
     'put a text that holds a colon in quotes: `title: "a: b"`'),
    ("  isle: {name: Isle}", "  isle: {name: Isle", 5,
     "a bracket is not closed, or a comma is missing",
     "look for the { or [ that opens there, and close it with } or ]"),
    ("    name: Short", "    name Short", 13,
     "a colon is missing in the line before, or this line is indented too far",
     "write `name: value`, and fields of one entry below each other"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "what", "hint"), BROKEN)
def test_what_no_parser_can_read_is_told_in_words_of_files(
    tmp_path, monkeypatch, old, new, line, what, hint
):
    first, where, *rest = told(tmp_path, WORLD.replace(old, new, 1), monkeypatch)
    assert first == "noroshi: 1 problem"
    assert rest == [f"    not readable as YAML: {what}", f"    {hint}"]
    assert where.startswith("sea.yaml:")
    assert abs(int(where.split(":")[1]) - line) <= 1


def lacking(folder: Path, *sections: str) -> dict[str, str]:
    """The small scenario in two files, without some sections; its faults by their path."""
    files = [p.read_text(encoding="utf-8") for p in sorted(built_in()["small"].glob("*.yaml"))]
    for i, text in enumerate(files):
        kept, skip = [], False
        for line in text.splitlines():
            if line[:1].isalpha():
                skip = line.partition(":")[0] in sections
            if not skip:
                kept.append(line)
        (folder / f"part-{i}.yaml").write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load(folder)
    return {p.path: f"{p.file}: {p.what}" for p in refused.value.problems}


def test_a_section_that_no_file_has_is_told_once_where_it_is_first_named(tmp_path):
    found = lacking(tmp_path, "receivers")
    [path] = [p for p, text in found.items() if "in receivers: none is declared" in text]
    assert path == "threats.medium-lofted.at.0"
    assert Path(found[path].partition(": ")[0]).parent == tmp_path
    assert found[path].endswith(", and 1 more value names one")


def test_a_file_that_is_not_there_is_told_by_the_sections_that_lack(tmp_path):
    found = lacking(tmp_path, "scenario", "parties", "sources")
    assert found["scenario"] == f"{tmp_path}: there is no section `scenario`"
    told = [text for path, text in found.items() if path != "scenario"]
    assert len(told) == 2
    assert sum(" in parties: none is declared, and " in text for text in told) == 1
    assert sum(" in sources: none is declared, and " in text for text in told) == 1


def test_a_section_that_only_one_s_own_file_names_is_told_in_that_file(tmp_path, monkeypatch):
    text = (
        "scenario: {title: A sea, extends: small}\ncosts:\n  a: {item: A, payer: coast, amount: 2 "
    )
    text += "billion EUR, price_year: 2012, means: cash,\n    plan: deal}\n"
    first, where, *rest = told(tmp_path, text, monkeypatch)
    assert (first, where) == ("noroshi: 1 problem", "sea.yaml:4: costs.a.plan: ")
    what = "there is no 'deal' in plans: none is declared"
    assert rest == [f"    {what}", "    declare it under `plans:`"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("scenario: hello", ["holds no entries", "write its fields below it, e.g. `title: …`"]),
        ("scenario: {}", ["`title` is missing", "write `title: some words`"]),
    ],
)
def test_a_section_scenario_that_is_wrong_is_not_said_to_lack(tmp_path, monkeypatch, written, said):
    text = WORLD.replace(WORLD.partition("\n")[0], written)
    lines = told(tmp_path, text, monkeypatch)
    assert lines[1] == "sea.yaml:1: scenario: "
    lines = lines[: 2 + len(said)]
    assert lines[2:] == [f"    {each}" for each in said]


def test_land_of_which_no_outline_is_shipped_may_be_drawn_by_corners(tmp_path, monkeypatch):
    area = "areas:\n  land: {kind: regions, name: Isle, role: territory, party: isle}\n"
    files = {p.name: p.read_text(encoding="utf-8") for p in built_in()["small"].glob("*.yaml")}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    lines = told(tmp_path, f"parties: {{isle: {{name: Isle}}}}\n{area}", monkeypatch)
    assert "    no regions of 'isle' are shipped, only of jp, kp, kr, us" in lines
    assert any("`kind: polygon` and `outline: [[" in line for line in lines)


def test_a_place_that_is_not_warned_is_told_with_the_world_that_was_looked_in():
    with pytest.raises(NoroshiError, match="no place that is warned is called 'doha' in small;"):
        find(load("small"), "doha")


def test_show_without_a_scenario_says_which_there_are():
    with pytest.raises(NoroshiError, match=r"a built-in one \(japan, small\)"):
        show()


def test_a_date_that_lacks_is_asked_for_by_a_day_of_the_world_itself(tmp_path):
    text = "plans: {sale: {name: sale, from: 1987-06-05, parties: [shore]}}\n"
    text += "scenario: {title: A sale}\nparties: {shore: {name: Shore}}\n"
    (tmp_path / "sale.yaml").write_text(text, encoding="utf-8")
    world = load(tmp_path)
    with pytest.raises(NoroshiError, match=r"write e\.g\. --as-of 1987-06-05"):
        Case(world, world, world).day(None)
    with pytest.raises(NoroshiError, match=r"write e\.g\. --against 1987-06-05"):
        day(None, None, "--against", world)
    with pytest.raises(NoroshiError, match=r"\.at\('1987-06-05'\)"):
        world.ask("ledger")
    with pytest.raises(NoroshiError, match=r"'soon' is not a date; write e\.g\. 1987-06-05"):
        world.at("soon")


def test_what_stands_one_level_too_high_is_told_with_where_it_belongs(tmp_path, monkeypatch):
    reference = next(line for line in WORLD.splitlines() if "reference: {range" in line)
    lines = told(tmp_path, WORLD.replace(reference, "    range: 500 km"), monkeypatch)
    form = "`reference: {range: 500 km, cross_section: 0.1 m^2, snr: 13 dB}`"
    assert f"    did you mean {form}?" in lines
    lines = told(tmp_path, WORLD.replace(reference, "    max_range: 500 km"), monkeypatch)
    assert f"    write e.g. {form.replace('500', '600')}" in lines
    assert not [line for line in lines if "a mapping" in line]


@pytest.mark.parametrize("spelt", ["3.3 million", "3.3 Million", "3300 thousand", "'3,300,000'"])
def test_a_number_in_words_is_told_in_digits(tmp_path, monkeypatch, spelt):
    text = WORLD.replace("population: 6200000", f"population: {spelt}")
    assert "    write `population: 3300000`" in told(tmp_path, text, monkeypatch)


def test_all_that_can_be_known_is_told_at_once_and_by_the_line(tmp_path, monkeypatch):
    text = WORLD.replace("    look_interval: 1 s\n", "").replace(", snr: 13 dB", "")
    rules = "rules:\n  isle: {party: isle}\n  other: {party: isle}\n"
    lines = told(tmp_path, text + rules, monkeypatch)
    said = [line.strip() for line in lines]
    for what in ("`look_interval` is missing", "`snr` is missing", "shore has no warning chain"):
        assert what in said
    places = [int(line.split(":")[1]) for line in lines if line.startswith("sea.yaml:")]
    assert places == sorted(places)


def test_a_chain_may_be_taken_over_from_one_that_is_there(tmp_path, monkeypatch):
    whole = (built_in()["small"] / "scenario.yaml").read_text(encoding="utf-8")
    chain = whole.partition("\nrules:\n")[2].partition("\n\n")[0].replace("y: coast", "y: isle")
    chain = chain.replace("source: invented", "source: own")
    there, key = f"rules:\n{chain}\n", "coast"
    lines = told(tmp_path, WORLD + there, monkeypatch)
    assert f"e.g. `{{like: {key}, party: shore}}`" in lines[-1]
    lines = told(tmp_path, WORLD + there + "  own: {party: shore}\n", monkeypatch)
    assert lines[3].endswith(f"; or take over what '{key}' has: `like: {key}`")
    assert sum("like:" in line for line in lines) == 1
