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


def tag(name: str, /, *children: Child, **attributes: str) -> Markup:
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
    """A table that scrolls sideways in its own box; the first cell of a row heads it.

    Columns of words are set to the left, numbers to the right.
    """
    titles, cells = list(head), [list(row) for row in rows]
    worded = [_worded([row[column] for row in cells]) for column in range(len(titles))]
    header = tag("tr", *(_cell("th", t, w, "col") for t, w in zip(titles, worded, strict=True)))
    body = [
        tag(
            "tr",
            _cell("th", row[0], True, "row"),
            *(_cell("td", c, w) for c, w in zip(row[1:], worded[1:], strict=True)),
        )
        for row in cells
    ]
    inner = tag("table", tag("thead", header), tag("tbody", *body), aria_label=caption)
    # The title stands outside the box that scrolls, or it would be cut on a narrow screen.
    box = tag("div", inner, class_="scroll", tabindex="0", role="region", aria_label=caption)
    return join(tag("p", caption, class_="title"), box)


def _worded(column: list[Child]) -> bool:
    """Whether most cells begin with a letter."""
    letters = sum(isinstance(c, str) and c[:1].isalpha() for c in column)
    return 2 * letters > len(column)


def _cell(name: str, content: Child, words: bool, scope: str = "") -> Markup:
    attributes = ({"class_": "words"} if words else {}) | ({"scope": scope} if scope else {})
    return tag(name, content, **attributes)
