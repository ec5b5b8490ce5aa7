"""`report.html`: the answer, its pictures, tables, assumptions and limits on one page."""

from collections.abc import Mapping
from typing import Any

from noroshi.output.alternatives import page_choices
from noroshi.output.answer_json import document
from noroshi.output.beside import NOTHING_BESIDE, Beside, sections
from noroshi.output.figures.render import svg
from noroshi.output.figures.style import Picture
from noroshi.output.gallery import Gallery, gallery
from noroshi.output.html import Markup, join, tag
from noroshi.output.limits import limits
from noroshi.output.page import STYLE
from noroshi.output.report_tables import (
    claims,
    drivers,
    estimates,
    first_seers,
    losses,
    people,
    places,
    sensors,
    sources,
    threats,
    vehicles,
    warning,
    warnings,
)
from noroshi.present.words import counted
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.naming import posture_date
from noroshi.study.answer import Answer


def report(comparison: Comparison, answer: Answer) -> str:
    """The whole page: no script, nothing fetched from elsewhere, every declared text escaped."""
    told = document(comparison, answer)
    return page(comparison, answer, gallery(comparison, answer), NOTHING_BESIDE, told)


def page(
    comparison: Comparison,
    answer: Answer,
    pictures: Gallery,
    beside: Beside,
    told: Mapping[str, Any],
) -> str:
    """The page around pictures that are drawn already; `told` is the run's own document."""
    scenario = comparison.after.scenario
    body = tag(
        "body",
        tag("header", _head(comparison), class_="page"),
        tag("main", *_sections(comparison, answer, pictures, beside, told), class_="page"),
        tag("footer", _files(), class_="page"),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{scenario.title}: what is warned, and how early"),
        tag("style", Markup(STYLE)),
    )
    return "<!DOCTYPE html>\n" + tag("html", head, body, lang="en") + "\n"


def _head(comparison: Comparison) -> Markup:
    before, after = posture_date(comparison.before), posture_date(comparison.after)
    flights = comparison.after.flights
    return join(
        tag("h1", comparison.after.scenario.title),
        tag(
            "p",
            f"Posture of {before} against posture of {after}: "
            f"{counted(len(flights.ids), 'flight')}, "
            f"{counted(flights.flight_time.shape[1], 'draw')} of the assumptions, "
            f"{counted(len(comparison.after.detections.sensors), 'sensor')}, "
            f"{counted(len(comparison.after.receivers), 'place')} to be warned.",
            class_="quiet",
        ),
    )


def _sections(
    comparison: Comparison,
    answer: Answer,
    pictures: Gallery,
    beside: Beside,
    told: Mapping[str, Any],
) -> list[Markup]:
    return [
        _section(
            "answer",
            "The answer",
            tag("div", *(tag("p", part) for part in answer.paragraph.split("\n")), class_="answer"),
            page_choices(comparison),
            _unseen(answer),
        ),
        _section(
            "where",
            "Where: each city before, after, and what it gained",
            tag("div", *(_figure(p) for p in pictures.maps), class_="panels"),
            _figure(pictures.far) if pictures.far else None,
            _figure(pictures.gains),
            _fold("Every place", places(answer), "long"),
        ),
        _section(
            "who",
            "For whom: people warned in time",
            warning(comparison, answer),
            *(_figure(p) for p in pictures.warned),
            people(comparison, answer),
        ),
        _section("how", "How: one flight and its chain of warning", *map(_figure, pictures.flight)),
        _section(
            "which",
            "Which sensors: who sees first, and what losing one would cost",
            first_seers(comparison, answer),
            losses(comparison, answer),
        ),
        _section(
            "sure",
            "How sure: the assumptions that drive the answer",
            *map(_figure, pictures.drivers),
            drivers(comparison, answer),
        ),
        _section(
            "threats",
            "By threat and city",
            threats(comparison, answer),
            _fold("Every city and threat", warnings(comparison, answer), "long"),
        ),
        *(_section(*part) for part in sections(beside, comparison.after.scenario, told)),
        _section("limits", "What this leaves out", limits(comparison)),
        _section(
            "declared",
            "What was assumed, and who says so",
            _fold("Sensors", sensors(comparison)),
            _fold("Vehicles", vehicles(comparison)),
            _fold("Where sources disagree", claims(comparison)),
            _fold("Every uncertain number", estimates(comparison)),
            _fold("Sources", sources(comparison)),
        ),
    ]


def _section(key: str, title: str, *children: Markup | None) -> Markup:
    return tag("section", tag("h2", title), *children, id=key)


def _fold(title: str, child: Markup, length: str = "short") -> Markup:
    """What few will read waits behind its title; on paper all but the long ones are open."""
    return tag("details", tag("summary", title), child, class_=length)


def _figure(picture: Picture) -> Markup:
    caption = tag("figcaption", picture.caption) if picture.caption else None
    return tag("figure", Markup(svg(picture)), caption)


def _unseen(answer: Answer) -> Markup:
    before, after = len(answer.unseen_before), len(answer.unseen_after)
    if before == after == 0:
        return tag("p", "Every flight is confirmed by some sensor in most draws, before and after.")
    return tag(
        "p",
        f"Flights that no sensor confirms in most draws: {before} before, {after} after. ",
        ", ".join(answer.unseen_after[:12]),
        "…" if after > 12 else "",
    )


def _files() -> Markup:
    return tag(
        "p",
        "Beside this page: answer.json and CSV tables (every number), assessment.nc (every flight, "
        "draw and sensor), picture.czml (for a globe), and GeoJSON maps. In tables, a "
        "number is the mean or, where the table says so, the median over the draws, with the 5 to "
        "95 % interval in brackets, in no finer steps than the draws support.",
        class_="quiet",
    )
