"""Names on a map: by rank, never over one another, over a point, over a leader, or off the edge."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.present.labels import Label, meets, place_labels
from noroshi.present.letters import text_width

FRAME = (0.0, 0.0, 390.0, 300.0)
CROWDED = (0.0, 0.0, 200.0, 130.0)
places = st.tuples(st.floats(2.0, 198.0), st.floats(2.0, 128.0))
labelled = st.lists(
    st.tuples(places, st.text("abcdefgh W", min_size=1, max_size=18), st.booleans()),
    min_size=1,
    max_size=40,
)


@given(named=labelled, others=st.lists(places, max_size=20), line=st.lists(places, max_size=20))
@settings(max_examples=150, deadline=None)
def test_no_label_covers_another_a_point_a_leader_or_the_edge(named, others, line):
    labels = [Label(text, x, y, bold=bold) for (x, y), text, bold in named]
    box = (150.0, 100.0, 200.0, 130.0)
    placed = place_labels(labels, frame=CROWDED, points=others, boxes=[box], lines=line)
    points = [*others, *((label.x, label.y) for label in labels)]
    for one in placed:
        left, top, right, foot = one.box
        wide = text_width(one.label.text, one.label.size, bold=one.label.bold)
        assert right - left >= wide
        assert foot - top >= one.label.size
        assert left >= 0.0 <= top
        assert right <= CROWDED[2]
        assert foot <= CROWDED[3]
        assert not meets(one.box, box)
        assert not any(left < x < right and top < y < foot for x, y in points)
    for k, one in enumerate(placed):
        assert not any(meets(one.box, other.box) for other in placed[k + 1 :])
        for other in placed:
            if other.leader and other is not one:
                assert not _crosses((other.label.x, other.label.y), other.foot, one.box)


def _crosses(start, end, box):
    """Whether the inner part of a segment runs through a box shrunk by a pixel."""
    left, top, right, foot = box[0] + 1.0, box[1] + 1.0, box[2] - 1.0, box[3] - 1.0
    shares = [k / 400.0 for k in range(401)]
    length = math.dist(start, end)
    return any(
        left < start[0] + s * (end[0] - start[0]) < right
        and top < start[1] + s * (end[1] - start[1]) < foot
        for s in shares
        if s * length > 5.0
    )


def test_a_label_that_is_alone_stands_right_beside_its_point():
    (placed,) = place_labels([Label("Tokyo", 100.0, 100.0)], frame=FRAME)
    assert not placed.leader
    assert placed.box[0] == 106.0
    assert placed.box[1] < 100.0 < placed.box[3]


def test_who_comes_first_has_the_choice_and_who_finds_no_room_is_left_out():
    crowd = [Label(f"Name {k}", 50.0 + 0.1 * k, 30.0) for k in range(30)]
    small = (0.0, 0.0, 110.0, 60.0)
    placed = place_labels(crowd, frame=small)
    assert placed[0].label.text == "Name 0"
    assert 2 <= len(placed) < 30
    first = [p.label.text for p in place_labels(crowd[::-1], frame=small)]
    assert first[0] == "Name 29"


def test_a_crowded_place_is_named_from_afar_with_a_line_to_it():
    ring = [(200.0 + 14.0 * math.cos(a), 150.0 + 9.0 * math.sin(a)) for a in range(7)]
    placed = place_labels([Label("Kyogamisaki", 200.0, 150.0)], frame=FRAME, points=ring)
    (far,) = placed
    assert far.leader
    assert math.dist(far.foot, (200.0, 150.0)) > 10.0


def test_lines_are_kept_free_where_there_is_room_and_covered_where_there_is_none():
    line = [(100.0 + k, 100.0) for k in range(0, 200, 3)]
    (placed,) = place_labels([Label("2,100 km", 200.0, 100.0)], frame=FRAME, lines=line)
    assert not any(placed.box[1] < y < placed.box[3] for _, y in line)
    everywhere = [(float(x), float(y)) for x in range(0, 390, 8) for y in range(0, 300, 6)]
    assert place_labels([Label("2,100 km", 200.0, 100.0)], frame=FRAME, lines=everywhere)
