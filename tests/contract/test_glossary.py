"""The glossary: one meaning a word, told in a sentence or two, and a page that is fresh."""

import re
from collections import Counter
from pathlib import Path
from runpy import run_path

import pytest

from noroshi.glossary import Word, marked, meanings, words
from noroshi.questions.measurable import BEYOND

ROOT = Path(__file__).parents[2]
EXPECTED = (
    *("posture", "draw", "lofted", "minimum energy", "custody", "detection", "confirmation"),
    *("localisation", "latency", "warning time", "useful warning", "measurable gain", "interval"),
    *("best value", "grade", "later class", "structural choice"),
)
"""Words that a reader of the report asks about first."""


def test_no_spelling_stands_for_two_words():
    spelled = Counter(s.casefold() for e in words() for s in (e.word, *e.forms))
    assert not [s for s, times in spelled.items() if times > 1]


def test_words_stand_by_the_alphabet():
    names = [entry.word.casefold() for entry in words()]
    assert names == sorted(names)


@pytest.mark.parametrize("entry", words(), ids=lambda entry: entry.word)
def test_a_meaning_is_one_or_two_whole_sentences_of_its_own(entry: Word):
    sentences = re.findall(r"[A-Z][^.]*\.", entry.meaning)
    assert " ".join(sentences) == entry.meaning
    assert len(sentences) in (1, 2)
    assert not re.search(r"^The same\b|\b(likewise|see above|ditto)\b", entry.meaning)
    # Told by other words than itself, and short enough to stand beside it.
    assert not entry.meaning.casefold().startswith(f"{entry.word.casefold()} is")
    assert len(entry.meaning) <= 240


def test_what_a_reader_asks_about_first_is_there_under_every_spelling():
    known = meanings("reader")
    assert not [word for word in EXPECTED if word not in known]
    assert known["draws"] == known["draw"]
    assert "sensor array" not in known
    assert "sensor array" in meanings("engine")


def test_what_is_measurable_is_explained_by_the_rule_that_decides_it():
    rule = f"of which the mean over the draws is {BEYOND}"
    assert rule in meanings("reader")["measurable"]
    lab = (ROOT / "lab" / "src" / "words" / "en.ts").read_text(encoding="utf-8")
    assert rule.replace(" over the draws", "") in lab


def test_words_that_everybody_knows_are_not_marked_on_a_page():
    for entry in words():
        assert {*entry.unmarked} <= {entry.word, *entry.forms}
    common = ("alone", "best", "gain", "gains", "look", "pass", "known", "station", "choice")
    assert not [word for word in common if word in marked()]
    assert not [word for word in common if word not in meanings()]
    assert not [word for word in EXPECTED if word not in marked()]


def test_the_page_is_fresh():
    page = run_path(str(ROOT / "tools" / "make_glossary.py"))["page"]
    told = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert told == page(words()), "run `python tools/make_glossary.py`"
    for entry in words():
        assert f"| {entry.word} | {entry.meaning} |" in told
