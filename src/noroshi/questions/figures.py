"""The pictures of an answer, drawn when somebody asks for them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Spec = dict[str, Any]
"""A Vega-Lite specification, with the plotted rows in it."""


@dataclass(frozen=True, eq=False)
class Figure:
    """A picture: what it finds, which variables it shows, and how it is drawn when asked for."""

    name: str
    title: str
    """What it finds, in a sentence."""
    caption: str
    """What is drawn how, and what is left out."""
    variables: tuple[str, ...]
    """That it shows, by name."""
    draw: Callable[[], Spec] = field(repr=False)
    """Makes the specification, with the plotted rows in it."""

    @cached_property
    def spec(self) -> Spec:
        """The specification."""
        return self.draw()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled with what is drawn: the function that draws it cannot be."""
        return Figure, (self.name, self.title, self.caption, self.variables, self.spec.copy)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"application/vnd.vegalite.v5+json": self.spec, "text/plain": self.title}
