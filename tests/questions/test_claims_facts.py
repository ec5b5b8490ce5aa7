"""Measures that statements name are where answers and documents say that they are."""

import json

import numpy as np
import pytest

from noroshi.present.rounding import supported
from noroshi.questions import question
from noroshi.questions.answer import FIRST, Answer, Axis, Headline, Measured, Variable, dataset
from noroshi.questions.base import Case
from noroshi.questions.basing.checks import MEASURES as BASING
from noroshi.questions.claims.compare import Outcome, Value, compare
from noroshi.questions.claims.facts import facts_of, facts_of_document
from noroshi.questions.listen.checks import MEASURES as LISTEN
from noroshi.questions.localisation.checks import MEASURES as LOCALISATION
from noroshi.questions.measures import measures
from noroshi.questions.partners.answer import MEASURES as PARTNERS
from noroshi.questions.shares.balance_answer import MEASURES as BALANCE
from noroshi.questions.shares.checks import MEASURES as SHARES
from noroshi.questions.site.checks import MEASURES as SITE
from noroshi.questions.warning.checks import MEASURES as WARNING
from noroshi.questions.waters.checks import MEASURES as WATERS
from noroshi.report.json import answer_document
from noroshi.scenario import load
from noroshi.scenario.claim_checks import Expected
from noroshi.stats import CLEAR

DRAWS = 64


def document(*answers: Answer) -> dict[str, object]:
    """As a run writes it and a reader reads it."""
    made = {"answers": {a.question: answer_document(a) for a in answers}}
    read: dict[str, object] = json.loads(json.dumps(made, allow_nan=False))
    return read


@pytest.fixture
def made() -> Answer:
    """A variable over base and posture, one of a place, and a word."""
    rng = np.random.default_rng(5)
    gain = Variable("gain", "g", "1", ("posture", "base"))
    time = Variable("time", "t", "s", ("place",))
    count = Variable("count", "c", "1", ("place",), drawn=False)
    over = Variable("over", "o", "", drawn=False)
    values = rng.uniform(0.1, 0.5, (2, 2, DRAWS))
    values[1, 1] = np.nan
    data = dataset(
        [Axis("posture", ["before", "after"]), Axis("base", ["a", "b"]), Axis("place", ["x", "y"])],
        {
            gain: values,
            time: rng.uniform(100.0, 140.0, (2, DRAWS)),
            count: [3.0, np.inf],
            over: "b",
        },
    )
    return Answer(
        data,
        Headline("yes"),
        "",
        measures=(
            Measured("time-on-station-ratio", "gain", ("base", "over"), {"posture": "after"},
                     more=1.0),
            Measured("looks-a-day", "gain", ("base",), {"posture": FIRST}, bounds="mean"),
            Measured("mean-gain", "time", ("place",)),
            Measured("place-gain", "time", ("place",), bounds="error"),
            Measured("cities", "count", ("place",)),
            Measured("unseen", "gain", ("base",), {"posture": "never"}),
        ),
    )  # fmt: skip


def test_a_measure_is_named_by_ids_and_words_and_taken_at_its_entries(made: Answer) -> None:
    facts = facts_of((made,), "here")
    after = made.data["gain"].sel(posture="after", base="a").to_numpy() + 1.0
    ratio = facts["time-on-station-ratio:a/b"]
    assert ratio.low < ratio.best < ratio.high
    assert ratio.best == pytest.approx(np.median(after), abs=0.02)
    before = made.data["gain"].sel(posture="before", base="b").to_numpy()
    assert facts["looks-a-day:b"] == Value(*[before.mean()] * 3, "a day", origin="here")  # type: ignore[arg-type]


def test_what_is_no_number_or_an_entry_that_is_not_there_is_no_measure(made: Answer) -> None:
    facts = facts_of((made,), "here")
    assert "time-on-station-ratio:b/b" not in facts
    assert "cities:y" not in facts
    assert facts["cities:x"].best == 3.0
    assert not [name for name in facts if name.startswith("unseen:")]


def test_a_time_has_no_digit_that_its_error_does_not_support(made: Answer) -> None:
    told = facts_of((made,), "here")["mean-gain:x"]
    mean, error = made.spread("time", place="x").mean, made.spread("time", place="x").mean_error
    assert told.best == supported(float(mean), float(error)) == round(told.best)
    bounds = facts_of((made,), "here")["place-gain:x"]
    assert bounds.high - bounds.low == pytest.approx(2.0 * CLEAR * float(error))
    assert bounds.best == pytest.approx(float(mean))


def test_a_document_holds_the_measures_of_the_answer_that_it_was_written_from(
    made: Answer,
) -> None:
    assert facts_of_document(document(made), "here") == facts_of((made,), "here")
    assert len(facts_of((made,), "here")) > 6


def test_an_answer_refuses_a_measure_of_a_variable_that_it_does_not_have(made: Answer) -> None:
    with pytest.raises(ValueError, match="nothing"):
        Answer(made.data, Headline("yes"), "", measures=(Measured("unseen", "nothing", ()),))


def test_every_measure_that_files_may_name_is_in_the_answer_to_one_question() -> None:
    every = (*BASING, *LISTEN, *SITE, *WATERS, *WARNING, *SHARES, *BALANCE, *PARTNERS)
    named = [m.measure for m in (*every, *LOCALISATION)]
    assert sorted(named) == sorted(measures())


@pytest.mark.parametrize(
    ("name", "options", "measures"),
    [
        ("site", {"days": 30}, {"unseen", "unseen-by-cameras", "looks-a-day"}),
        ("waters", {"days": 30, "sides": 8}, {"noticed"}),
        ("basing", {"bases": ["misawa", "andersen"]}, {"time-on-station-ratio"}),
        ("warning", {}, {m.measure for m in WARNING}),
        ("shares", {"closely": False}, {m.measure for m in (*SHARES, *BALANCE)}),
        ("localisation", {}, {m.measure for m in LOCALISATION}),
    ],
)
def test_the_measures_of_a_question_are_in_its_answer(name, options, measures) -> None:
    world = load("japan" if name == "basing" else "small")
    case = Case(world.at("2013-10-02"), world.at("2015-01-01"), world, draws=4)
    made = question(name)(case, **options)
    facts = facts_of((made,), "this run")
    assert {key.partition(":")[0] for key in facts} == measures, name
    if name == "warning":
        ids = {key.partition(":")[2] for key in facts}
        assert {*world.parties, *world.receivers} & ids
        party = str(made.data["party"].to_numpy()[0])
        assert facts[f"cities:{party}"].best == float(made.data["places"].sel(party=party))
        assert facts[f"mean-gain:{party}"].best == float(made.spread("gain", whom=party).mean)
        # The headline says "Yes for" somebody by the very rule that a statement is held to.
        for whom in made.data["whom"].to_numpy():
            found = compare(Expected(above=1), facts[f"mean-gain:{whom}"])
            side = float(made.data["measurable"].sel(whom=whom))
            assert (found is Outcome.AGREES) == (side > 0.0)
    assert all(v.low <= v.best <= v.high for v in facts.values())
    assert facts_of_document(document(made), "this run") == facts
    if name == "basing":
        ratio = facts["time-on-station-ratio:misawa/andersen/senkaku"]
        gain = made.spread("gain", base="misawa", station="senkaku")
        assert ratio.best == pytest.approx(float(gain.p50) + 1.0)
