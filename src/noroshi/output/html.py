"""HTML from nested calls: every text is escaped unless it was made here."""

import html
from collections.abc import Iterable


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


Child = str | Markup | None | Iterable["Child"]
_VOID = {"meta", "br", "hr", "link"}


def escape(text: str) -> str:
    """Text as content or as an attribute's value."""
    return html.escape(text, quote=True)


def tag(name: str, *children: Child, **attributes: str) -> Markup:
    """An element. `class_` and `for_` stand for names that Python keeps for itself; `_` for `-`."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Children one after the other, escaped where they are plain text."""
    return Markup("".join(_child(child) for child in children))


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return escape(child)
    return "".join(_child(part) for part in child)


def table(caption: str, head: Iterable[Child], rows: Iterable[Iterable[Child]]) -> Markup:
    """A table that scrolls sideways in its own box; the first cell of a row heads it."""
    header = tag("tr", *(tag("th", cell, scope="col") for cell in head))
    body = [tag("tr", *_cells(row)) for row in rows]
    inner = tag("table", tag("caption", caption), tag("thead", header), tag("tbody", *body))
    return tag("div", inner, class_="scroll", tabindex="0", role="region", aria_label=caption)


def _cells(row: Iterable[Child]) -> Iterable[Markup]:
    for number, cell in enumerate(row):
        yield tag("th", cell, scope="row") if number == 0 else tag("td", cell)
