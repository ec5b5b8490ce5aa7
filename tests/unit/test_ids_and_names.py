"""What ids and names may be, and what becomes of them in pages, tables and file names."""

import csv
import io
import re
from pathlib import Path

import numpy as np
import pytest

from noroshi.errors import ScenarioError
from noroshi.present.charts import Field, lines
from noroshi.present.draw import svg
from noroshi.present.theme import whole
from noroshi.report.csv import cells, csv_text
from noroshi.report.folder import write_files
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.world.ids import LONGEST, fault_of_id, id_like, is_id
from noroshi.world.plain_text import obeyed

SMALL = {path.name: path.read_text() for path in built_in()["small"].glob("*.yaml")}
BAD = ("a/b", "a b", 'x"><svg onload=alert(1)>', "..", "-x", ".x", "x.", "東京", "é", "", "a" * 65)


@pytest.fixture
def problems(tmp_path: Path):
    def of(extra: str, **changed: str):
        for name, text in {**SMALL, **changed, "zz.yaml": extra}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        try:
            load(tmp_path)
        except ScenarioError as error:
            return error.problems
        return ()

    return of


def only(found):
    assert len(found) == 1, [str(p) for p in found]
    return found[0]


@pytest.mark.parametrize("word", BAD)
def test_a_word_that_may_be_no_id_is_refused_and_the_one_recommended_may_be(problems, word):
    assert not is_id(word)
    problem = only(problems(f"places:\n  {_quoted(word)}: {{name: A, lat: 1 deg, lon: 1 deg}}\n"))
    assert (Path(problem.file).name, problem.line) == ("zz.yaml", 2)
    assert is_id(re.findall("`([^`]*)`", problem.hint)[0])


@pytest.mark.parametrize("word", ["a", "rq-4b", "A_1", "fps-5.2", "3", "a" * LONGEST])
def test_letters_digits_and_three_signs_make_an_id(word):
    assert fault_of_id(word) == ("", "")
    assert id_like(word) == word


def test_every_section_takes_no_other_ids(problems):
    for section in ("parties", "sources", "sensors", "waters", "claims", "agreements", "plans"):
        found = problems(f'{section}:\n  "a/b": {{}}\n')
        assert any(p.line == 2 and "is no id" in p.message for p in found), section


def test_an_id_that_refers_is_told_where_it_is_declared_and_not_twice(problems):
    bad = SMALL["watch.yaml"].replace("airfield", '"air/field"')
    assert bad.count("air/field") == 2
    problem = only(problems("", **{"watch.yaml": bad}))
    assert bad.splitlines()[problem.line - 1].strip().startswith('"air/field":')


@pytest.mark.parametrize("files", [1, 2])
def test_ids_of_a_section_that_differ_by_case_alone_are_refused_with_both_places(problems, files):
    place = "{name: A, lat: 1 deg, lon: 1 deg}"
    first, second = f"places:\n  spot: {place}\n", f"  SPOT: {place}\n"
    found = (
        problems(first + second)
        if files == 1
        else problems(f"places:\n{second}", **{"y.yaml": first})
    )
    problem = only(found)
    assert problem.message == "`SPOT` and `spot` differ by case alone"
    assert f"{'zz' if files == 1 else 'y'}.yaml:2" in problem.hint


def test_one_id_may_stand_in_two_sections_in_two_cases(problems):
    assert problems("places:\n  NORTH: {name: A, lat: 1 deg, lon: 1 deg}\n") == ()


PROVISION = """\
areas:
agreements:
  pact:
    name: Pact
    form: treaty
    parties: [home]
    provisions:
      {key}:
        {{title: T, text: T, where: I, version_of: {version},
         duties: [{{who: each, what: act, text: acts}}],
         when: {{fact: {{name: {fact}, question: Is it?}}}}}}
"""


@pytest.mark.parametrize("place", ["key", "version", "fact"])
def test_ids_that_are_no_keys_of_a_section_are_ids_as_well(problems, place):
    words = {"key": "one", "version": "two", "fact": "three"}
    home = re.search(r"parties:\n  (\w+):", "\n".join(SMALL.values())).group(1)
    text = PROVISION.replace("[home]", f"[{home}]")
    assert problems(text.format(**words)) == ()
    found = problems(text.format(**{**words, place: "'a=b c'"}))
    assert [p.hint for p in found] == ["write e.g. `a-b-c`; `name` may hold any words"]


def test_the_word_by_which_estimates_draw_together_is_an_id(problems):
    wide = "{low: 1 deg, best: 2 deg, high: 3 deg, shared_as: 'a b'}"
    problem = only(problems(f"places:\n  spot: {{name: A, lat: {wide}, lon: 1 deg}}\n"))
    assert problem.path == "places.spot.lat.shared_as"


def test_an_id_with_a_dot_names_its_values_in_claims(problems):
    place = "places:\n  a.b: {name: A, lat: 1 deg, lon: 1 deg}\n"
    claim = "{about: places.a.b.lat, question: Where?, statements: [{value: 1 deg}]}"
    assert problems(f"{place}claims:\n  c: {claim}\n") == ()


OBEYED = ["\\0", "\\e[31m", "\\x07", "\\x85", "\\L", "\\u202e", "\\uFFFE", "\\x7f"]


@pytest.mark.parametrize("escape", OBEYED)
@pytest.mark.parametrize("field", ["name", "note"])
def test_a_text_with_a_control_character_is_refused_with_its_line(problems, field, escape):
    name = "" if field == "name" else "name: A, "
    text = f'places:\n  spot: {{{name}lat: 1 deg, lon: 1 deg,\n    {field}: "a{escape}b"}}\n'
    problem = only(problems(text))
    assert (problem.line, problem.path) == (3, f"places.spot.{field}")
    assert "control character U+" in problem.message


def test_prose_may_have_lines_and_a_name_may_not(problems):
    two = '"one\\ntwo"'
    place = "lat: 1 deg, lon: 1 deg"
    assert problems(f"places:\n  spot: {{name: A, {place}, note: {two}}}\n") == ()
    problem = only(problems(f"places:\n  spot: {{name: {two}, {place}}}\n"))
    assert problem.hint == "write it without, e.g. 'one two'"


@pytest.mark.parametrize("blank", ['""', "'  '", '"\\u3000"'])
def test_a_name_that_is_blank_is_refused_since_sentences_name_by_it(problems, blank):
    problem = only(problems(f"places:\n  spot: {{name: {blank}, lat: 1 deg, lon: 1 deg}}\n"))
    assert (problem.path, problem.message) == ("places.spot.name", "is blank")
    assert problems("places:\n  spot: {name: A, lat: 1 deg, lon: 1 deg, note: ''}\n") == ()


@pytest.mark.parametrize("name", ["東京", "São Tomé", "Ulaanbaatar 🚀", "a\u00a0b", "क्‍ष"])
def test_names_in_any_script_are_taken(problems, name):
    assert obeyed(name, one_line=True) == ""
    assert problems(f"places:\n  spot: {{name: {name}, lat: 1 deg, lon: 1 deg}}\n") == ()


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"])
def test_a_cell_of_words_that_a_spreadsheet_would_compute_begins_with_an_apostrophe(first):
    text = csv_text(([f"{first}h"], [cells(np.array([f"{first}1+1"]))]))
    [head, row] = csv.reader(io.StringIO(text, newline=""))
    first = first.replace("\r", "\n")
    assert head == [f"'{first}h"]
    assert row == [f"'{first}1+1"]


def test_numbers_of_a_table_stay_numbers():
    columns = np.array([-1.5, np.nan]), np.array([-3]), np.array(["-1.5", "+2e-3", "a-b", ""])
    row = [cell for column in columns for cell in cells(column)]
    assert csv_text((["a"] * 7, [row])).splitlines()[1] == "-1.5,,-3,-1.5,+2e-3,a-b,"


def test_a_figure_named_after_markup_puts_none_into_its_identifiers():
    rows = [{"name": 'x"><script>\\1', "time": t, "value": t} for t in (0.0, 1.0)]
    spec = lines(rows, Field("time"), Field("value"), series=Field("name"), title='x"><script>\\1')
    text = svg(spec, name='x"><script>\\1')
    assert "<script" not in text
    assert re.findall(r'\bid="([^"]*)"', text) == []


def test_what_is_cut_off_is_told_by_identifiers_without_markup():
    up = {"field": "up", "type": "quantitative", "scale": {"domain": [0.0, 1.0]}}
    rows = {"data": {"values": [{"t": t, "up": t} for t in range(3)]}}
    plot = {**rows, "mark": {"type": "line", "clip": True}}
    across = {"field": "t", "type": "quantitative"}
    text = svg(whole({**plot, "encoding": {"x": across, "y": up}}, "up"), name='x"><script>\\1')
    identifiers = re.findall(r'\bid="([^"]*)"', text)
    assert identifiers
    assert all(re.fullmatch(r"[\w.-]+", i) for i in identifiers)


def test_files_named_after_anything_stay_in_their_folder(tmp_path: Path):
    out = tmp_path / "out"
    written = write_files(out, {"a/b.csv": "1", "../c.csv": "2", "d e.csv": "3"})
    assert sorted(p.name for p in out.iterdir()) == ["a-b.csv", "c.csv", "d-e.csv"]
    assert {p.parent for p in written} == {out}


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
