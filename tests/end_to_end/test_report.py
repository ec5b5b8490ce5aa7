"""The report of a real run, as a reader gets it."""

import html
import json
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from noroshi.stats import Sampled
from noroshi.study.wording import mean_change


class _Reader(HTMLParser):
    """The words of a page, section by section."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: dict[str, str] = {}
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "section":
            self._open = dict(attrs)["id"] or ""

    def handle_data(self, data: str) -> None:
        self.sections[self._open] = self.sections.get(self._open, "") + data


@pytest.fixture(scope="module")
def out(small_run) -> Path:
    return small_run.out


@pytest.fixture(scope="module")
def sections(out: Path) -> dict[str, str]:
    reader = _Reader()
    reader.feed((out / "report.html").read_text(encoding="utf-8"))
    reader.close()
    return reader.sections


def test_the_page_begins_with_the_answer_of_the_data(out: Path, sections: dict[str, str]) -> None:
    answer = json.loads((out / "answer.json").read_text(encoding="utf-8"))
    assert list(sections)[1] == "answer"
    for part in answer["paragraph"].split("\n"):
        assert part in sections["answer"]


def test_the_page_goes_from_the_answer_to_what_it_rests_on(sections: dict[str, str]) -> None:
    order = ["answer", "where", "who", "down", "how", "which", "sure", "threats", "watch"]
    order += ["limits", "declared"]
    assert [key for key in sections if key] == order
    for place in ("Harbour", "Capital", "Northport"):
        assert place in sections["where"]
        assert place in sections["threats"]
    assert "Every number here is invented" in sections["limits"]
    assert "How far does the North Radar see" in sections["declared"]


def test_the_page_says_where_it_comes_down_and_when_that_is_known(
    out: Path, sections: dict[str, str]
) -> None:
    (party,) = json.loads((out / "answer.json").read_text(encoding="utf-8"))["parties"]
    down = sections["down"]
    assert "Flights at Coastland: when it is known at best where they come down" in down
    for known in party["knowing"]:
        gain = known["area"][-1]["gain_s"]
        assert known["team"] in down
        assert mean_change(Sampled(*(np.float64(v) for v in gain.values()))) in down
    assert "Probability that this flight comes down in each area" in down


def test_the_page_is_small_enough_to_send(out: Path) -> None:
    # Warnings take two thirds of a megabyte, the watch with its maps of cells the rest.
    one_and_a_half_megabytes = 1_500_000
    text = (out / "report.html").read_text(encoding="utf-8")
    assert len(text) < one_and_a_half_megabytes
    assert html.unescape(text).count("<svg") >= 13
