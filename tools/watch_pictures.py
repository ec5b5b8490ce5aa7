"""Draw the pictures of the watch alone: `python tools/watch_pictures.py`."""

from make_pictures import PICTURES
from noroshi.cli.engine import prepare_engine

BASES = ("andersen", "misawa", "kadena")
STATIONS = ("senkaku", "korea-west")


def watch_pictures() -> None:
    """Write what the README and docs/watch.md show, under the names that they use."""
    from noroshi.cli.postures import postures
    from noroshi.present.draw import png
    from noroshi.questions import question
    from noroshi.questions.base import Case
    from noroshi.scenario import load

    world = load("japan")
    case = Case(*postures(world, None, None), world)
    basing = question("basing")(case, bases=BASES, stations=STATIONS)
    site = question("site")(case, sites=("yongbyon",))
    waters = question("waters")(case, waters=("senkaku",))
    drawn = {
        "basing": basing.figure("hours"),
        "unseen": site.figure("unseen-yongbyon"),
        "waters": waters.figure("noticed-senkaku"),
        "waters-map": waters.figure("ways-senkaku-after"),
    }
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, figure in drawn.items():
        (PICTURES / f"{name}.png").write_bytes(png(figure.spec))
        print(f"{name}.png: {figure.title}")


if __name__ == "__main__":
    prepare_engine()
    watch_pictures()
