"""On the page in Japanese, answers speak Japanese: whatever is said, and nothing by halves."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import expect

from lab_page import DRAWS, ROOT, Opens, Tab, ran, served

NEEDS = "対象を選択。"
"""Of a question that cannot be asked before something is filled in."""
SAID = (
    ".headline .asks > span, h1, h2, .verdict p, .reasons p, .verdict h3, figcaption, caption, "
    "thead th"
)
"""Elements that say what answers say."""
LINES = """(page, said) => [...page.querySelectorAll(said)].flatMap((element) => {
  const found = [], texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { textContent, parentElement } = texts.currentNode;
    const spoken = parentElement.closest("[lang]").lang;
    if (textContent.trim()) found.push([element.localName, spoken, textContent.trim()]);
  }
  return found;
})"""
"""Every piece of text in some elements, with the language that a screen reader would speak."""
CELLS = """(panel) => [...panel.querySelectorAll("table")].flatMap((table) => {
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  return [...table.querySelectorAll("tbody tr")].flatMap((row) =>
    [...row.children].map((cell, i) => [heads[i], cell.textContent.trim()]));
})"""
"""Every cell of the tables, with the head of its column."""
DRAWN = """(panel) => [...panel.querySelectorAll('svg text')].map((text) => {
  const lines = [...text.querySelectorAll("tspan")].map((line) => line.textContent.trim());
  return lines.length ? lines.join(" ") : text.textContent.trim();
})"""
"""What is written into drawings, lines of one text behind one another."""
CONTROLS = """(page) => [...page.querySelectorAll(
  ".whatif label, .whatif label > *, .whatif .amount > span, .whatif option, " +
  ".option > label, .option option, .legend dd"
)].filter((e) => !e.children.length).map((e) => e.textContent.trim())"""
"""What controls are called and offer, their units, and what colours mean."""
OWN_COLUMNS = {
    # Sources, and what they say in their own words.
    *("出典", "能力の出典", "報道", "内容", "使用", "分かったこと", "関係式", "機関"),
    # Texts that a scenario's files have: what a clause or a statement is about, and notes.
    *(
        "問い",
        "部分",
        "該当部分",
        "規定",
        "事柄",
        "項目",
        "帰結",
        "理由",
        "条件",
        "満たされない条件",
    ),
    *("主体", "申告の場所", "以前", "以後", "注", "指数", "総額の対象", "判別線", "払うもの"),
    # Ids by which a reader finds an entry again.
    *("主張", "所属", "観測点", "担い手"),
}
"""Columns that stay as they are, by their heads: no words of answers stand in them."""
HEADINGS = "(page) => [...page.querySelectorAll('svg .role-title-text')].map((e) => e.textContent)"
WORD = re.compile(r"(?<![\w.-])[a-z]{3,}(?![\w.-])")
"""A word in small letters: no name and no id."""
NO_WORDS = {"mrad", "and"}
"""A unit, and what stands between two names that are called together."""
LATIN = re.compile(r"(?:[A-Za-z][\w’'.,-]*\s+){2,}[A-Za-z]")
"""Three words of it in a row."""


def names(scenario: str) -> list[str]:
    """All that the files of a scenario call by a name, the longest first."""

    def found(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from (v for k, v in part.items() if k == "name" and isinstance(v, str))
        for each in part.values() if isinstance(part, dict) else part:
            if isinstance(each, dict | list):
                yield from found(each)

    files = (ROOT / "src" / "noroshi" / "scenarios" / scenario).glob("*.yaml")
    every = {name for file in files for name in found(yaml.safe_load(file.read_text()))}
    return sorted(every, key=len, reverse=True)


def own_words(scenario: str) -> list[str]:
    """All texts that the files of a scenario hold, names among them, the longest first."""

    def found(part: Any) -> Iterator[str]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict | list):
            for each in part.values() if isinstance(part, dict) else part:
                yield from found(each)

    files = (ROOT / "src" / "noroshi" / "scenarios" / scenario).glob("*.yaml")
    every = {text for file in files for text in found(yaml.safe_load(file.read_text()))}
    return sorted((text for text in every if len(text) > 3), key=len, reverse=True)


def foreign_words(text: str, own: list[str]) -> list[str]:
    """English words of answers in a text, beside what is the scenario's own."""
    for word in own:
        text = text.replace(word, "")
    return [word for word in WORD.findall(text) if word not in NO_WORDS]


def english(text: str, known: list[str]) -> bool:
    """Whether a text holds English that is no name."""
    for name in known:
        text = text.replace(name, "")
    return LATIN.search(text) is not None


@pytest.mark.parametrize("scenario", ["small", "japan"])
def test_every_question_is_answered_in_japanese(tab: Opens, scenario: str) -> None:
    known, own = names(scenario), own_words(scenario)
    with served(scenario) as server:
        page = tab(server.address, locale="ja-JP")
        page.page.goto(f"{page.address}#n={DRAWS}")
        asked_for: list[str | None] = []
        foreign: list[str] = []
        expect(page.page.locator(".headline[aria-busy=false] h1")).to_be_visible()
        tabs = page.page.get_by_role("tab").all()
        assert len(tabs) >= 10
        for of in tabs:
            of.click()
            panel = page.page.locator("#tab-panel")
            expect(panel.locator("article:not(.old)").or_(panel.get_by_text(NEEDS))).to_be_visible()
            if panel.get_by_text(NEEDS).is_visible():
                asked_for.append(of.get_attribute("id"))
                continue
            expect(page.page.locator(".headline[aria-busy=false]")).to_be_visible()
            for chart in panel.locator(".chart-host").all():
                chart.scroll_into_view_if_needed()
            expect(panel.locator(".chart-host:not(.drawn)")).to_have_count(0)
            for folded in panel.locator("details:not([open]):has(> summary:text('個の表'))").all():
                folded.locator("summary").click()
                expect(panel.locator("details[open] table").first).to_be_visible()
            foreign += not_japanese(page, known)
            told = [text for head, text in panel.evaluate(CELLS) if head not in OWN_COLUMNS]
            told += [text for text in panel.evaluate(DRAWN) if text]
            told += page.page.locator(".legend :is(.entry, .marks), .told-line").all_inner_texts()
            foreign += [text for text in told if foreign_words(text, own)]
        assert not foreign, "\n".join(foreign)
        assert asked_for == []
        assert page.broken() == []
        assert page.errors == []


def not_japanese(page: Tab, known: list[str]) -> list[str]:
    """What the page says of its answers that is not marked as Japanese, or is not."""
    lines = page.page.locator(".panel").evaluate(LINES, SAID)
    assert {"h1", "caption", "th"} <= {name for name, _, _ in lines}
    headings = page.page.locator("#tab-panel").evaluate(HEADINGS)
    found = [text for _, lang, text in lines if lang != "ja" or english(text, known)]
    return [*found, *(heading for heading in headings if english(heading, known))]


def test_numbers_in_japanese_are_those_of_a_run(tab: Opens, tmp_path: Path) -> None:
    """Each number of the English verdict, and no other one, is in the Japanese one."""
    page = tab(locale="ja-JP")
    page.page.goto(f"{page.address}#n={DRAWS}")
    expect(page.page.locator(".headline[aria-busy=false] h1")).to_be_visible()
    told = ran(tmp_path, "run", "small", "--only", "warning", "--draws", str(DRAWS))
    verdict = told["answers"]["warning"]["headline"][0]
    assert sorted(re.findall(r"\d+", page.headline)) == sorted(re.findall(r"\d+", verdict))
    assert "警報は" in page.headline


@pytest.mark.parametrize("scenario", ["small", "japan"])
def test_every_control_is_called_in_japanese(tab: Opens, scenario: str) -> None:
    """Of each sensor and rule: labels, units, choices, and the legend of the globe."""
    own = own_words(scenario)
    with served(scenario) as server:
        page = tab(server.address, locale="ja-JP")
        page.page.goto(f"{page.address}#n={DRAWS}")
        expect(page.page.locator(".headline[aria-busy=false] h1")).to_be_visible()
        subject = page.page.get_by_label("センサー・規則")
        told: set[str] = set()
        for path in subject.locator("option").evaluate_all("(all) => all.map((e) => e.value)"):
            subject.select_option(path)
            more = page.page.locator(".whatif details:not([open]) > summary")
            while more.count():
                more.first.click()
            told |= {*page.page.locator("body").evaluate(CONTROLS)}
        assert {"基準目標の探知距離", "秒", "確認：必要な探知数"} <= told
        assert [text for text in told if foreign_words(text, own)] == []
        assert page.errors == []
