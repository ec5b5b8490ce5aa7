"""Provisions weighed for an event: what applies, what depends, what fails first, and for whom."""

from datetime import date

import numpy as np
import pytest
from pydantic import ValidationError

from noroshi.commitments.areas import Belt, Dispute
from noroshi.commitments.evaluate import commitments, one_finding
from noroshi.commitments.events import EVENTS
from noroshi.commitments.reasons import Event
from noroshi.commitments.records import Agreement
from noroshi.earth.named_place import NamedPlace
from noroshi.questions.answer import PlainData
from noroshi.questions.commitments.changes import changes
from noroshi.questions.commitments.compute import Book, Weighed
from noroshi.questions.commitments.entries import data_of
from noroshi.questions.commitments.sentences import sentences
from noroshi.questions.commitments.tables import tables
from noroshi.questions.commitments.words import CommitmentWords, headline, limits, text

DAY = date(2014, 1, 1)
ISLE = (np.radians(30.0), np.radians(130.0))
ON_ISLE = NamedPlace("the isle", *ISLE)
FAR_OFF = NamedPlace("the far shore", np.radians(0.0), np.radians(0.0))
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


def test_a_provision_weighed_alone_takes_no_ally_for_who_attacks():
    mine, asked = treaty({"actor": "a"}), event(by=None)
    around = {"coast": {"isle": ISLE}, "names": NAMES}
    found = one_finding({"treaty": mine}, AREAS, asked, ("treaty", "one"), **around)
    assert found == only(mine, asked)
    assert found.standing == "does not apply"


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
    told = text(data_of(Weighed(after, before, (change,), book)))
    assert "2013-01-01: Aland and the United Isles must act together" in told
    assert "2014-01-01: Aland may not act" in told


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
    data = data_of(Weighed(after, before, changes(before, after), book))
    assert cells(data, "changes") == [
        [
            "Help",
            "Aland and the United Isles must act together (Treaty, Article 1)",
            "Aland may not act (Help Act, Article 1)",
        ]
    ]
    assert text(data).splitlines()[-1] == (
        "What changed between 2013-01-01 and 2014-01-01: Help: 2013-01-01: Aland and the United "
        "Isles must act together (Treaty, Article 1); 2014-01-01: Aland may not act (Help Act, "
        "Article 1)."
    )
    assert headline(data).lines[-1] == "1 provision changed between 2013-01-01 and 2014-01-01."


def test_what_changed_runs_forward_in_time_in_whichever_order_the_days_are_given():
    before, after, book = replaced(ACT, {"who": "a", "what": "forbid", "text": "act"})
    assert changes(after, before) == changes(before, after)
    forward = data_of(Weighed(after, before, changes(before, after), book))
    back = data_of(Weighed(before, after, changes(after, before), book))
    assert cells(back, "changes") == cells(forward, "changes")
    assert text(back).splitlines()[-1] == text(forward).splitlines()[-1]
    assert back["day"].tolist() == ["2013-01-01", "2014-01-01"]
    assert (back["asked_day"], forward["asked_day"]) == ("2013-01-01", "2014-01-01")
    assert back["change_before"].tolist() == ["agreements.treaty.provisions.one"]
    assert back["change_after"].tolist() == ["agreements.new.provisions.one"]


def test_the_same_duty_by_another_text_is_told_as_a_change_of_the_basis_alone():
    before, after, book = replaced(ACT, ACT)
    (change,) = changes(before, after)
    data = data_of(Weighed(after, before, (change,), book))
    assert data["change_of_basis"].item() == 1.0
    assert text(data).endswith("Only the legal basis changed.")
    before, after, book = replaced(ACT, {**ACT, "text": "act apart"})
    other = data_of(Weighed(after, before, changes(before, after), book))
    assert other["change_of_basis"].item() == 0.0
    assert "legal basis" not in text(other)


def test_a_provision_that_holds_for_another_reason_is_no_change():
    agreement = treaty({"any": [{"place_in": "isle"}, {"event": "armed-attack"}]})
    early = event(day=date(2013, 1, 1), place=FAR_OFF)
    before, after = weigh(agreement, early), weigh(agreement, event("landing"))
    assert before.findings[0].because != after.findings[0].because
    assert changes(before, after) == ()


def test_the_answer_says_who_is_bound_or_why_nobody_is():
    agreement = treaty(IN_PLACE)
    agreements = {"treaty": agreement}
    bound = sentences(weigh(agreement, event()), agreements, NAMES)
    assert bound[0] == "Aland and the United Isles must act together (Treaty, Article 1)."
    nobody = sentences(weigh(agreement, event(place=FAR_OFF)), agreements, NAMES)
    assert nobody[0].startswith(
        "No provision binds anybody to act: Article 1 of the Treaty does not, because the far shore"
    )


@pytest.mark.parametrize(
    ("form", "verb", "how"),
    [("treaty", "must", "to more than support"), ("statement", "are to", "to act")],
)
def test_who_must_help_is_not_said_to_be_bound_to_nothing(form, verb, how):
    """As under a pact by which an attack on one is one on all, and each helps."""
    helps = {"who": "each", "what": "support", "text": "help the one attacked"}
    pact = treaty({"event": "armed-attack"}, helps, form=form, name="Pact")
    told = sentences(weigh(pact, event()), {"treaty": pact}, NAMES)
    assert told == (
        f"No provision in force binds anybody {how}.",
        f"Aland and the United Isles {verb} help the one attacked (Pact, Article 1).",
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
        return sentences(found, {"treaty": treaty({"event": "landing"}), **laws}, NAMES)[1]

    assert told(grave=True) == "Aland may use the least force (Decision, Article 1)."
    assert told().startswith("Aland may support others (Aid Act, Article 1) — if the answer is yes")


def test_guidelines_do_not_bind_as_a_treaty_does():
    agreement = treaty(IN_PLACE, form="guidelines")
    assert (
        "are to act together"
        in sentences(weigh(agreement, event()), {"treaty": agreement}, NAMES)[0]
    )


def weighed(found, book):
    return data_of(Weighed(found, None, (), book))


def cells(data, name, *, whole=False):
    """The cells of a table; none where it has no row."""
    return next((t.cells() for t in tables(data, whole=whole) if t.name == name), [])


def test_each_provision_is_told_with_its_source_and_its_place_in_the_file():
    agreement = treaty(IN_PLACE)
    book = Book({"treaty": agreement}, AREAS, NAMES, {"text": "The text of it"})
    data = weighed(weigh(agreement, event()), book)
    ((name, *told),) = cells(data, "applies")
    assert name == "Treaty, Article 1"
    assert {"The text of it", "agreements.treaty.provisions.one"} <= set(told)
    assert any("not legal advice" in limit for limit in limits(data))


def test_each_party_is_told_what_it_must_and_what_depends():
    duties = ({"who": "a", "what": "forbid", "text": "flee"}, {**ACT, "who": "a"})
    sure = treaty(IN_PLACE, *duties)
    open_ = treaty({"fact": FACT}, {"who": "a", "what": "permit", "text": "ask"}, name="Other")
    found = weigh(sure, event(), other=open_)
    data = weighed(found, Book({"treaty": sure, "other": open_}, AREAS, NAMES, {}))
    assert cells(data, "parties") == [
        ["Aland", "applies", "must", "act together"],
        ["Aland", "applies", "may not", "flee"],
        ["Aland", "depends", "may", "ask"],
    ]
    assert cells(data, "duties") == [
        ["Aland", "applies", "must", "act together", "", "Treaty, Article 1"],
        ["Aland", "applies", "may not", "flee", "", "Treaty, Article 1"],
        ["Aland", "depends", "may", "ask", "", "Other, Article 1"],
    ]
    ((_, *told),) = cells(data, "depends")
    assert "Is it grave? [grave]" in told
    assert headline(data).hangs_on == (
        "1 open question bears on other duties, first: Is it grave? [grave]."
    )


def test_what_binds_a_duty_further_is_in_the_text_and_not_in_the_headline():
    bound = {**ACT, "conditions": "as its own laws allow"}
    agreement = treaty(IN_PLACE, bound)
    data = weighed(weigh(agreement, event()), Book({"treaty": agreement}, AREAS, NAMES, {}))
    whole = (
        "Aland and the United Isles must act together, as its own laws allow (Treaty, Article 1)."
    )
    assert whole in text(data)
    asked, _, said = headline(data).verdict.partition(": ")
    assert said == whole.replace(", as its own laws allow", "")
    assert asked == "An armed attack, at the isle, by Xland, on Aland, as of 2014-01-01"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"place": None, "by": None, "on": None}, "an armed attack, place and parties not named"),
        ({"by": None}, "an armed attack, at the isle, on Aland, who attacks not named"),
        ({"on": None}, "an armed attack, at the isle, by Xland, to whom not named"),
        ({"kind": "nuclear-test", "on": None, "place": None}, "a nuclear test, by Xland, place"),
    ],
)
def test_a_headline_says_which_event_is_meant_and_what_of_it_nobody_named(asked, said):
    agreement = treaty({"all": []})
    data = weighed(weigh(agreement, event(**asked)), Book({"treaty": agreement}, AREAS, NAMES, {}))
    verdict = headline(data).verdict
    assert verdict.lower().startswith(said.lower())
    assert ", as of 2014-01-01: " in verdict


def test_a_question_whose_words_begin_another_is_not_counted_for_it():
    near = {**FACT, "name": "near", "question": "Is it near?"}
    farther = {**FACT, "name": "isle", "question": "Is it near or at sea?"}
    agreement = treaty({"all": [{"fact": FACT}, {"fact": farther}]})
    other = treaty({"fact": near}, {"who": "a", "what": "consult", "text": "talk"}, name="Other")
    book = Book({"treaty": agreement, "other": other}, AREAS, NAMES, {})
    kept = weighed(weigh(agreement, event(), other=other), book).dataset.copy(deep=True)
    kept["answered"][:, 1:] = ""
    told = headline(PlainData.of(kept))
    assert told.verdict.endswith("if 2 open questions are answered yes.")
    assert told.hangs_on.endswith("1 more bears on other duties.")


def test_a_headline_counts_questions_and_has_no_more_clauses_than_it_has_room_for():
    asked = {"all": [{"fact": FACT}, {"fact": {**FACT, "name": "near", "question": "Is it near?"}}]}
    agreement = treaty(asked)
    book = Book({"treaty": agreement}, AREAS, NAMES, {})
    told = headline(weighed(weigh(agreement, event()), book))
    assert told.verdict == (
        "An armed attack, at the isle, by Xland, on Aland, as of 2014-01-01: Aland and the "
        "United Isles must act together (Treaty, Article 1), if 2 open questions are "
        "answered yes."
    )
    assert told.hangs_on == "The first of these questions: Is it grave? [grave]."
    unasked = treaty({"fact": {**FACT, "name": "far", "question": "Is it far?"}},
                     {"who": "a", "what": "consult", "text": "talk"}, name="Other")  # fmt: skip
    further = Book({"treaty": agreement, "other": unasked}, AREAS, NAMES, {})
    weighed_two = weighed(weigh(agreement, event(), other=unasked), further)
    kept = weighed_two.dataset.copy(deep=True)
    kept["answered"][:, 1:] = ""
    assert headline(PlainData.of(kept)).hangs_on == (
        "The first of these questions: Is it grave? [grave]. 1 more bears on other duties."
    )
    claims = [{"by": "x", "what": f"claims the isle for reason {n} of many that it has"}
              for n in range(9)]  # fmt: skip
    areas = {
        "isle": AREAS["isle"].model_copy(
            update={"disputed": tuple(map(Dispute.model_validate, claims))}
        )
    }
    mine = treaty(IN_PLACE)
    found = commitments({"treaty": mine}, areas, event(), coast={"isle": ISLE}, names=NAMES)
    assert len(found.contested) == 9
    line = CommitmentWords(weighed(found, Book({"treaty": mine}, areas, NAMES, {}))).shortened(
        "The place is contested: " + "; ".join(c["what"] for c in claims) + "."
    )
    assert line.endswith("; and more.")
    assert 30 < len(line.split()) <= 42


def test_what_is_about_another_kind_of_event_is_counted_and_not_told():
    """The treaty itself is told whatever the event, where it would hold."""
    here, money = treaty(IN_PLACE), treaty({"event": "peacetime-posture"}, name="Loan")
    book = Book({"treaty": here, "loan": money}, AREAS, NAMES, {})
    data = weighed(weigh(here, event("landing"), loan=money), book)
    told = cells(data, "fails")
    assert [row[0] for row in told] == ["Treaty, Article 1"]
    assert "1 provision about other kinds of events left out." in text(data)
    assert [row[0] for row in cells(data, "fails", whole=True)] == [
        "Treaty, Article 1", "Loan, Article 1",
    ]  # fmt: skip
    far = weighed(weigh(here, event(place=FAR_OFF), loan=money), book)
    assert any(why.startswith("the far shore is not in the isle")
               for row in cells(far, "fails") for why in row)  # fmt: skip


def test_what_is_not_in_force_is_told_only_when_all_is_asked_for():
    late = treaty(IN_PLACE, **{"from": "2020-01-01"})
    data = weighed(weigh(late, event()), Book({"treaty": late}, AREAS, NAMES, {}))
    assert cells(data, "not-in-force") == []
    assert "1 provision not in force then left out" in text(data)
    ((name, *told),) = cells(data, "not-in-force", whole=True)
    assert name == "Treaty, Article 1"
    assert "in force only from 2020-01-01" in told


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
