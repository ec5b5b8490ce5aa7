"""What is told at its date only, what parts hand on, and events that cannot be as they are told."""

from datetime import date

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic

from noroshi.commitments.areas import Belt, Difference, Outline, Undefined, Union
from noroshi.commitments.evaluate import commitments
from noroshi.commitments.inherited import disputes, limit_error
from noroshi.commitments.reasons import Event
from noroshi.commitments.records import Agreement
from noroshi.commitments.shapes import shape
from noroshi.commitments.where import Gazetteer, membership
from noroshi.earth.named_place import NamedPlace
from noroshi.questions.commitments.misplaced import misplaced

DAY = date(2014, 1, 1)
ISLE = (np.radians(30.0), np.radians(130.0))
ON_ISLE = NamedPlace("the isle", *ISLE)
COAST = {"isle": ISLE}


def belt(name="the isle", **more):
    fields = {"kind": "belt", "name": name, "role": "part", "coast": ["isle"], "outer": "12 nmi"}
    return Belt.model_validate({**fields, **more}, by_alias=True)


def union(*of):
    return Union(kind="union", name="all", role="treaty-area", of=of)


def treaty(when):
    own = {"title": "t", "text": "t", "where": "1", "when": when}
    own["duties"] = [{"who": "each", "what": "act", "text": "act"}]
    fields = {"name": "T", "form": "treaty", "parties": ["a", "u"], "provisions": {"one": own}}
    return Agreement.model_validate(fields, by_alias=True)


def weigh(when, areas, **more):
    event = Event(**{"kind": "armed-attack", "day": DAY, "place": ON_ISLE, "on": "a", **more})
    return commitments({"t": treaty(when)}, areas, event, coast=COAST, names={})


LATE = [{"by": "x", "what": "denies it", "from": "2014-01-01"}]


@pytest.mark.parametrize(("day", "count"), [(date(2013, 12, 31), 0), (DAY, 1)])
def test_nobody_contests_before_the_day_on_which_he_did(day, count):
    areas = {"sea": belt(role="territory", disputed=LATE)}
    assert len(weigh({"place_in": "sea"}, areas, day=day).contested) == count


def test_a_dispute_about_a_part_is_told_of_the_whole():
    areas = {"piece": belt(disputed=LATE), "whole": union("piece")}
    (told,) = weigh({"place_in": "whole"}, areas).contested
    assert told.about == "areas.piece"
    assert [d.by for d in disputes(areas, "whole", DAY)] == ["x"]
    assert disputes(areas, "whole", date(2013, 1, 1)) == ()


def test_the_limit_of_a_whole_is_known_as_well_as_its_worst_part_that_holds():
    fine, coarse = belt(known_to="1 km"), belt(known_to="5 km", until="2010-01-01")
    less = Difference(kind="difference", name="d", role="part", of="fine", less=("coarse",))
    east = Undefined(kind="undefined", name="e", role="part", why="no line")
    areas = {"fine": fine, "coarse": coarse, "both": union("fine", "coarse"), "d": less, "e": east}
    for key in ("both", "d"):
        assert limit_error(areas, key, date(2009, 1, 1)) == 5e3
        assert limit_error(areas, key, DAY) == 1e3
    assert limit_error(areas, "e", DAY) is None


@pytest.mark.parametrize(
    ("by", "standing"), [("u", "does not apply"), (None, "applies"), ("x", "applies")]
)
def test_who_attacks_unnamed_is_taken_to_be_no_ally(by, standing):
    when = {"all": [{"target": ["a", "u"]}, {"not": {"actor": ["a", "u"]}}]}
    assert weigh(when, {}, by=by).findings[0].standing == standing


def test_a_map_draws_only_the_version_that_holds():
    areas = {"old": belt(until="2010-01-01"), "new": belt(outer="3 nmi", **{"from": "2010-01-01"})}
    gazetteer = Gazetteer({**areas, "sea": union("old", "new")}, COAST)
    now, then = (shape(gazetteer, "sea", day) for day in (DAY, date(2009, 1, 1)))
    assert now.area == pytest.approx(then.area / 16.0, rel=0.01)


def test_what_is_cut_out_is_named_and_its_own_shore_is_no_distance():
    """The place is 5 nautical miles off an isle that is not counted, and far from the other."""
    areas = {"near": belt("the isle cut out", outer="20 nmi"), "all": belt(outer="3 nmi")}
    areas["rest"] = Difference(
        kind="difference", name="rest", role="part", of="all", less=("near",)
    )
    place = NamedPlace("there", ISLE[0] + np.radians(5 / 60), ISLE[1])
    found = membership(Gazetteer(areas, COAST), "rest", place, DAY)
    assert found.verdict is False
    assert np.isnan(found.outside)
    assert found.words == "it lies in the isle cut out, not counted in it"
    # With another isle left, that one's sea is how far it is to the rest.
    areas = {**areas, "all": belt(outer="3 nmi", coast=["isle", "other"])}
    found = membership(Gazetteer(areas, {**COAST, "other": (0.5, 2.4)}), "rest", place, DAY)
    away = Geodesic.WGS84.Inverse(*np.degrees([place.lat, place.lon, 0.5, 2.4]))["s12"]
    assert found.outside == pytest.approx(away - 3 * 1852.0, abs=5.0)
    assert found.words.startswith("it lies in the isle cut out, not counted in it; the rest is ")


def test_near_a_rough_edge_nobody_can_say_and_near_the_others_all_can():
    corners = [["10 deg", "20 deg"], ["10 deg", "30 deg"], ["20 deg", "25 deg"]]
    fields = {"kind": "polygon", "name": "zone", "role": "air-defence-zone", "outline": corners}
    fields["rough"] = {"edges": [2], "known_to": "40 km"}
    gazetteer = Gazetteer({"zone": Outline.model_validate(fields, by_alias=True)}, {})

    def at(lat, lon):
        return membership(gazetteer, "zone", NamedPlace("p", *np.radians([lat, lon])), DAY).verdict

    assert [at(15.0, 27.4), at(15.0, 27.6), at(15.0, 26.9), at(15.0, 28.2)] == [
        None, None, True, False,
    ]  # fmt: skip
    assert [at(15.0, 22.6), at(15.0, 22.4)] == [True, False]
    with pytest.raises(ValueError, match="there are 1 to 3"):
        Outline.model_validate({**fields, "rough": {"edges": [4], "known_to": "1 km"}})


def test_a_ship_on_the_high_seas_is_in_no_territorial_sea():
    areas = {"sea": belt(role="territorial-sea")}
    kind = "ship-in-territorial-sea"
    far = NamedPlace("far", 0.0, 0.0)
    assert "can hardly be there" in misplaced(
        weigh({"event": kind}, areas, kind=kind, place=far), areas
    )
    assert misplaced(weigh({"event": kind}, areas, kind=kind), areas) == ""
