"""`report.html`: the answers on one page, the first one's headline, table and picture on top."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import jinja2
from markupsafe import Markup, escape

from noroshi.present import draw
from noroshi.questions.answer import Answer, Drivers, Figure, Table
from noroshi.report.beside import cells, unchanged
from noroshi.report.report import Report

MOST_FIGURES: Final = 15
"""On one page; the others are drawn when they are asked for."""


def page(report: Report) -> str:
    """The whole page: no script, nothing fetched from elsewhere, every declared text escaped."""
    shown = figures(report)
    terms = Terms(report.glossary)
    first, *_ = report.answers
    return _template().render(
        report=report,
        first=first,
        sections=[_section(report, answer, shown, terms) for answer in report.answers],
        lead=_Lead(
            lines=[terms.marked(line) for line in first.headline.lines],
            declared=_declared(report, first),
            table=_table(report, first, first.tables[0]) if first.tables else None,
            figure=_figure(first, first.figures[0]) if first.figures else None,
        ),
        glossary=terms.used(),
        sources=report.sources,
    )


def figures(report: Report, most: int = MOST_FIGURES) -> dict[str, Figure]:
    """Those that find room on the page, by their full name: the first of each answer come first."""
    named = [
        [(f"{answer.question}-{figure.name}", figure) for figure in answer.figures]
        for answer in report.answers
    ]
    depth = max(map(len, named), default=0)
    ranked = [own[rank] for rank in range(depth) for own in named if rank < len(own)]
    return dict(ranked[:most])


@dataclass(frozen=True)
class _Shown:
    """A figure or a table as the page has it."""

    key: str
    title: str
    body: Markup
    note: str = ""


@dataclass(frozen=True)
class _Lead:
    """What stands on top."""

    lines: list[Markup]
    declared: str
    table: _Shown | None
    figure: _Shown | None


@dataclass(frozen=True)
class _Section:
    """One answer below it."""

    key: str
    title: str
    verdict: str
    lines: list[Markup]
    declared: str
    paragraphs: list[Markup]
    figures: list[_Shown]
    tables: list[_Shown]
    drivers: list[_Shown]
    limits: tuple[str, ...]
    sources: tuple[str, ...]


def _section(
    report: Report, answer: Answer, shown: Mapping[str, Figure], terms: "Terms"
) -> _Section:
    """All of an answer, less what the top of the page holds already."""
    first = answer is report.answers[0]
    own = [f for f in answer.figures if f"{answer.question}-{f.name}" in shown]
    lines = [] if first else [terms.marked(line) for line in answer.headline.lines]
    return _Section(
        key=answer.question,
        title=answer.title,
        verdict=answer.headline.verdict,
        lines=lines,
        declared="" if first else _declared(report, answer),
        paragraphs=[terms.marked(part) for part in answer.text.split("\n") if part],
        figures=[_figure(answer, f) for f in own[first:]],
        tables=[_table(report, answer, t) for t in answer.tables[first:]],
        drivers=[_drivers(d) for d in answer.drivers if d.found],
        limits=answer.limits,
        sources=answer.sources,
    )


def _figure(answer: Answer, figure: Figure) -> _Shown:
    key = f"{answer.question}-{figure.name}"
    body = draw.svg(figure.spec, name=key, alt=f"{figure.title}. {figure.caption}")
    return _Shown(key, figure.title, Markup(body), figure.caption)


def _declared(report: Report, answer: Answer) -> str:
    """The verdict on the world as declared, where a value was set; else nothing."""
    before = unchanged(report, answer)
    return "" if before is None else before.headline.verdict


def _table(report: Report, answer: Answer, table: Table) -> _Shown:
    body = _grid(*cells(report, answer, table), len(table.rows))
    return _Shown(table.name, table.title, body, table.note)


def _drivers(drivers: Drivers) -> _Shown:
    rows = [[d.name, f"{d.correlation:+.2f}".replace("-", "−")] for d in drivers.found]
    grid = _grid(["assumption", "rank correlation"], rows, 1)
    return _Shown(drivers.variable, f"What moves {drivers.words}", grid)


def _grid(heads: list[str], rows: list[list[str]], leading: int) -> Markup:
    """Cells of a table's body and head; heads of rows to the left, words too."""
    worded = [i < leading or _worded([row[i] for row in rows]) for i in range(len(heads))]
    macro = vars(_macros())["grid"]
    return Markup(macro(heads, rows, leading, worded))


def _worded(column: list[str]) -> bool:
    """Whether most cells begin with a letter."""
    return 2 * sum(cell[:1].isalpha() for cell in column) > len(column)


class Terms:
    """The reader's words: each is explained where it first stands."""

    def __init__(self, glossary: Mapping[str, str]) -> None:
        """From words to their meanings."""
        self._meanings = dict(glossary)
        self._met: dict[str, str] = {}
        words = sorted(map(re.escape, self._meanings), key=len, reverse=True)
        self._any = re.compile(rf"\b({'|'.join(words)})\b") if words else None

    def marked(self, text: str) -> Markup:
        """The text, escaped, with a note at each word that was not met before."""
        if self._any is None:
            return escape(text)
        return Markup("").join(self._parts(text))

    def used(self) -> dict[str, str]:
        """The words met so far, and their meanings."""
        return dict(sorted(self._met.items()))

    def _parts(self, text: str) -> Iterator[Markup]:
        assert self._any is not None
        end = 0
        for found in self._any.finditer(text):
            word = found[0]
            if word in self._met:
                continue
            self._met[word] = self._meanings[word]
            yield escape(text[end : found.start()])
            yield Markup('<abbr tabindex="0" title="{}">{}</abbr>').format(self._met[word], word)
            end = found.end()
        yield escape(text[end:])


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("noroshi.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _template() -> jinja2.Template:
    return _environment().get_template("page.html")


@cache
def _macros() -> jinja2.environment.TemplateModule:
    return _environment().get_template("pieces.html").module
