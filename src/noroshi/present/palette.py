"""Colours by role: safe for the colour-blind, legible in light and dark, apart in grey.

Hues follow Okabe & Ito (2008), darkened until a mark stands out from paper and land by 3:1 and
letters by 4.5:1 (WCAG 2.2, 1.4.3 and 1.4.11). A specification holds the light colour; `draw.svg`
turns every one of them into a CSS variable, for which `style.css` has a dark value.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

STEPS: Final = ("#fde725", "#7ad151", "#22a884", "#2a788e", "#414487", "#440154")
"""From little to much, for surfaces and circles with an edge: six of viridis (van der Walt & Smith
2015), which differ in hue as well, and keep their order in grey and for the colour-blind."""
_STEPS_DARK: Final = ("#5558c8", "#2f80b8", "#1f9d86", "#76c756", "#d0d82c", "#fff7a0")
"""The same for a dark page, where what is bright stands out: from little to much, too."""


class Colour(NamedTuple):
    """One colour of the palette, in a light page and in a dark one."""

    light: str
    dark: str


_HUES: Final = {
    "ink": Colour("#1b1b1d", "#ecebe6"),
    "soft": Colour("#57575e", "#b5b4b0"),
    "faint": Colour("#d9d8d3", "#3a3b3f"),
    "land": Colour("#dcd9d0", "#3d3f42"),
    "coast": Colour("#8b8a86", "#77787c"),
    "paper": Colour("#fefefd", "#191a1c"),
    "ochre": Colour("#b16a00", "#f0b13c"),
    "blue": Colour("#0072b2", "#6cb6e8"),
    "green": Colour("#00805d", "#4cc9a0"),
    "purple": Colour("#a2487e", "#e5a3c6"),
    "vermilion": Colour("#c04f00", "#ff9a5c"),
    "sky": Colour("#2a7bab", "#9bd0f2"),
    "ochre-letters": Colour("#814b00", "#f1b23d"),
    "blue-letters": Colour("#005a8d", "#6db7e9"),
    "green-letters": Colour("#00664a", "#4dcaa1"),
    "purple-letters": Colour("#863565", "#e6a4c7"),
    "vermilion-letters": Colour("#973a00", "#ff9b5d"),
    "sky-letters": Colour("#1b5a80", "#9cd1f3"),
}

DIVERGING: Final = ("#b35806", "#e08e3c", "#f5cb94", "#c3c0dc", "#8e7fb8", "#54378a")
"""From most lost to most gained: PuOr of ColorBrewer, the middle left out."""
_DIVERGING_DARK: Final = ("#ffa04d", "#c9803f", "#876446", "#6f6a94", "#9c8fd6", "#cdbcff")


def _mixed(colour: Colour, share: float) -> Colour:
    """A tint: so much of a colour on the paper of its side."""
    papers = _HUES["paper"]
    return Colour(*(_mix(c, p, share) for c, p in zip(colour, papers, strict=True)))


def _mix(colour: str, paper: str, share: float) -> str:
    parts = ((int(c[k : k + 2], 16) for c in (colour, paper)) for k in (1, 3, 5))
    return "#" + "".join(f"{round(share * c + (1.0 - share) * p):02x}" for c, p in parts)


_TINTED: Final = ("ochre", "blue", "green", "purple", "vermilion", "sky", "soft", "ink")
COLOURS: Final[Mapping[str, Colour]] = (
    _HUES
    | {f"{name}-tint": _mixed(_HUES[name], 0.28) for name in _TINTED}
    | {f"step-{k}": Colour(*pair) for k, pair in enumerate(zip(STEPS, _STEPS_DARK, strict=True))}
    | {
        f"turn-{k}": Colour(*pair)
        for k, pair in enumerate(zip(DIVERGING, _DIVERGING_DARK, strict=True))
    }
)
"""By the name of their CSS variable; no light colour stands here twice."""


class Appearance(NamedTuple):
    """How one series is told from another: by colour, dash, width, shape and filling at once."""

    colour: str
    """A name in `COLOURS`: of lines, outlines and what is solid."""
    dash: tuple[int, ...] = ()
    """Lengths of stroke and gap [px]; none is a continuous line."""
    width: float = 2.0
    """Of a line [px]."""
    shape: str = "circle"
    solid: bool = True
    """Whether bars and bands are filled with the colour itself, and not with its tint."""

    @property
    def fill(self) -> str:
        """The name of the colour within an outline."""
        return self.colour if self.solid else f"{self.colour}-tint"


ROLES: Final[Mapping[str, Appearance]] = {
    "before": Appearance("ochre", (6, 4), 2.6, "square", False),
    "after": Appearance("blue"),
    "gain": Appearance("green"),
    "loss": Appearance("vermilion", (6, 4), 2.0, "square", False),
    "bound": Appearance("soft", (2, 3), 1.6, "diamond", False),
    "sensor": Appearance("ink", (), 1.6, "triangle-up"),
    "new": Appearance("vermilion", (), 2.2, "triangle-up"),
    "gone": Appearance("soft", (3, 3), 1.6, "triangle-up", False),
    "site": Appearance("purple", (2, 3), 1.6, "cross"),
    "city": Appearance("blue", (), 1.6, "circle"),
    "base": Appearance("ink", (), 1.8, "square"),
    "limit": Appearance("vermilion", (), 1.6, "diamond", False),
    "patrol": Appearance("ink", (6, 4), 1.6, "diamond", False),
    "area": Appearance("sky", (), 1.4, "circle", False),
    "landmark": Appearance("soft", (), 1.2, "diamond"),
    "stay": Appearance("soft", (), 1.6, "circle", False),
    "party-1": Appearance("blue", (), 2.2, "circle"),
    "party-2": Appearance("ochre", (6, 4), 2.2, "square", False),
    "party-3": Appearance("green", (2, 3), 2.4, "triangle-up"),
    "party-4": Appearance("purple", (8, 3, 2, 3), 2.2, "diamond", False),
    "party-5": Appearance("ink", (10, 4), 2.0, "triangle-down", False),
    "party-6": Appearance("vermilion", (4, 2), 2.2, "cross"),
}
"""What a colour stands for, in every figure the same."""

FEATURES: Final[Mapping[str, str]] = {
    "new sensor": "new",
    "gone sensor": "gone",
    "coverage": "area",
    "new coverage": "limit",
    "gone coverage": "bound",
    "look by camera": "after",
    "look by radar": "new",
    "satellite": "area",
    "way": "before",
    "flight": "new",
    "impact": "limit",
    "waters": "area",
    "vessel": "party-4",
    "noticed": "gain",
    "unnoticed": "loss",
    "territorial-sea": "limit",
    "treaty-area": "party-1",
    "air-defence-zone": "party-2",
    "contiguous-zone": "party-3",
    "claim": "party-4",
}
"""Roles of features of layers that look as one of `ROLES`, on a map as on a globe."""

PARTIES: Final = tuple(role for role in ROLES if role.startswith("party-"))
"""Roles for series that have no meaning of their own, in the order in which they are given out."""


def light(name: str) -> str:
    """A colour as a specification holds it, "#rrggbb"; `KeyError` for a name that is not there."""
    return COLOURS[name].light


def of_feature(role: str) -> Colour:
    """The colour of a feature of a layer; ink, where its role has none.

    Example:
        >>> of_feature("territorial-sea") == COLOURS["vermilion"]
        True
    """
    look = ROLES.get(FEATURES.get(role, role))
    return COLOURS["ink" if look is None else look.colour]


def letters(look: Appearance) -> str:
    """The colour for words about a series: dark enough to be read on land."""
    return light(
        look.colour if f"{look.colour}-letters" not in COLOURS else f"{look.colour}-letters"
    )


def looks(names: Sequence[str], roles: Mapping[str, str] | None = None) -> dict[str, Appearance]:
    """A look for each series, by its name.

    Args:
        names: of the series, in the order of the reader's eye.
        roles: of those that have one, a key of `ROLES`. A name that is a role is its own. The
            others take those of `PARTIES` in turn.
    """
    given = {name: (roles or {}).get(name, name if name in ROLES else "") for name in names}
    free = [role for role in PARTIES if role not in given.values()]
    others = [name for name, role in given.items() if not role]
    turns = {name: (free or PARTIES)[k % len(free or PARTIES)] for k, name in enumerate(others)}
    return {name: ROLES[role or turns[name]] for name, role in given.items()}


def css() -> str:
    """Declarations of the palette's variables: light, then dark where the reader asks for it."""
    sides = [
        " ".join(f"--{name}: {getattr(colour, side)};" for name, colour in COLOURS.items())
        for side in ("light", "dark")
    ]
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {sides[1]} }} }}"
    return f":root {{ {sides[0]} }}\n{dark}\n"
