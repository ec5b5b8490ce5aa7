"""Provisions weighed for an event: what applies, what depends, what fails first, and for whom."""

from datetime import date

import numpy as np
import pytest
from pydantic import ValidationError

from noroshi.commitments.answer import answer
from noroshi.commitments.areas import Belt
from noroshi.commitments.by_party import by_party
from noroshi.commitments.changes import changes
from noroshi.commitments.document import change_document
from noroshi.commitments.evaluate import commitments
from noroshi.commitments.events import EVENTS
from noroshi.commitments.explain import Book, account, comparison
from noroshi.commitments.reasons import Event
from noroshi.commitments.records import Agreement
from noroshi.commitments.where import Place

DAY = date(2014, 1, 1)
ISLE = (np.radians(30.0), np.radians(130.0))
ON_ISLE = Place("the isle", *ISLE)
FAR_OFF = Place("the far shore", np.radians(0.0), np.radians(0.0))
NAMES = {"a": "Aland", "u": "United Isles", "x": "Xland"}
AREAS = {
    "isle": Belt(
        kind="belt", name="the isle", role="territory", party="a", coast=("isle",), outer="20 km"
    )
}
ACT = {"who": "each", "what": "act", "text": "act together"}
FACT = {"name": "grave", "question": "Is it grave?", "answer": "unknown"}


def treaty(when, *duties, **more):
    """One agreement of Aland and the United Isles with one provision."""
    own = {"title": "Help", "text": "they help", "where": "Article 1", "when": when}
    own |= {"duties": list(duties) or [ACT], "source": ["text"]}
    provision_keys = ("from", "until", "version_of", "disputed")
    own |= {key: more.pop(key) for key in provision_keys if key in more}
    fields = {"name": "Treaty", "form": "treaty", "parties": ["a", "u"], "provisions": {"one": own}}
    return Agreement.model_validate({**fields, **more}, by_alias=True)


def event(kind="armed-attack", **more):
    return Event(**{"kind": kind, "day": DAY, "place": ON_ISLE, "by": "x", "on": "a", **more})


def weigh(agreement, asked, **agreements):
    every = {"treaty": agreement, **agreements}
    return commitments(every, AREAS, asked, coast={"isle": ISLE}, names=NAMES)


def only(agreement, asked):
    return weigh(agreement, asked).findings[0]


IN_PLACE = {"all": [{"event": "armed-attack"}, {"place_in": "isle"}, {"target": ["a", "u"]}]}


def test_a_provision_applies_when_every_condition_holds_and_says_why():
    found = only(treaty(IN_PLACE), event())
    assert found.standing == "applies"
    for word in ("the event is an armed attack", "the isle is in the isle", "done to Aland"):
        assert word in found.because
    assert found.path == "agreements.treaty.provisions.one"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (event("landing"), "an armed group's landing on an island is not an armed attack"),
        (event(place=FAR_OFF), "the far shore is not in the isle (13,"),
        (event(on="x"), "it is done to Xland, not to Aland or the United Isles"),
    ],
)
def test_the_first_condition_that_fails_is_told(asked, said):
    found = only(treaty(IN_PLACE), asked)
    assert found.standing == "does not apply"
    assert said in found.because
    assert ";" not in found.because


def test_what_is_not_asked_for_is_an_open_question():
    found = only(treaty(IN_PLACE), event(place=None, on=None))
    assert found.standing == "depends"
    assert [q.kind for q in found.questions] == ["place_in", "target"]


def test_a_fact_that_nobody_knows_makes_it_depend_and_an_answer_settles_it():
    agreement = treaty({"all": [{"event": "landing"}, {"fact": FACT}]})
    open_ = only(agreement, event("landing"))
    assert (open_.standing, open_.because) == ("depends", "Is it grave?")
    assert only(agreement, event("landing", answers={"grave": True})).standing == "applies"
    assert only(agreement, event("landing", answers={"grave": False})).standing == "does not apply"
    assert only(agreement, event()).standing == "does not apply"


def test_alternatives_that_all_fail_are_all_told_and_not_is_turned_round():
    agreement = treaty({"any": [{"event": "landing"}, {"not": {"target": "a"}}]})
    found = only(agreement, event())
    assert found.because == "an armed attack is not an armed group's landing on an island; " + (
        "it is done to Aland"
    )


def test_an_attack_on_a_base_is_an_armed_attack_and_not_the_other_way_round():
    attack, base = {"event": "armed-attack"}, {"event": "attack-on-us-base"}
    assert only(treaty(attack), event("attack-on-us-base")).standing == "applies"
    assert only(treaty(base), event("armed-attack")).standing == "does not apply"


def test_a_provision_holds_from_its_first_day_and_no_more_on_its_last():
    agreement = treaty(IN_PLACE, **{"from": "2010-01-01", "until": "2014-01-01"})
    assert only(agreement, event()).because == "in force only until 2014-01-01"
    assert only(agreement, event(day=date(2013, 12, 31))).standing == "applies"
    assert only(agreement, event(day=date(2009, 12, 31))).standing == "not in force"
    assert agreement.cut(DAY).provisions == {}


def test_duties_reach_whom_they_name():
    words = ("each", "others", "actor", "target", "u")
    agreement = treaty(IN_PLACE, *({"who": w, "what": "act", "text": w} for w in words))
    parties = [(b.duty.text, b.party) for b in weigh(agreement, event()).bound]
    assert parties == [
        ("each", "a"),
        ("each", "u"),
        ("others", "u"),
        ("actor", "x"),
        ("target", "a"),
        ("u", "u"),
    ]


def test_no_duty_comes_from_what_does_not_apply():
    assert weigh(treaty(IN_PLACE), event("landing")).bound == ()


def test_disputes_are_told_of_what_applies_and_of_the_ground():
    dispute = {"by": "x", "what": "denies it", "source": ["text"]}
    agreement = treaty(IN_PLACE, disputed=[dispute])
    assert [c.about for c in weigh(agreement, event()).contested] == [
        "agreements.treaty.provisions.one"
    ]
    assert weigh(agreement, event("landing")).contested == ()


def test_two_versions_are_told_as_one_change():
    old = treaty(IN_PLACE, ACT, version_of="help", until="2014-01-01")
    ban = {"who": "a", "what": "forbid", "text": "act"}
    new = treaty(IN_PLACE, ban, version_of="help", **{"from": "2014-01-01"})
    before = weigh(old, event(day=date(2013, 1, 1)), new=new)
    after = weigh(old, event(), new=new)
    (change,) = changes(before, after)
    assert change.before.agreement == "treaty"
    assert change.after.agreement == "new"
    assert changes(before, before) == ()
    book = Book({"treaty": old, "new": new}, AREAS, NAMES, {})
    told = [line.text for line in comparison(before, after, (change,), book)]
    assert any("2013-01-01: Aland and the United Isles must act together" in t for t in told)
    assert any("2014-01-01: Aland may not act" in t for t in told)


def replaced(old_duty, new_duty):
    """A treaty that a law replaces on DAY; the answers of the two days, and the book."""
    old = treaty(IN_PLACE, old_duty, version_of="help", until=str(DAY))
    fields = {"name": "Help Act", "form": "law", "version_of": "help", "from": str(DAY)}
    new = treaty(IN_PLACE, new_duty, **fields)
    days = (event(day=date(2013, 1, 1)), event())
    before, after = (weigh(old, asked, new=new) for asked in days)
    return before, after, Book({"treaty": old, "new": new}, AREAS, NAMES, {})


def test_each_day_of_a_change_names_its_own_agreement_and_article():
    before, after, book = replaced(ACT, {"who": "a", "what": "forbid", "text": "act"})
    told = [line.text for line in comparison(before, after, changes(before, after), book)]
    (heading,) = [t for t in told if t == "Help"]
    assert told[told.index(heading) + 1 :] == [
        "2013-01-01: Aland and the United Isles must act together (Treaty, Article 1)",
        "2014-01-01: Aland may not act (Help Act, Article 1)",
    ]


def test_what_changed_runs_forward_in_time_in_whichever_order_the_days_are_given():
    before, after, book = replaced(ACT, {"who": "a", "what": "forbid", "text": "act"})
    assert changes(after, before) == changes(before, after)
    forward = comparison(before, after, changes(before, after), book)
    assert comparison(after, before, changes(after, before), book) == forward
    (told,) = [change_document(change) for change in changes(after, before)]
    assert told["before"]["path"] == "agreements.treaty.provisions.one"
    assert told["after"]["path"] == "agreements.new.provisions.one"


def test_the_same_duty_by_another_text_is_told_as_a_change_of_the_basis_alone():
    before, after, book = replaced(ACT, ACT)
    (change,) = changes(before, after)
    assert change_document(change)["only_the_legal_basis_changed"] is True
    told = [line.text for line in comparison(before, after, (change,), book)]
    assert told[-1] == "Only the legal basis changed."
    (other,) = changes(*replaced(ACT, {**ACT, "text": "act apart"})[:2])
    assert change_document(other)["only_the_legal_basis_changed"] is False


def test_a_provision_that_holds_for_another_reason_is_no_change():
    agreement = treaty({"any": [{"place_in": "isle"}, {"event": "armed-attack"}]})
    early = event(day=date(2013, 1, 1), place=FAR_OFF)
    before, after = weigh(agreement, early), weigh(agreement, event("landing"))
    assert before.findings[0].because != after.findings[0].because
    assert changes(before, after) == ()


def test_the_answer_says_who_is_bound_or_why_nobody_is():
    agreement = treaty(IN_PLACE)
    agreements = {"treaty": agreement}
    bound = answer(weigh(agreement, event()), agreements, NAMES)
    assert bound[0] == "Aland and the United Isles must act together (Treaty, Article 1)."
    nobody = answer(weigh(agreement, event(place=FAR_OFF)), agreements, NAMES)
    assert nobody[0].startswith(
        "No provision binds anybody to act: Article 1 of the Treaty does not, because the far shore"
    )


def test_a_permission_of_force_that_holds_comes_before_support_that_depends():
    """A friend is attacked: its own law lets Aland use force once the danger is grave."""
    force = {"who": "a", "what": "permit", "text": "use the least force"}
    support = {"who": "a", "what": "permit", "text": "support others"}
    base = {"who": "u", "what": "permit", "text": "use the bases"}
    near = {"name": "near", "question": "Is it near?", "answer": "unknown"}
    laws = {
        "bases": treaty({"fact": near}, base, name="Lease"),
        "aid": treaty({"fact": near}, support, name="Aid Act", parties=["a"], form="law"),
        "force": treaty({"fact": FACT}, force, name="Decision", parties=["a"], form="decision"),
    }

    def told(**answers):
        found = weigh(treaty({"event": "landing"}), event(answers=answers), **laws)
        return answer(found, {"treaty": treaty({"event": "landing"}), **laws}, NAMES)[1]

    assert told(grave=True) == "Aland may use the least force (Decision, Article 1)."
    assert told().startswith("Aland may support others (Aid Act, Article 1) — if the answer is yes")


def test_guidelines_do_not_bind_as_a_treaty_does():
    agreement = treaty(IN_PLACE, form="guidelines")
    assert (
        "are to act together" in answer(weigh(agreement, event()), {"treaty": agreement}, NAMES)[0]
    )


def test_each_provision_is_told_with_its_source_and_its_place_in_the_file():
    agreement = treaty(IN_PLACE)
    book = Book({"treaty": agreement}, AREAS, NAMES, {"text": "The text of it"})
    lines = account(weigh(agreement, event()), book)
    (source,) = [line.text for line in lines if line.kind == "source"]
    assert source == "The text of it — agreements.treaty.provisions.one"
    assert "not legal advice" in lines[-1].text


def test_each_party_is_told_what_it_must_and_what_depends():
    duties = ({"who": "a", "what": "forbid", "text": "flee"}, {**ACT, "who": "a"})
    sure = treaty(IN_PLACE, *duties)
    open_ = treaty({"fact": FACT}, {"who": "a", "what": "permit", "text": "ask"}, name="Other")
    found = weigh(sure, event(), other=open_)
    assert list(by_party(found, {"treaty": sure, "other": open_})) == [
        (
            "a",
            [
                "must act together [treaty]",
                "may not flee [treaty]",
                "depending on a question below: may ask [other]",
            ],
        )
    ]


def test_what_is_about_another_kind_of_event_is_counted_and_not_told():
    """The treaty itself is told whatever the event, where it would hold."""
    here, money = treaty(IN_PLACE), treaty({"event": "peacetime-posture"}, name="Loan")
    book = Book({"treaty": here, "loan": money}, AREAS, NAMES, {})
    told = [line.text for line in account(weigh(here, event("landing"), loan=money), book)]
    assert any(t.startswith("Treaty, Article 1") for t in told)
    assert not any("Loan" in t for t in told)
    assert "and 1 about other kinds of events (--whole lists them)" in told
    far = [line.text for line in account(weigh(here, event(place=FAR_OFF), loan=money), book)]
    assert any("fails: the far shore is not in the isle" in t for t in far)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({"evnt": "landing"}, "a condition has one key of"),
        ({"event": "landing", "target": "a"}, "a condition has one key of"),
        ({"event": "landnig"}, "armed-attack"),
        ({"any": []}, "at least 1 item"),
        ({"fact": {"name": "grave", "question": "Is it?", "answer": "maybe"}}, "valid boolean"),
    ],
)
def test_a_condition_outside_the_closed_list_is_refused(when, said):
    with pytest.raises(ValidationError, match=said):
        treaty(when)


def test_every_kind_of_event_is_told_in_words_of_its_own():
    assert len({kind.words for kind in EVENTS.values()}) == len(EVENTS)
