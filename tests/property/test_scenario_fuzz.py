"""Whatever stands in a file, loading gives a scenario or says what is wrong."""

import copy

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.errors import ScenarioError
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.scenario.records import Scenario


def _tree():
    """All files of the small scenario as one, section by section."""
    tree = {}
    for file in sorted(built_in()["small"].glob("*.yaml")):
        for section, entries in yaml.safe_load(file.read_text()).items():
            tree.setdefault(section, {}).update(entries)
    # PyYAML reads `on` as a truth value, as YAML 1.1 has it; the program reads it as a word.
    for payload in tree["payloads"].values():
        payload["on"] = payload.pop(True)
    return tree


TREE = _tree()
WHOLE = yaml.safe_dump(TREE)


@pytest.fixture(scope="module")
def reply(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")

    def load_bytes(content):
        (folder / "a.yaml").write_bytes(content)
        try:
            return load(folder)
        except ScenarioError as error:
            return error

    return load_bytes


def assert_answered(found):
    assert isinstance(found, Scenario | ScenarioError)
    if isinstance(found, ScenarioError):
        assert found.problems
        assert all(p.message and p.file and len(str(p)) < 2000 for p in found.problems)


@given(st.binary(max_size=300))
def test_arbitrary_bytes_never_raise_anything_else(reply, content):
    assert isinstance(reply(content), ScenarioError)


@given(st.text(alphabet=st.sampled_from("ab:{}[],&*!|>-?'\"#%@` \n\t0.e\\é~<"), max_size=120))
@settings(max_examples=400)
def test_arbitrary_punctuation_never_raises_anything_else(reply, content):
    assert isinstance(reply(content.encode()), ScenarioError)


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 6), st.text(max_size=6)), min_size=1, max_size=4
    )
)
@settings(max_examples=150)
def test_a_damaged_scenario_never_raises_anything_else(reply, cuts):
    text = WHOLE
    for where, length, insert in cuts:
        start = int(where * len(text))
        text = text[:start] + insert + text[start + length :]
    assert_answered(reply(text.encode("utf-8", "surrogatepass")))


words = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(max_size=8),
    st.sampled_from(
        """1 km|5 s|-5 s|0 deg|360 deg|1e300 m|0 m^2|20 dB|north-radar|coast|ally|harbour|
        test-range|minimum-energy|radar|infrared|like""".replace(" " * 8, "").split("|")
    ),
)
values = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["low", "best", "high", "kind", "like", "party", "apogee", "with", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)


def replaced(tree, path, value):
    tree = copy.deepcopy(tree)
    inside = tree
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return tree


def all_paths(tree, path=()):
    if path:
        yield path
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from all_paths(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from all_paths(value, (*path, index))


@given(st.sampled_from(list(all_paths(TREE))), values)
@settings(max_examples=400)
def test_any_value_in_any_place_never_raises_anything_else(reply, path, value):
    text = yaml.safe_dump(replaced(TREE, path, value), allow_unicode=True)
    assert_answered(reply(text.encode()))


def test_the_scenario_that_is_damaged_here_is_whole_before(reply):
    assert isinstance(reply(yaml.safe_dump(TREE).encode()), Scenario)


SMALL, WHOLE_SMALL = load("small"), load("small")
PATHS = [".".join(map(str, path)) for path in all_paths(TREE) if len(path) > 1]


def set_and_answered(path, value):
    try:
        found = SMALL.with_values({path: value})
    except ScenarioError as error:
        found = error
    assert_answered(found)
    return found


@given(st.sampled_from(PATHS), values)
@settings(max_examples=250)
def test_any_value_set_at_any_path_never_raises_anything_else(path, value):
    set_and_answered(path, value)


STEPS = ["sensors", "north-radar", "0", "-1", "faces", "at", "scenario", "shared", " ", "é"]


@given(
    st.sampled_from(PATHS) | st.text(max_size=30) | st.lists(st.sampled_from(STEPS)).map(".".join),
    st.text(alphabet=".abé0-[]{}\u202e", max_size=6),
)
@settings(max_examples=250)
def test_any_path_never_raises_anything_else(path, more):
    set_and_answered(path + more, "5 s")


@given(st.sampled_from(PATHS), values)
@settings(max_examples=250)
def test_any_difference_laid_over_a_scenario_never_raises_anything_else(reply, path, value):
    steps = [step for step in path.split(".") if not step.isdecimal()]
    for step in reversed(steps):
        value = {step: value}
    own = {"scenario": {"extends": "small"}}
    for section, entries in value.items():
        own[section] = {**own.get(section, {}), **entries} if isinstance(entries, dict) else entries
    assert_answered(reply(yaml.safe_dump(own, allow_unicode=True).encode()))


@given(st.text(max_size=400) | st.sampled_from(["/", ".", "..", "/dev", "/dev/zero", "a" * 5000]))
def test_whatever_is_to_be_extended_never_raises_anything_else(reply, word):
    text = yaml.safe_dump({"scenario": {"extends": word}}, allow_unicode=True)
    found = reply(text.encode("utf-8", "surrogatepass"))
    assert isinstance(found, ScenarioError) or word == "small"
    assert_answered(found)


def test_each_entry_of_a_scenario_can_be_taken_out_or_that_is_refused_in_words():
    for section, entries in TREE.items():
        for key in entries:
            if section != "scenario":
                found = set_and_answered(f"{section}.{key}", None)
                assert isinstance(found, ScenarioError) or key not in getattr(found, section)


def test_whatever_was_set_the_scenario_itself_is_as_it_was():
    """After all that the tests above set: nothing was written into what they began with."""
    assert load("small") == SMALL == WHOLE_SMALL
