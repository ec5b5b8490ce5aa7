"""Laws of verdicts: more agreement never contradicts, strong disagreement never supports."""

from hypothesis import given
from hypothesis import strategies as st

from noroshi.questions.claims.compare import Outcome, Value, compare
from noroshi.questions.claims.find import COMPUTED, CheckResult
from noroshi.questions.claims.judge import Verdict, verdict_of, verdict_of_parts
from noroshi.scenario.claim_checks import DocumentCheck, Expected

CHECK = DocumentCheck(kind="document", part="", says="", agrees=True, source=("x",), grade="A")
GRADES = st.sampled_from(["A", "B", "C", "D", "", COMPUTED])
NUMBERS = st.floats(-1e6, 1e6)


@st.composite
def findings(draw, outcome=None):
    found = draw(st.sampled_from(Outcome)) if outcome is None else outcome
    return CheckResult(CHECK, found, None, draw(GRADES), ())


@st.composite
def values(draw):
    low, best, high = sorted(draw(st.lists(NUMBERS, min_size=3, max_size=3)))
    return Value(low, best, high)


RANK = [
    Verdict.NOT_COMPUTED,
    Verdict.CONTRADICTED,
    Verdict.DIFFER,
    Verdict.NOT_SHOWN,
    Verdict.SUPPORTED,
]


@given(st.lists(findings()), findings(outcome=Outcome.AGREES))
def test_a_check_that_agrees_never_makes_the_verdict_worse(held, more):
    before, after = verdict_of(held), verdict_of([*held, more])
    assert before is Verdict.NOT_CHECKABLE or RANK.index(after) >= RANK.index(before)
    assert after is not Verdict.NOT_CHECKABLE


@given(st.lists(findings()), findings(outcome=Outcome.DIFFERS))
def test_a_check_that_differs_never_leaves_it_supported(held, more):
    before, after = verdict_of(held), verdict_of([*held, more])
    assert after in RANK[:-1]
    if before in RANK:
        assert RANK.index(after) <= RANK.index(before) or before is Verdict.CONTRADICTED


@given(st.lists(findings()), st.sampled_from([Outcome.TOLD, Outcome.UNKNOWN, Outcome.BEYOND]))
def test_what_judges_nothing_changes_nothing(held, idle):
    assert verdict_of([*held, CheckResult(CHECK, idle, None, "A", ())]) is verdict_of(held)


@given(st.lists(findings()), findings(outcome=Outcome.PENDING))
def test_nothing_is_held_of_what_waits_for_a_run(held, waiting):
    assert verdict_of([*held, waiting]) is Verdict.NOT_COMPUTED


@given(st.lists(findings()))
def test_measures_alone_neither_contradict_nor_make_sources_differ(held):
    measures = [f._replace(grade=COMPUTED) for f in held]
    assert verdict_of(measures) not in (Verdict.CONTRADICTED, Verdict.DIFFER)


@given(st.lists(findings()), findings(outcome=Outcome.DIFFERS))
def test_a_measure_that_differs_contradicts_nothing_that_was_not_contradicted(held, more):
    before = verdict_of(held)
    after = verdict_of([*held, more._replace(grade=COMPUTED)])
    assert (after is Verdict.CONTRADICTED) == (before is Verdict.CONTRADICTED)


@given(st.lists(findings()), st.randoms())
def test_the_order_of_checks_does_not_matter(held, random):
    mixed = list(held)
    random.shuffle(mixed)
    assert verdict_of(mixed) is verdict_of(held)


@given(st.lists(st.sampled_from(Verdict)), st.sampled_from(Verdict))
def test_another_part_never_makes_a_contradicted_statement_better(parts, more):
    before, after = verdict_of_parts(parts), verdict_of_parts([*parts, more])
    if before in RANK:
        assert RANK.index(after) <= RANK.index(before)


@given(values(), NUMBERS, st.sampled_from(["above", "below", "about"]))
def test_an_exact_value_inside_an_interval_that_is_settled_says_the_same(value, stated, word):
    expected = Expected.model_validate({word: stated})
    whole = compare(expected, value)
    point = compare(expected, Value(value.best, value.best, value.best))
    assert point is not Outcome.OPEN
    assert whole is Outcome.OPEN or whole is point


@given(values(), NUMBERS)
def test_above_and_below_never_both_agree(value, stated):
    both = [compare(Expected.model_validate({w: stated}), value) for w in ("above", "below")]
    assert both != [Outcome.AGREES, Outcome.AGREES]
    if Outcome.AGREES in both:
        assert Outcome.DIFFERS in both
