"""The pictures of the answer."""

from collections.abc import Iterator
from functools import partial

from noroshi.present.charts import Field, Row, Spec, above, bars, stacked
from noroshi.present.words import duration, share
from noroshi.questions.answer import Figure
from noroshi.questions.shares.words import GAME, Shares, brought_to


def figures(found: Shares) -> Iterator[Figure]:
    """Shares by party before and after, with those of classes below; and what losses cost."""
    if not found.warned:
        return
    whom, name = max(found.warned.items(), key=lambda w: found.number("people", whom=w[0]))
    said = brought_to(found, whom, name)
    title = f"{said[0].upper()}{said[1:]}"
    yield Figure(
        "shares",
        title,
        "Above, the share of the warning that the sensors of each party bring, each party taken "
        f"as a whole. Below, what each class of sensors brings to {name} within its owner’s share, "
        "and what its loss would cost while all others stand: where that is little, others see "
        "the same. A share is no bill.",
        ("owner_share", "class_brings", "class_lost"),
        partial(_draw, found, whom, name, title),
    )


def _draw(found: Shares, whom: str, name: str, title: str) -> Spec:
    return above(
        stacked(
            owner_rows(found),
            Field("percent", "share of the warning", "%"),
            label=Field("posture"),
            part=Field("owner", "sensors of"),
            text="words",
            title="Who brings the warning",
        ),
        bars(
            class_rows(found, whom),
            Field("seconds", "warning", "s"),
            label=Field("class"),
            series=Field("what"),
            roles={"brings": "gain", "lost without it": "loss"},
            text="words",
            title=f"{name}, by class of sensors",
        ),
        title=title,
    )


def owner_rows(found: Shares) -> list[Row]:
    """A row a party that is warned, posture and owner of sensors."""
    owners = found.names("owner")
    return [
        {
            "posture": f"{name}, {when}",
            "owner": owners[owner],
            "percent": 100.0 * part,
            "words": share(part),
        }
        for whom, name in found.warned.items()
        for posture, when in zip(("before", "after"), found.when, strict=True)
        for owner, part in found.brings(whom, posture).items()
    ]


def class_rows(found: Shares, whom: str) -> list[Row]:
    """Two rows a class of sensors: what it brings, and what its loss costs; most first."""
    at = {"whom": whom, "posture": "after", "game": GAME}
    rows = []
    for key, name in found.names("class").items():
        here = {"class": key, **at}
        if found.stated("class_brings", **here):
            owner = found.names("owner")[found.word("class_owner", **{"class": key})]
            brings, lost = (found.mean(v, **here) for v in ("class_brings", "class_lost"))
            if brings >= 0.5:
                rows.append((brings, lost, f"{name} ({owner})"))
    rows.sort(key=lambda row: -row[0])
    return [
        {"class": name, "what": what, "seconds": seconds, "words": duration(seconds)}
        for brings, lost, name in rows
        for what, seconds in (("brings", brings), ("lost without it", lost))
    ]
