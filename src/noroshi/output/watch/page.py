"""`watch.html`: each question with its answer, pictures, tables and limits on one page."""

from collections.abc import Iterator

from noroshi.output.html import Markup, join, table, tag
from noroshi.output.page import STYLE
from noroshi.output.watch import site, waters
from noroshi.output.watch.limits import limits
from noroshi.study.watch import Watch


def page(watch: Watch) -> str:
    """The whole page: no script, nothing fetched from elsewhere, every declared text escaped."""
    title = f"{watch.after.title}: the watch"
    sections = [tag("section", tag("h2", head), body) for head, body in questions(watch)]
    body = tag(
        "body",
        tag("header", tag("h1", title), _postures(watch), class_="page"),
        tag(
            "main",
            *sections,
            tag("section", tag("h2", "What this leaves out"), watch_limits(watch)),
            _declared(watch),
            class_="page",
        ),
        tag("footer", _files(), class_="page"),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", Markup(STYLE)),
    )
    return "<!DOCTYPE html>\n" + tag("html", head, body, lang="en") + "\n"


def questions(watch: Watch) -> Iterator[tuple[str, Markup]]:
    """Each question that was asked, and what is to be said about it."""
    for found in watch.sites:
        yield f"How long can {found.answer.name} work unseen?", site.section(found)
    for seen in watch.waters:
        yield f"Is an approach noticed: {seen.answer.name}?", waters.section(seen)


def _postures(watch: Watch) -> Markup:
    return tag(
        "p",
        f"Posture of {watch.before.day} against posture of {watch.after.day}, "
        f"{watch.draws} draws of the assumptions.",
        class_="quiet",
    )


def watch_limits(watch: Watch) -> Markup:
    """What the watch leaves out, as a list."""
    return tag("ul", *(tag("li", text) for text in limits(watch)))


def _declared(watch: Watch) -> Markup:
    world = watch.after
    cited = {s for section in SECTIONS for e in getattr(world, section).values() for s in e.source}
    rows = [
        [source.title, source.author or source.publisher, str(source.published or "")]
        for key, source in world.sources.items()
        if key in cited
    ]
    sources = table("Sources of what is declared here", ["title", "by", "published"], rows)
    return tag(
        "section",
        tag("h2", "What was assumed, and who says so"),
        tag(
            "p",
            "Every number with its interval, grade and source: "
            "noroshi show … platforms, payloads, fleets, stations, patrols, skies, waters.",
            class_="quiet",
        ),
        join(sources),
    )


SECTIONS = ("platforms", "payloads", "fleets", "stations", "patrols", "skies", "vessels", "waters")
"""Whose sources are listed."""


def _files() -> Markup:
    return tag(
        "p",
        "Beside this page: watch.json and CSV tables (every number), watch.nc (every draw), "
        "watch.czml (a day for a globe), and watch.geojson. In tables, a number is the median over "
        "the draws, with the 5 to 95 % interval in brackets.",
        class_="quiet",
    )
