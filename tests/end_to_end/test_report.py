"""The report of a real run, as a reader gets it."""

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from noroshi.glossary import meanings


class _Reader(HTMLParser):
    """The words of a page, by the part with an id in which they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, str] = {}
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        key = dict(attrs).get("id")
        if tag in ("section", "details") and key:
            self._open = key

    def handle_data(self, data: str) -> None:
        self.parts[self._open] = self.parts.get(self._open, "") + data


@pytest.fixture(scope="module")
def out(small_run) -> Path:
    return small_run.out


@pytest.fixture(scope="module")
def parts(out: Path) -> dict[str, str]:
    reader = _Reader()
    reader.feed((out / "report.html").read_text(encoding="utf-8"))
    reader.close()
    return reader.parts


def test_the_page_begins_with_the_answer_of_the_data(out: Path, parts: dict[str, str]) -> None:
    told = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert list(parts)[1] == "answer"
    for line in told["answers"]["warning"]["headline"]:
        assert line in " ".join(parts["answer"].split())


def test_the_page_goes_from_the_answer_to_what_it_rests_on(parts: dict[str, str]) -> None:
    order = ["answer", "warning", "localisation", "basing", "site", "waters"]
    assert [key for key in parts if key in order] == order
    assert list(parts)[-1] in ("sources", "words")
    for place in ("Harbour", "Capital", "Northport"):
        assert place in parts["warning"]
    assert "Every number here is invented" in parts["warning"]
    assert "How far does the North Radar see" in parts["disagreements"]
    assert "1500 km" in parts["disagreements"]


def test_the_page_is_small_enough_to_send(out: Path) -> None:
    # Warnings take two thirds of a megabyte, the watch with its maps of cells the rest.
    one_and_a_half_megabytes = 1_500_000
    text = (out / "report.html").read_text(encoding="utf-8")
    assert len(text) < one_and_a_half_megabytes
    assert html.unescape(text).count("<svg") >= 13


def test_a_word_of_the_reader_s_is_explained_where_it_first_stands(out: Path) -> None:
    text = (out / "report.html").read_text(encoding="utf-8")
    listed = text[text.index('<details id="words">') :]
    explained = re.findall(r'<dfn tabindex="0" title="([^"]+)">([^<]+)</dfn>', text)
    assert len(explained) >= 5
    for meaning, word in explained:
        assert meanings()[html.unescape(word)] == html.unescape(meaning)
        assert f"<dt>{word}</dt>" in listed
    assert len({word for _, word in explained}) == len(explained)
