"""Draw the pictures of the README and the docs: `python tools/make_pictures.py`.

Writes docs/pictures/*.png from the figures of the answers, as a run draws them; the same seed and
draws give the same pictures.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from noroshi.cli.engine import prepare_engine

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
ASKED: Final[Mapping[str, Mapping[str, Any]]] = {
    "warning": {},
    "basing": {
        "bases": ("misawa", "kadena", "andersen"),
        "stations": ("senkaku", "korea-west"),
    },
    "site": {"sites": ("yongbyon",)},
    "waters": {"waters": ("senkaku",)},
}
"""Questions about `japan`, with their options."""
SHOWN: Final = (
    ("warning", "change"),
    ("warning", "chain"),
    ("basing", "hours"),
    ("site", "unseen-yongbyon"),
    ("waters", "noticed-senkaku"),
)
"""Figures that a page shows, by question and name."""


def main() -> None:
    prepare_engine()
    import noroshi
    from noroshi.present.draw import heading, png
    from tracking_figure import tracking_figures

    japan = noroshi.load("japan")
    specs = {}
    for question, options in ASKED.items():
        answer = japan.ask(question, **options)
        named = [name for asked, name in SHOWN if asked == question]
        specs |= {f"{question}-{name}": answer.figure(name).spec for name in named}
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, spec in {**specs, **tracking_figures()}.items():
        (PICTURES / f"{name}.png").write_bytes(png(spec))
        print(f"{name}.png: {heading(spec)}")


if __name__ == "__main__":
    main()
