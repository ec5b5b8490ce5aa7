"""`report.html`: the answers on one page, the first one's headline, table and picture on top."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import jinja2
from markupsafe import Markup, escape

from noroshi.glossary import marked
from noroshi.kept import kept
from noroshi.present import draw
from noroshi.present import page as pages
from noroshi.present.rounding import minus
from noroshi.questions.answer import Answer, Drivers, Figure
from noroshi.report.beside import PrintedTable, printed, unchanged
from noroshi.report.report import Provenance, Report

_ROOM: Final = 120
"""Characters of a row that a broad page holds, less the gaps between many columns."""
_WORDS: Final = 16
"""Characters of a column of words, which wrap."""
MOST_FIGURES: Final = 15
"""On one page; the others are drawn when they are asked for."""


def page(report: Report) -> str:
    """The whole page: no script, nothing fetched from elsewhere, every declared text escaped."""
    shown = figures(report)
    terms = Terms(kept("words of a page", marked))
    numbers = {source.id: number for number, source in enumerate(report.sources, start=1)}
    lead = _lead(report, terms)
    sections = [_section(report, answer, shown, terms, numbers) for answer in report.answers]
    made = _template().render(
        report=report,
        title=report.title,
        below=_below(report.provenance),
        style=pages.style(),
        lead=lead,
        sections=sections,
        words=terms.used(),
        numbers=numbers,
        sources=[
            {"text": ", ".join(filter(None, (s.id, s.title, s.by, s.published))), "url": s.url}
            for s in report.sources
        ],
    )
    return pages.unbroken(made)


def _below(made: Provenance) -> str:
    """Below the title: what was compared, or that all that is declared was looked at."""
    if not made.compares:
        return "From all that is declared, of every date."
    seed = f", seed {made.seed}" if made.seed else ""
    return (
        f"Posture of {made.before} against posture of {made.after}, {made.draws} draws of the "
        f"assumptions{seed}."
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
class _Lead:
    """What stands on top."""

    title: str
    lines: list[Markup]
    declared: str
    contrary: str
    """Which of its gains a set value moves against what they are differences of."""
    table: Markup | None
    figure: Markup | None


@dataclass(frozen=True)
class _Section:
    """One answer below it, less what the top holds already."""

    key: str
    title: str
    verdict: str
    lines: list[Markup]
    declared: str
    paragraphs: list[Markup]
    figures: list[Markup]
    tables: list[tuple[str, Markup]]
    drivers: list[Markup]
    limits: tuple[str, ...]
    sources: list[tuple[int, str]]


def _lead(report: Report, terms: "Terms") -> _Lead:
    """The first answer's headline, table and figure."""
    answer = report.answers[0]
    read = printed(report, answer, answer.tables[0]) if answer.tables else None
    return _Lead(
        title=answer.title,
        lines=[terms.marked(line) for line in answer.headline.lines],
        declared=_declared(report, answer),
        contrary=read.contrary if read else "",
        table=_table(read, lead=True) if read else None,
        figure=_figure(answer, answer.figures[0], large=True) if answer.figures else None,
    )


def _section(
    report: Report,
    answer: Answer,
    shown: Mapping[str, Figure],
    terms: "Terms",
    numbers: Mapping[str, int],
) -> _Section:
    first = answer is report.answers[0]
    own = [f for f in answer.figures if f"{answer.question}-{f.name}" in shown]
    return _Section(
        key=answer.question,
        title=answer.title,
        verdict=answer.headline.verdict,
        lines=[] if first else [terms.marked(line) for line in answer.headline.lines],
        declared="" if first else _declared(report, answer),
        paragraphs=[terms.marked(part) for part in answer.text.split("\n") if part],
        figures=[_figure(answer, f) for f in own[first:]],
        tables=[(t.title, _table(printed(report, answer, t))) for t in answer.tables[first:]],
        drivers=[_drivers(d, report.assumptions) for d in answer.drivers if d.found],
        limits=answer.limits,
        sources=[(numbers[id_], id_) for id_ in answer.sources if id_ in numbers],
    )


def _figure(answer: Answer, figure: Figure, *, large: bool = False) -> Markup:
    key = f"{answer.question}-{figure.name}"
    body = draw.svg(figure.spec, name=key, alt=f"{figure.title}. {figure.caption}")
    return pages.piece("figure", pages.drawn(body), figure.caption, large)


def _declared(report: Report, answer: Answer) -> str:
    """The verdict on the world as declared, where a value was set; else nothing."""
    before = unchanged(report, answer)
    return "" if before is None else before.headline.verdict


def _table(read: PrintedTable, *, lead: bool = False) -> Markup:
    return _grid(read.title, read.heads, read.rows, read.words, note=read.note, lead=lead)


def _drivers(drivers: Drivers, names: Mapping[str, str]) -> Markup:
    rows = [[names.get(d.name, d.name), minus(f"{d.correlation:+.2f}")] for d in drivers.found]
    return _grid(
        f"What moves {drivers.words}", ["assumption", "rank correlation"], rows, [True, False]
    )


def _grid(
    title: str,
    heads: list[str],
    rows: list[list[str]],
    words: list[bool],
    *,
    note: str = "",
    lead: bool = False,
) -> Markup:
    """A table: heads of rows and words to the left, numbers to the right."""
    columns = [{"head": h, "unit": "", "words": w} for h, w in zip(heads, words, strict=True)]
    return pages.piece(
        "table", title, columns, rows, note=note, lead=lead, crowded=_crowded(rows, words)
    )


def _crowded(rows: list[list[str]], words: list[bool]) -> bool:
    """Whether numbers and their intervals find no room beside one another on one line a row."""
    longest = (max(map(len, column)) for column in zip(*rows, strict=True))
    return sum(map(min, longest, (_WORDS if w else _ROOM for w in words))) > _ROOM


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
        return pages.with_code(text, lambda plain: Markup("").join(self._parts(plain)))

    def used(self) -> dict[str, str]:
        """The words met so far, and their meanings."""
        return dict(sorted(self._met.items()))

    def _parts(self, text: str) -> Iterator[Markup]:
        end = 0
        for found in self._any.finditer(text) if self._any else ():
            word = found[0]
            if word in self._met:
                continue
            self._met[word] = self._meanings[word]
            yield escape(text[end : found.start()])
            yield Markup('<dfn tabindex="0" title="{}">{}</dfn>').format(self._met[word], word)
            end = found.end()
        yield escape(text[end:])


@cache
def _template() -> jinja2.Template:
    """Ours, which builds upon those of `present`."""
    base = pages.environment()
    own = jinja2.PackageLoader("noroshi.report")
    loader = jinja2.ChoiceLoader([own, *filter(None, [base.loader])])
    return base.overlay(loader=loader).get_template("report.html")
