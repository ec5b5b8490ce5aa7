"""A scenario of another sea, with three parties: what is written of it is true of it."""

import re
from dataclasses import replace

import pytest

from noroshi.questions.warning.answer import answer_of
from noroshi.questions.warning.limits import limits
from noroshi.questions.warning.pipe import assess_all
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.scenario import load
from noroshi.scenario.template import write_template

NORTHWARD, WESTWARD = 7.0, 139.5
"""From the template's sea to the Bay of Biscay [deg]."""
BEFORE, AFTER = "2013-01-01", "2015-01-01"
THIRD = """\
parties:
  third: {name: Thirdland}
sensors:
  third-radar:
    like: south-radar
    name: Third Radar
    owner: third
    shared: [{with: coast, delay: {low: 1 s, best: 5 s, high: 20 s}}]
"""
STRANGE = (
    "Japan", "Tokyo", "Korea", "Senkaku", "Iwo Jima", "TPY-2", "Yongbyon", "Guam", "Okinawa",
    "Kyoto", "Hwasong", "Nodong", "Misawa", "Global Hawk", "China", "prefecture", "Marines",
    # Sentences that were true of one scenario.
    "minutes are public", "square miles", "intercontinental", "not declared.", "mostly of grade",
    "from all sides alike", "in dollars",
)  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("biscay") / "declared"
    write_template(folder)
    for file in folder.glob("*.yaml"):
        file.write_text(moved(file.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "third.yaml").write_text(THIRD, encoding="utf-8")
    return load(folder)


def moved(text):
    """The same declarations, somewhere else."""

    def north(found):
        return f"lat: {float(found[1]) + NORTHWARD:g} deg"

    def west(found):
        return f"lon: {float(found[1]) - WESTWARD:g} deg"

    def corner(found):
        return f"[{float(found[1]) + NORTHWARD:g} deg, {float(found[2]) - WESTWARD:g} deg]"

    text = re.sub(r"lon: ([\d.]+) deg", west, re.sub(r"lat: ([\d.]+) deg", north, text))
    outline = re.search(r"outline: .*", text)
    if outline is None:
        return text
    return text.replace(outline[0], re.sub(r"\[([\d.]+) deg, ([\d.]+) deg\]", corner, outline[0]))


@pytest.fixture(scope="module")
def comparison(world):
    return Comparison(*assess_all([world.at(BEFORE), world.at(AFTER)], draws=2))


def test_nothing_that_is_told_speaks_of_another_region(comparison):
    answer = answer_of(comparison)
    told = [*answer.headline.lines, answer.text, *answer.limits]
    told += [f"{f.title} {f.caption} {f.spec}" for f in answer.figures]
    told += [f"{t.title} {t.heads} {t.cells()} {t.note}" for t in answer.tables]
    told += [str(layer) for layer in answer.layers]
    found = [(word, text[:60]) for text in told for word in STRANGE if word in text]
    assert found == []


def test_limits_follow_from_what_is_declared(world, comparison):
    told = " ".join(limits(comparison))
    assert "Tracks that other parties share are joined" in told
    assert "A satellite sees powered flight" in told
    coast = {k: s for k, s in world.sensors.items() if s.owner == "coast"}
    own = replace(world, sensors=coast)
    alone = [
        replace(a, scenario=own.at(day))
        for a, day in ((comparison.before, BEFORE), (comparison.after, AFTER))
    ]
    told = " ".join(limits(Comparison(*alone)))
    for words in ("Tracks that other", "All detections", "satellite"):
        assert words not in told
    assert "bound" in told


def test_the_notes_of_the_scenario_and_of_its_chains_stand_after_the_limits(comparison):
    header = comparison.after.scenario.header.model_copy(update={"notes": ("A note.",)})
    noted = replace(comparison.after, scenario=replace(comparison.after.scenario, header=header))
    assert "A note." in limits(Comparison(comparison.before, noted))
