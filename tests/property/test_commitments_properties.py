"""Laws of weighing promises: they hold for any conditions, events and dates."""

from datetime import date, timedelta
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from noroshi.commitments.areas import Belt
from noroshi.commitments.evaluate import commitments, one_finding
from noroshi.commitments.events import EVENTS
from noroshi.commitments.reasons import Event
from noroshi.commitments.records import Agreement
from noroshi.commitments.verdicts import conjunction, disjunction, negation
from noroshi.earth.named_place import NamedPlace
from noroshi.scenario import load

VERDICTS = (True, False, None)
verdicts = st.sampled_from(VERDICTS)
lists = st.lists(verdicts, max_size=5)
FACTS = ("grave", "near", "asked")
PARTIES = ("jp", "us", "x")
AREAS = {
    "isle": Belt(
        kind="belt", name="the isle", role="territory", party="jp", coast=("isle",), outer="20 km"
    )
}
COAST = {"isle": (0.5, 2.2)}
PLACES = (None, NamedPlace("isle", 0.5, 2.2), NamedPlace("far", -0.5, 0.0))
EPOCH = date(2000, 1, 1)
days = st.integers(0, 10_000).map(lambda n: EPOCH + timedelta(days=n))


def fact(name):
    return {"fact": {"name": name, "question": f"{name}?", "answer": "unknown"}}


leaves = st.one_of(
    st.sampled_from(tuple(EVENTS)).map(lambda kind: {"event": kind}),
    st.sampled_from(PARTIES).map(lambda party: {"actor": party}),
    st.sampled_from(PARTIES).map(lambda party: {"target": party}),
    st.sampled_from(FACTS).map(fact),
    st.just({"place_in": "isle"}),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
)
events = st.builds(
    Event,
    kind=st.sampled_from(tuple(EVENTS)),
    day=days,
    place=st.sampled_from(PLACES),
    by=st.sampled_from((None, *PARTIES)),
    on=st.sampled_from((None, *PARTIES)),
    assumed=st.just(""),
    answers=st.dictionaries(st.sampled_from(FACTS), st.booleans()),
)
duties = st.lists(
    st.fixed_dictionaries(
        {
            "who": st.sampled_from(("each", "others", "jp", "us")),
            "what": st.sampled_from(("consult", "act", "support", "permit", "limit", "forbid")),
            "text": st.just("do it"),
        }
    ),
    min_size=1,
    max_size=2,
)
provisions = st.fixed_dictionaries(
    {
        "title": st.just("t"),
        "text": st.just("t"),
        "where": st.just("1"),
        "when": conditions,
        "duties": duties,
    }
)


def agreement(**own):
    fields = {"name": "T", "form": "treaty", "parties": ["jp", "us"], "provisions": own}
    return Agreement.model_validate(fields, by_alias=True)


def weigh(event, **own):
    return commitments({"t": agreement(**own)}, AREAS, event, coast=COAST, names={})


def bound(found):
    return {(b.party, b.duty, b.finding.provision, b.finding.standing) for b in found.bound}


@given(events, provisions, provisions)
def test_a_provision_weighed_alone_is_found_as_among_all(event, one, other):
    declared = {"t": agreement(one=one, other=other)}
    found = commitments(declared, AREAS, event, coast=COAST, names={}).findings
    for wanted in found:
        named = wanted.agreement, wanted.provision
        assert one_finding(declared, AREAS, event, named, coast=COAST, names={}) == wanted


@given(lists)
def test_a_verdict_is_what_all_ways_of_settling_the_unknown_agree_upon(values):
    """Against plain two-valued logic over every filling of the gaps; no connective is used."""
    gaps = [(v,) if v is not None else (True, False) for v in values]
    for together, plain in ((conjunction, all), (disjunction, any)):
        outcomes = {plain(filled) for filled in product(*gaps)}
        assert together(values) is (outcomes.pop() if len(outcomes) == 1 else None)
    assert [negation(v) for v in (True, False, None)] == [False, True, None]


@pytest.mark.parametrize("a", VERDICTS)
@pytest.mark.parametrize("b", VERDICTS)
def test_the_tables_are_those_of_kleene(a, b):
    """Against the order false < unknown < true: and is the lesser, or the greater."""
    rank = {False: 0, None: 1, True: 2}
    back = {place: verdict for verdict, place in rank.items()}
    assert conjunction((a, b)) is back[min(rank[a], rank[b])]
    assert disjunction((a, b)) is back[max(rank[a], rank[b])]
    assert negation(negation(a)) is a


@given(lists, st.data())
def test_an_answer_never_turns_what_was_settled(values, data):
    known = [v if v is not None else data.draw(verdicts) for v in values]
    for together in (conjunction, disjunction):
        if together(values) is not None:
            assert together(known) is together(values)


@given(provisions, events, st.sampled_from(FACTS), st.booleans())
def test_an_answer_to_an_open_question_never_turns_a_settled_provision(own, event, name, answer):
    before = weigh(event, one=own).findings[0]
    after = weigh(event._replace(answers={name: answer, **event.answers}), one=own).findings[0]
    if before.standing != "depends":
        assert after.standing == before.standing


@given(provisions, events)
def test_naming_place_and_parties_never_turns_a_settled_provision(own, event):
    before = weigh(event, one=own).findings[0]
    told = event._replace(place=event.place or PLACES[1], by=event.by or "x", on=event.on or "jp")
    if before.standing != "depends":
        assert weigh(told, one=own).findings[0].standing == before.standing


@given(provisions, provisions, events)
def test_one_more_provision_takes_no_duty_away(one, other, event):
    assert bound(weigh(event, one=one)) <= bound(weigh(event, one=one, two=other))


@given(provisions, events)
def test_what_depends_names_a_question_and_what_does_not_a_reason(own, event):
    finding = weigh(event, one=own).findings[0]
    assert bool(finding.questions) == (finding.standing == "depends")
    assert finding.because


@given(provisions, events, days, days)
def test_a_provision_binds_only_while_it_is_in_force(own, event, one, other):
    if one == other:
        return
    since, until = sorted((one, other))
    dated = {**own, "from": since, "until": until}
    inside = since <= event.day < until
    finding = weigh(event, one=dated).findings[0]
    assert (finding.standing == "not in force") is not inside
    if inside:
        assert finding.standing == weigh(event, one=own).findings[0].standing
    cut = agreement(one=dated).cut(event.day)
    assert bool(cut.provisions) is inside


@cache
def japan():
    """The built-in scenario, and where its coast points are; no fixture, since it is too long."""
    world = load("japan")
    grounds = {key: place for key, place in world.places.items() if place.kind == "ground"}
    return world, {key: (p.lat.best, p.lon.best) for key, p in grounds.items()}


@settings(max_examples=25)
@given(
    lat=st.floats(-80.0, 80.0),
    lon=st.floats(-180.0, 180.0),
    kind=st.sampled_from([kind for kind in EVENTS if kind != "peacetime-posture"]),
    day=st.dates(date(1952, 5, 1), date(2024, 1, 1)),
    parties=st.tuples(*[st.sampled_from((None, "jp", "us", "cn", "kp"))] * 2),
)
def test_outside_every_area_nothing_is_owed_but_consultation(lat, lon, kind, day, parties):
    """Nobody there must act or support, or is surely permitted anything but by the Charter."""
    world, coast = japan()
    place = NamedPlace("there", np.radians(lat), np.radians(lon))
    event = Event(kind, day, place, *parties)
    found = commitments(world.agreements, world.areas, event, coast=coast, names={})
    assume(not found.inside and not found.perhaps)
    sure = [b for b in found.bound if b.finding.standing == "applies"]
    local = {b.duty.what for b in sure if b.finding.agreement != "un-charter"}
    assert not local & {"act", "support", "permit"}
