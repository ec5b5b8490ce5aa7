"""`ledger.html`: the two sentences, the figures, the tables and the sources on one page."""

from collections import Counter
from dataclasses import replace

from noroshi.output.figures.flows import money_flows, people_flows
from noroshi.output.figures.plans import plan_change
from noroshi.output.figures.style import Picture
from noroshi.output.html import Markup, join, table, tag
from noroshi.output.ledger.found import Found
from noroshi.output.ledger.limits import limits
from noroshi.output.ledger.paragraph import paragraph
from noroshi.output.ledger.sheets import Sheet, notes, sheets
from noroshi.output.page import STYLE
from noroshi.output.watch.parts import figure, fold
from noroshi.scenario.records import RECKONED

TITLE = "Who moves, when, and who pays"


def page(found: Found) -> str:
    """The whole page: no script, nothing fetched from elsewhere, every declared text escaped."""
    body = tag(
        "body",
        tag("header", tag("h1", TITLE), _asked(found), class_="page"),
        tag(
            "main",
            tag("section", tag("p", paragraph(found), class_="answer")),
            tag("section", tag("h2", "At a glance"), *_pictures(found)),
            tag("section", tag("h2", "Line by line"), *_tables(found)),
            tag("section", tag("h2", "What this leaves out"), _limits(found)),
            _sources(found),
            class_="page",
        ),
        tag("footer", _files(), class_="page"),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{TITLE}: {found.world.title}"),
        tag("style", Markup(STYLE)),
    )
    return "<!DOCTYPE html>\n" + tag("html", head, body, lang="en") + "\n"


def section(found: Found) -> Markup:
    """Sentences, figures and tables, for a page that holds more."""
    return join(tag("p", paragraph(found), class_="answer"), *_pictures(found), *_tables(found))


def _pictures(found: Found) -> list[Markup]:
    drawn = [picture for chain in found.each for picture in _of_chain(chain)]
    # A name is the prefix of what a picture refers to in itself: each has its own.
    names = Counter[str]()
    for i, picture in enumerate(drawn):
        names[picture.name] += 1
        if names[picture.name] > 1:
            drawn[i] = replace(picture, name=f"{picture.name}-{names[picture.name]}")
    return [figure(picture) for picture in drawn]


def _of_chain(found: Found) -> list[Picture]:
    left = dict.fromkeys(m.leaves for m in found.ledger.now.moves if m.who == "military")
    made = (plan_change(found), *(people_flows(found, p) for p in left), money_flows(found))
    return [picture for picture in made if picture is not None]


def _tables(found: Found) -> list[Markup]:
    noted = notes(found)
    return [_sheet(sheet) for sheet in (*sheets(found), *([noted] if noted.rows else []))]


def _asked(found: Found) -> Markup:
    prices = found.ledger.prices
    told = "as stated" if prices.by is None else f"fiscal year {prices.year}, by {prices.by.name}"
    text = f"What was decided and done by {found.ledger.day}; prices: {told}."
    return tag("p", text, class_="quiet")


def _sheet(sheet: Sheet) -> Markup:
    made = join(table(sheet.title, sheet.head, sheet.rows))
    return made if sheet.main else fold(sheet.title, made)


def _limits(found: Found) -> Markup:
    return tag("ul", *(tag("li", text) for text in limits(found)))


def _sources(found: Found) -> Markup:
    entries = [e for name in RECKONED for e in getattr(found.world, name).values()]
    cited = {s for e in entries for s in e.source}
    rows = [
        [source.title, source.author or source.publisher, str(source.published or "")]
        for key, source in found.world.sources.items()
        if key in cited
    ]
    return tag(
        "section",
        tag("h2", "Who says so"),
        tag(
            "p",
            f"Every entry with its grade: noroshi show … {', '.join(RECKONED)}.",
            class_="quiet",
        ),
        fold("Sources", join(table("Sources", ["title", "by", "published"], rows)), "long"),
    )


def _files() -> Markup:
    return tag(
        "p",
        "Beside this page: ledger.json and CSV tables with every number and its bounds.",
        class_="quiet",
    )
