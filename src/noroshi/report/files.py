"""All files of a report, and a page that says what each of them holds."""

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from noroshi.errors import NoroshiError
from noroshi.present import draw, drawing
from noroshi.questions.answer import Answer, Figure
from noroshi.report import csv, czml, geojson, json, netcdf, page, pictures
from noroshi.report.folder import LIST, MARK, Content, plain_name, write_files
from noroshi.report.report import Report

_DRAWING: Final = ThreadPoolExecutor(1)
"""Waits for the process that draws, while this one goes on."""
_SURELY_SHOWN: Final = 2
"""Of the figures of an answer, where a page has fifteen and seven questions have figures."""


def begin(answer: Answer) -> None:
    """Have the figures of an answer drawn beside what follows, which `write` then finds."""
    drawing.expect()
    _DRAWING.submit(draw.draw_all, [figure.spec for figure in answer.figures[:_SURELY_SHOWN]])


def write(
    report: Report, directory: Path, *, every_draw: bool = False, every_figure: bool = False
) -> list[Path]:
    """Write everything into a folder; returns the files.

    Args:
        report: what is told.
        directory: made if missing.
        every_draw: also each draw of each number.
        every_figure: also the figures that find no room on the page.
    """
    shown = every(report) if every_figure else page.figures(report)
    drawn = _DRAWING.submit(draw.draw_all, [figure.spec for figure in shown.values()])
    with ThreadPoolExecutor(1) as beside:
        maps = beside.submit(lambda: (geojson.text(report), czml.czml(report)))
        contents: dict[str, Content] = {
            "report.json": json.text(report),
            **csv.files(report),
            **netcdf.files(report, every_draw=every_draw),
        }
        try:
            drawn.result()
        finally:
            drawing.end()
        contents |= {"report.html": page.page(report), **pictures.files(shown, report)}
        contents["map.geojson"], contents["globe.czml"] = maps.result()
    named = {plain_name(name): content for name, content in contents.items()}
    if len(named) < len(contents):
        raise NoroshiError("two figures or tables would be written to one file; rename one of them")
    return write_files(directory, {LIST: readme(report, named), **named})


def every(report: Report) -> dict[str, Figure]:
    """All figures of all answers, by their full names."""
    return page.figures(report, most=sum(len(a.figures) for a in report.answers))


def readme(report: Report, contents: Mapping[str, str | bytes | Callable[[Path], None]]) -> str:
    """What each file holds, and how to cite it."""
    columns = {n: words for a in report.answers for n, words in csv.words_of(a).items()}
    lines = [
        f"# {_plain(report.title)}",
        "",
        *(f"- **{_plain(a.title)}** {_plain(a.headline.verdict)}" for a in report.answers),
        "",
        MARK,
        "",
        "| file | what it holds |",
        "|---|---|",
        *(f"| `{name}` | {_plain(_holds(name, report, columns))} |" for name in sorted(contents)),
        "",
        f"Cite: {_plain(report.provenance.cite)}",
        "",
        f"Made by: {_plain(report.provenance.line)}.",
        "",
    ]
    return "\n".join(lines)


_MARKS: Final = re.compile(r"([\\`*_\[\]<>|#&])")


def _plain(text: str) -> str:
    """A declared text, which may hold anything, as Markdown that shows just that."""
    return _MARKS.sub(r"\\\1", text)


_WHOLE = {
    "report.html": "all answers for people: headline, tables, figures, limits, sources",
    "report.json": "every number, with words and units: means, percentiles and their errors",
    "map.geojson": "everything that is on a map (RFC 7946)",
    "globe.czml": "everything that is on a globe, moving where it moves (Cesium, STK)",
}


def _holds(name: str, report: Report, columns: Mapping[str, Sequence[str]]) -> str:
    stem, _, ending = name.rpartition(".")
    if name in _WHOLE:
        return _WHOLE[name]
    question, *axes = stem.split("-")
    titles = {a.question: a.title for a in report.answers}
    title = titles.get(question, "")
    if ending == "csv":
        rows = f"A row for each {' and '.join(axes)}" if axes else "Single numbers"
        return f"{title} {rows}: {'; '.join(columns.get(name, []))}".removesuffix(": ")
    if ending == "nc":
        every = "every draw of every number" if axes == ["draws"] else "means and percentiles"
        return f"{title} As netCDF (`xarray.open_dataset`): {every}"
    figures = {
        plain_name(f"{a.question}-{f.name}"): f.title for a in report.answers for f in a.figures
    }
    return figures.get(stem, title)
