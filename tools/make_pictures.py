"""Draw the pictures of the README and the docs: `python tools/make_pictures.py`.

Writes docs/pictures/*.png; the same seed and draws give the same pictures.
"""

from pathlib import Path

from noroshi.output.figures.style import Picture

from noroshi.cli.engine import prepare_engine

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
DOTS_PER_INCH = 110.0


def main() -> None:
    prepare_engine()
    from noroshi.output.figures.city_map import triptych
    from noroshi.output.gallery import atlas_of, gallery
    from noroshi.study import Comparison, facing_the_same, summarise

    from noroshi.cli.postures import postures
    from noroshi.questions.warning.pipe import assess_all
    from tracking_figure import tracking_picture
    from watch_pictures import watch_pictures

    declared, after = postures("japan", None, None)
    before = facing_the_same(declared, after)
    comparison = Comparison(*assess_all([before, after], draws=128, seed=0))
    drawn = gallery(comparison, summarise(comparison))
    pictures = [triptych(atlas_of(comparison)), drawn.gains, *drawn.flight, drawn.warned[0]]
    pictures += [*drawn.shrinking, *drawn.known[:1], *drawn.ellipse[:1], *drawn.errors]
    pictures.append(tracking_picture())
    pictures += [drawn.drivers[0], *([drawn.far] if drawn.far else [])]
    save(pictures)
    watch_pictures()


def save(pictures: list[Picture]) -> None:
    """Each as a PNG under its name."""
    from noroshi.output.figures.render import png

    PICTURES.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        file = PICTURES / f"{picture.name}.png"
        file.write_bytes(png(picture, dots_per_inch=DOTS_PER_INCH))
        print(f"{file.name}: {picture.alt}")


if __name__ == "__main__":
    main()
