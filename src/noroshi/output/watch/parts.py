"""What the sections of the watch share."""

from collections.abc import Mapping, Sequence

from noroshi.output.figures.render import svg
from noroshi.output.figures.style import Picture
from noroshi.output.html import Markup, join, table, tag
from noroshi.stats import Driver, Interval

_SHOWN = 8
"""Drivers that are listed."""


def at(values: Interval, i: int) -> Interval:
    """One entry of an interval of arrays."""
    return Interval(*(v[i] for v in values))


def figure(picture: Picture) -> Markup:
    """A picture with what is said below it."""
    caption = tag("figcaption", picture.caption) if picture.caption else None
    return tag("figure", Markup(svg(picture)), caption)


def fold(title: str, child: Markup | None, length: str = "short") -> Markup:
    """What few will read waits behind its title; on paper all but the long ones are open."""
    return tag("details", tag("summary", title), child, class_=length)


def drivers_table(title: str, names: Mapping[str, str], found: Sequence[Driver]) -> Markup:
    """Assumptions by their rank correlation with an answer; or that none stands out."""
    if not found:
        return tag("p", f"{title}: none stands out beyond chance.", class_="quiet")
    rows = [[names.get(d.name, d.name), f"{d.correlation:+.2f}"] for d in found[:_SHOWN]]
    return join(table(title, ["assumption", "rank correlation"], rows))
