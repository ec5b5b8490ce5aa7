"""Draw the pictures of the watch alone: `python tools/watch_pictures.py`."""

from make_pictures import save
from noroshi.cli.engine import prepare_engine
from noroshi.output.figures.style import Picture

BASES = ("andersen", "misawa", "kadena")
STATIONS = ("senkaku", "korea-west")


def watch_pictures() -> list[Picture]:
    """What the README and docs/watch.md show, under the names that they use."""
    from dataclasses import replace

    from noroshi.cli.postures import postures
    from noroshi.output.figures.basing import basing_hours, basing_map
    from noroshi.output.figures.site_watch import unseen_curve
    from noroshi.output.figures.waters import waters_curve, waters_map
    from noroshi.scenario import load
    from noroshi.study.watch import Question, watch

    question = Question(bases=BASES, stations=STATIONS, sites=("yongbyon",), waters=("senkaku",))
    before, after = postures("japan", None, None)
    found = watch(
        before, after, load("japan"), question, draws=128, seed=0, told=lambda _stage, _share: None
    )
    assert found.basing is not None
    site, seas = found.sites[0].answer, found.waters[0]
    drawn = {
        "basing": basing_hours(found.basing.answer),
        "basing-map": basing_map(found.basing.table, found.basing.answer),
        "unseen": unseen_curve(site),
        "waters": waters_curve(seas.answer),
        "waters-map": waters_map(seas.after, seas.answer, seas.answer.after),
    }
    return [replace(picture, name=name) for name, picture in drawn.items()]


if __name__ == "__main__":
    prepare_engine()
    save(watch_pictures())
