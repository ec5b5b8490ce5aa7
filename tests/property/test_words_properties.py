"""Whatever is written as an id, as a name or in a cell of a table."""

import csv
import io

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.errors import ScenarioError
from noroshi.report.csv import cells, csv_text
from noroshi.report.folder import plain_name
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.world.ids import fault_of_id, id_like, is_id
from noroshi.world.plain_text import obeyed, without_obeyed

words = st.text(max_size=80)


@pytest.fixture(scope="module")
def problems(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    for path in built_in()["small"].glob("*.yaml"):
        (folder / path.name).write_text(path.read_text())

    def of(tree):
        (folder / "zz.yaml").write_text(yaml.safe_dump(tree), encoding="utf-8")
        try:
            return load(folder), ()
        except ScenarioError as error:
            return None, error.problems

    return of


@given(words)
def test_what_is_recommended_for_a_word_is_an_id_and_an_id_is_left_as_it_is(word):
    assert is_id(id_like(word))
    assert (fault_of_id(word) == ("", "")) == is_id(word)
    assert not is_id(word) or plain_name(word) == word
    assert all(c.isprintable() for c in "".join(fault_of_id(word)))


@given(words)
@settings(max_examples=40, deadline=None)
def test_a_word_is_an_id_or_is_refused_once(problems, word):
    world, told = problems({"places": {word: {"name": "A", "lat": "1 deg", "lon": "1 deg"}}})
    if is_id(word):
        assert world is not None
        assert word in world.places
    else:
        assert len(told) == 1, [str(p) for p in told]
        assert len(str(told[0])) < 600


@given(words.filter(str.strip))
@settings(max_examples=40, deadline=None)
def test_a_name_is_kept_as_it_is_or_refused_once_and_taken_cleaned(problems, name):
    for written in (name, without_obeyed(name)):
        place = {"name": written, "lat": "1 deg", "lon": "1 deg"}
        world, told = problems({"places": {"spot": place}})
        if obeyed(written, one_line=True):
            assert len(told) == 1, [str(p) for p in told]
        else:
            assert world is not None
            assert world.places["spot"].name == written
    assert obeyed(without_obeyed(name), one_line=True) == ""


@given(st.lists(words, min_size=1, max_size=4))
def test_a_cell_of_words_reads_back_and_begins_with_no_sign_that_is_computed(told):
    text = csv_text((["a"] * len(told), [cells(np.array(told, object))]))
    [_, row] = csv.reader(io.StringIO(text, newline=""))
    for cell, written in zip(row, told, strict=True):
        plain = written.replace("\r\n", "\n").replace("\r", "\n")
        assert cell in (plain, f"'{plain}")
        assert not cell.startswith(("=", "@", "\t")) or cell == ""
