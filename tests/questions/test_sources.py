"""The sources of an answer: of its sections, of every depth, and of no later day."""

from pathlib import Path

import pytest

from noroshi.questions.sources import cited, grounds, listed
from noroshi.scenario import Scenario, load
from noroshi.scenario.records import RECKONED

WORLD = """\
scenario: {title: Sources, after: 2013-01-01}
parties: {host: {name: Host, source: paper}, guest: {name: Guest}}
sources:
  unread: {title: Nobody names it}
  law: {title: The law, publisher: The state, published: 1990, url: "https://example.org/law"}
  paper: {title: A paper, author: An author, publisher: A journal, published: 2001-02-03}
  count: {title: A count}
  later: {title: A later paper}
places:
  isle: {name: Isle, lat: 26 deg, lon: 128 deg}
plans:
  deal: {name: Deal, from: 2012-01-01, parties: [host, guest], source: paper}
  next: {name: Next, from: 2014-01-01, parties: [host, guest], source: later}
moves:
  go:
    party: guest
    leaves: isle
    number: {best: 40, low: 30, high: 50, source: [count, paper]}
    plan: deal
agreements:
  treaty:
    name: Treaty
    form: treaty
    parties: [host, guest]
    provisions:
      help:
        title: Help
        text: they help
        where: Article 1
        duties: [{who: each, what: act, text: help, source: law}]
"""


@pytest.fixture
def world(tmp_path: Path) -> Scenario:
    (tmp_path / "world.yaml").write_text(WORLD, encoding="utf-8")
    return load(tmp_path).at("2013-01-01")


def test_an_entrys_own_source_counts_and_that_of_an_estimate_in_it(world: Scenario) -> None:
    assert cited(world, ("plans",)) == ("paper",)
    assert cited(world, ("moves",)) == ("paper", "count")


def test_a_source_deep_inside_an_agreement_is_found(world: Scenario) -> None:
    assert cited(world, ("agreements",)) == ("law",)


def test_sources_come_once_in_the_order_of_the_file_and_nothing_later_is_cited(
    world: Scenario,
) -> None:
    assert cited(world, ("moves", "agreements", "plans", "parties")) == ("law", "paper", "count")
    assert cited(world, ()) == ()


def test_a_page_says_who_when_and_where(world: Scenario) -> None:
    law, paper = listed(world, ("law", "paper", "nowhere"))
    assert law == ("law", "The law", "The state", "1990", "https://example.org/law")
    assert (paper.by, paper.published, paper.url) == ("An author", "2001-02-03", "")


def test_every_source_of_japans_books_is_named_by_an_entry_and_none_of_another_section() -> None:
    world = load("japan")
    found = cited(world, RECKONED)
    written = {key for name in RECKONED for e in getattr(world, name).values() for key in e.source}
    assert written <= set(found)
    assert set(found) < set(world.sources)


@pytest.mark.parametrize("name", ["small", "japan"])
def test_warning_rests_on_what_sees_flies_and_warns_and_on_no_statement_nor_any_other_place(
    name: str,
) -> None:
    world = load(name).at("2015-01-01")
    found = grounds(world)
    sensors = set(cited(world, ("sensors",)))
    assert sensors
    assert sensors <= set(found)
    used = {"header", "sensors", "vehicles", "threats", "receivers", "rules", "parties"}
    stand = [world.places[s.at].source for s in world.sensors.values() if s.at in world.places]
    begin = [world.places[p].source for t in world.threats.values() for p in t.launched_from]
    places = {key for sources in (*stand, *begin) for key in sources}
    deep = set(cited(world, ("places",)))
    assert set(found) - set(cited(world, tuple(used))) <= deep
    assert places <= set(found)
    if name == "japan":
        others = {"getty-2012-08-03", "armscontrolwonk-punggye", "mofa-senkaku"}
        assert others <= set(cited(world, ("claims", "places")))
        assert not others & set(found)
