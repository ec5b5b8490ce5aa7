"""Pages: what is declared is text, links lead to the web, tables scroll, pieces say their parts."""

import re
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from noroshi.present import charts, draw
from noroshi.present.field import Field
from noroshi.present.page import drawn, environment, piece, style

EVIL = "<script>alert(1)</script>\"'"
COLUMNS = [
    {"head": "place", "unit": "", "words": True},
    {"head": "gain", "unit": "s", "words": False},
]


class _Reader(HTMLParser):
    """Elements that are opened and closed, in order, and the text between."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.text, self.attributes = [], [], "", []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag not in ("meta", "path", "rect", "line"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in ("path", "rect", "line"):
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(html):
    reader = _Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def whole():
    svg = draw.svg(
        charts.bars([{"a": EVIL, "v": 1.0}], Field("v"), label=Field("a"), title=EVIL), name=EVIL
    )
    body = piece("figure", drawn(svg), EVIL, large=True)
    table = piece("table", EVIL, COLUMNS, [[EVIL, "+24"], ["Tokyo", "0"]], note=EVIL, lead=True)
    good = {"text": EVIL, "url": "https://example.org/a?b=1&c=2"}
    sources = piece("sources", [good, {"text": "x", "url": "javascript:alert(1)"}])
    fold = piece("fold", EVIL, table)
    template = environment().from_string(
        '{% extends "page.html" %}{% block main %}{% for part in parts %}{{ part }}{% endfor %}'
        "{% endblock %}{% block footer %}{{ foot }}{% endblock %}"
    )
    return template.render(
        title=EVIL, below=EVIL, parts=[EVIL, body, fold, sources], foot=EVIL, style=style()
    )


def test_every_declared_text_is_text():
    html = whole()
    found = read(html)
    assert "script" not in found.seen
    assert found.text.count("<script>alert(1)</script>") == 13
    assert not any(
        name.startswith("on") for _, attributes in found.attributes for name in attributes
    )


def test_a_page_fetches_nothing_and_links_only_to_the_web():
    found = read(whole())
    for tag, attributes in found.attributes:
        assert tag not in ("img", "link", "iframe", "script")
        assert "src" not in attributes
        href = attributes.get("href", "#")
        assert href.startswith(("#", "https://"))
    assert "url(http" not in style()
    assert "@import" not in style()
    assert "javascript:alert(1)" in found.text


def test_a_table_is_headed_by_its_first_cells_and_tells_words_from_numbers():
    html = str(piece("table", "Gains", COLUMNS, [["Tokyo", "0"], ["Sapporo", "+24"]]))
    assert re.findall(r'<th scope="row" class="words">(\w+)</th>', html) == ["Tokyo", "Sapporo"]
    assert re.findall(r"<td>([+\d]+)</td>", html) == ["0", "+24"]
    assert '<span class="unit">s</span>' in html
    assert 'tabindex="0"' in html
    assert 'role="region"' in html


def test_sources_are_numbered_where_citations_lead():
    html = piece("sources", [{"text": "a", "url": ""}, {"text": "b", "url": ""}])
    assert re.findall(r'<li id="source-(\d)">(\w)', html) == [("1", "a"), ("2", "b")]


def test_a_fold_is_closed_until_it_is_opened():
    assert '<details class="fold"><summary>' in piece("fold", "Every place", "text")


def test_what_is_not_there_is_an_error_and_not_a_blank():
    with pytest.raises(AttributeError):
        piece("no_such_piece")
    with pytest.raises((UndefinedError, TypeError)):
        piece("sources", [{}])


def test_every_variable_that_the_style_uses_is_declared():
    text = str(style())
    used = set(re.findall(r"var\(--([\w-]+)", text))
    declared = set(re.findall(r"--([\w-]+):", text))
    assert used <= declared
    assert "/*" not in text
