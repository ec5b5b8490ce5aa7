"""A figure as text or bytes."""

import io
import re

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG

from noroshi.output.figures.style import INK, LAND, PAPER, SOFT, Picture, styled
from noroshi.output.html import escape

_VARIABLES = {INK: "ink", SOFT: "soft", LAND: "land", PAPER: "paper"}
_SIZE = re.compile(r'width="[\d.]+pt" height="[\d.]+pt" ')


@styled
def svg(picture: Picture) -> str:
    """The figure as an `<svg>` element for a page: no prologue, identifiers of its own.

    Its neutral colours are CSS variables with the light colour as fallback.
    """
    raw = io.StringIO()
    FigureCanvasSVG(picture.figure).print_svg(  # type: ignore[no-untyped-call]
        raw, metadata={"Date": None, "Creator": None}
    )
    text = raw.getvalue()
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
    return _described(_own_identifiers(_coloured(text), picture.name), picture.alt)


def _coloured(text: str) -> str:
    for colour, name in _VARIABLES.items():
        text = text.replace(colour, f"var(--{name}, {colour})")
    return text


def _own_identifiers(text: str, prefix: str) -> str:
    """Several figures share a page, where an identifier may stand only once.

    A figure is named after what it shows, and so after what a file declares: whatever could end the
    attribute is left out, though ids with such signs are refused when a scenario is read.
    """
    prefix = re.sub(r"[^\w.-]+", "-", prefix)
    text = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", text)
    return re.sub(r'xlink:href="#([^"]+)"', rf'href="#{prefix}-\1"', text)


def _described(text: str, alt: str) -> str:
    text = _SIZE.sub("", text, count=1)
    text = re.sub(r' xmlns(:xlink)?="[^"]+"', "", text)  # inside HTML both are known
    return text.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1).rstrip() + "\n"


@styled
def png(picture: Picture, *, dots_per_inch: float = 144.0) -> bytes:
    """The figure as a PNG on white."""
    out = io.BytesIO()
    canvas = FigureCanvasAgg(picture.figure)
    with mpl.rc_context({"savefig.facecolor": PAPER}):
        canvas.figure.savefig(out, format="png", dpi=dots_per_inch, metadata={"Software": None})
    return out.getvalue()
