"""Files of areas and agreements that make no sense are refused, with the place in the file."""

from datetime import date
from pathlib import Path

import pytest

from noroshi.errors import NoroshiError, ScenarioError
from noroshi.questions.commitments import Options
from noroshi.questions.commitments.asked import event_of
from noroshi.scenario import load

WORLD = """\
scenario: {title: Promises alone}
parties:
  jp: {name: Japan}
  us: {name: United States}
sources:
  text: {title: The text}
places:
  isle: {name: Isle, lat: 30 deg, lon: 130 deg}
  star: {kind: geostationary, name: Star, lon: 140 deg}
areas:
  sea: {kind: belt, name: the sea, role: territorial-sea, party: jp, coast: [isle], outer: 12 nmi}
  land: {kind: regions, name: Guam, role: territory, party: us, regions: [Guam]}
  both: {kind: union, name: both, role: treaty-area, of: [sea, land]}
  zone:
    kind: polygon
    name: the zone
    role: air-defence-zone
    outline: [[10 deg, 20 deg], [10 deg, 30 deg], [20 deg, 30 deg]]
agreements:
  old:
    name: Old treaty
    form: treaty
    parties: [jp, us]
    from: 1951-01-01
    until: 1960-01-01
    provisions:
      help:
        title: Help
        text: they help
        where: Article 1
        version_of: help
        duties: [{who: each, what: act, text: help}]
  new:
    name: New treaty
    form: treaty
    parties: [jp, us]
    from: 1960-01-01
    supersedes: [old]
    provisions:
      help:
        title: Help
        text: they help
        where: Article 1
        version_of: help
        source: text
        when:
          all:
            - event: armed-attack
            - place_in: both
            - target: [jp, us]
            - not: {fact: {name: grave, question: "Is it grave?", answer: unknown}}
        duties: [{who: each, what: act, text: help}]
        disputed: [{by: us, what: denies it, source: text}]
"""


@pytest.fixture
def problems(tmp_path: Path):
    def of(old: str, new: str):
        text = WORLD.replace(old, new)
        assert old == new or text != WORLD
        (tmp_path / "world.yaml").write_text(text, encoding="utf-8")
        try:
            load(tmp_path)
        except ScenarioError as error:
            return error.problems
        return ()

    return of


def test_a_scenario_may_be_about_promises_alone(problems):
    assert problems("", "") == ()


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ("until: 1960-01-01", "until: 1961-01-01", "agreements.new.supersedes.0", "still in force"),
        (
            "        version_of: help\n        duties",
            "        version_of: help\n        until: 1970-01-01\n        duties",
            "agreements.old.provisions.help",
            "in force when its agreement is not",
        ),
        ("- event: armed-attack", "- event: armed-atack", "agreements.new", "armed-attack"),
        ("place_in: both", "place_in: bothh", "agreements.new.provisions.help.when", "'bothh'"),
        ("target: [jp, us]", "target: [jp, uk]", "agreements.new.provisions.help.when", "'uk'"),
        ("{who: each, what: act, text: help}]\n        disp", "{who: cn, what: act, text: help}]\n"
         "        disp", "agreements.new.provisions.help.duties.0.who", "no party to it"),
        ("{by: us, what", "{by: cn, what", "agreements.new.provisions.help.disputed.0.by", "'cn'"),
        ("what: act, text: help}]\n        disp", "what: akt, text: help}]\n        disp",
         "agreements.new.provisions.help.duties.0.what", "'consult'"),
        ("source: text\n        when", "source: txt\n        when",
         "agreements.new.provisions.help.source", "'txt'"),
        ("parties: [jp, us]\n    from: 1960", "parties: [jp, uk]\n    from: 1960",
         "agreements.new.parties.1", "'uk'"),
        ("of: [sea, land]", "of: [sea, both]", "areas.both", "made of itself"),
        ("of: [sea, land]", "of: [sea, lnad]", "areas.both.of.1", "'lnad'"),
        ("regions: [Guam]", "regions: [Gaum]", "areas.land.regions.0", "'Gaum'"),
        ("coast: [isle]", "coast: [star]", "areas.sea.coast.0", "in orbit"),
        ("outer: 12 nmi", "outer: 12", "areas.sea.outer", "unit"),
        (", [20 deg, 30 deg]]", "]", "areas.zone.outline", "not closed"),
        (", [20 deg, 30 deg]]", ", [20 deg, 30 deg], [10 deg, 20 deg]]",
         "areas.zone.outline", "repeated"),
        ("kind: belt", "kind: ring", "areas.sea.kind", "unknown kind"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_where_it_stands(problems, old, new, path, said):
    found = problems(old, new)
    assert found
    assert all(p.line is not None for p in found)
    assert any(p.path.startswith(path) and said in f"{p.what} {p.hint}" for p in found), found


def test_two_versions_of_one_provision_in_force_at_once_are_refused(problems):
    found = problems("    until: 1960-01-01\n", "    until: 1960-01-02\n")
    (overlap,) = [p for p in found if "in force together" in p.message]
    assert overlap.path == "agreements.new.provisions.help"
    assert "agreements.old.provisions.help" in overlap.message


def test_one_word_for_a_fact_asks_one_question(problems):
    other = '        when: {fact: {name: grave, question: "Is it bad?", answer: unknown}}\n'
    duties = "        version_of: help\n        duties"
    (found,) = problems(duties, duties.replace("        duties", f"{other}        duties"))
    assert "other words" in found.message


def test_a_cut_keeps_what_holds_then(tmp_path: Path):
    (tmp_path / "world.yaml").write_text(WORLD, encoding="utf-8")
    world = load(tmp_path)
    assert list(world.at("1955-06-01").agreements) == ["old"]
    assert list(world.at("1960-01-01").agreements) == ["new"]


def test_an_event_that_is_done_to_a_party_that_nobody_declares_is_refused():
    world = load("small")
    with pytest.raises(NoroshiError, match="done to 'us', and the scenario declares no such party"):
        event_of(world, Options(event="attack-on-us-base"), date(2013, 1, 1), {})
    on = event_of(world, Options(event="attack-on-us-base", on="ally"), date(2013, 1, 1), {}).on
    assert on == "ally"
