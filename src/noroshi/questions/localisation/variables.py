"""Every number of localisation, declared once."""

from typing import Final

from noroshi.questions.answer import BOUND, Variable, number, word

_KNOWN: Final = ("party", "informed", "known")
_NEVER: Final = "infinite: never in that draw"

KNOWN_AFTER: Final = Variable(
    "known_after",
    "time after launch at which it is known of the median flight, by people aimed at",
    "s",
    ("posture", *_KNOWN),
    comment=_NEVER,
)
NEVER_KNOWN: Final = Variable(
    "never_known", "share of the flights of which it is never known", "1", ("posture", *_KNOWN)
)
GAIN: Final = Variable(
    "known_gain",
    "time left before impact when it is known, after less before, flight by flight; mean over "
    "flights, none left where it is never known",
    "s",
    _KNOWN,
)
LEFT_BY_CLASS: Final = Variable(
    "left_by_class",
    "time left before impact when it is known; mean over the flights of one class, none left where "
    "it is never known",
    "s",
    ("posture", "party", "informed", "threat", "known"),
    comment="no number: no such flight is aimed at that party",
)
GAIN_BY_CLASS: Final = Variable(
    "known_gain_by_class",
    "time left before impact when it is known, after less before; mean over the flights of one "
    "class",
    "s",
    ("party", "informed", "threat", "known"),
    comment="no number: no such flight is aimed at that party",
)
RADIUS: Final = Variable(
    "impact_radius",
    "radius of a circle as large as the ellipse that holds the impact with probability 0.9, of the "
    "median flight still in the air",
    "m",
    ("posture", "party", "informed", "time"),
    comment="infinite: no track yet; no number: most have landed in that draw",
)
SHARE_KNOWN: Final = number(
    "share_known",
    "share of the flights of which the area is known by a moment, as surely as is asked at most",
    "1",
    "posture",
    "party",
    "informed",
    "moment",
    BOUND,
    detail=True,
)
AREA_RADIUS: Final = number(
    "area_radius", "how near to a place an impact concerns it", "m", "party"
)
PROBABILITY: Final = number(
    "known_probability",
    "probability with which the impact is known to lie that near",
    "1",
    "known",
    comment="no number: a track alone",
)
LATER: Final = number(
    "later_class", "whether the class had not flown by the later date", "1", "threat"
)
PLACE_GAIN: Final = Variable(
    "place_known_gain",
    "time left before impact when the place’s party knows the area as surely as is asked at most, "
    "after less before; mean over the flights aimed at the place",
    "s",
    ("place", "informed"),
)
PLACE_PARTY: Final = word("place_party", "party of the place, by id", "place")
PLACE_PEOPLE: Final = number("place_people", "people of the place", "1", "place")
PLACE_FLIGHTS: Final = number(
    "place_flights", "flights aimed at the place that its gain is over", "1", "place"
)
PLACE_LATER: Final = number(
    "place_later",
    "whether only classes that had not flown by the later date are aimed at the place",
    "1",
    "place",
)
DATES: Final = word("posture_date", "date of the posture", "posture")

_TEAM: Final = ("party", "team", "known")
TEAM_KNOWN_AFTER: Final = Variable(
    "team_known_after",
    "time after launch at which each team knows it of the median flight at a party",
    "s",
    ("posture", *_TEAM),
    comment=_NEVER,
    detail=True,
)
TEAM_NEVER: Final = Variable(
    "team_never_known",
    "share of the flights at a party of which each team never knows it",
    "1",
    ("posture", *_TEAM),
    detail=True,
)
TEAM_GAIN: Final = Variable(
    "team_known_gain",
    "time left before impact when each team knows it of flights at a party, after less before",
    "s",
    _TEAM,
    detail=True,
)
TEAM_RADIUS: Final = Variable(
    "team_impact_radius",
    "radius of a circle as large as each team’s ellipse of the impact, of the median flight at a "
    "party",
    "m",
    ("posture", "party", "team", "time"),
    comment="infinite: no track yet; no number: most have landed in that draw",
    detail=True,
)
FLIGHT_KNOWN: Final = Variable(
    "flight_known_at",
    "time after launch at which each team knows it of each flight",
    "s",
    ("posture", "team", "known", "flight"),
    comment=_NEVER,
    detail=True,
)
FLIGHT_RADIUS: Final = Variable(
    "flight_impact_radius",
    "radius of a circle as large as each team’s ellipse of each flight’s impact",
    "m",
    ("posture", "team", "time", "flight"),
    comment="infinite: no track yet; no number: it has landed",
    detail=True,
)


_NO_TRACK: Final = "no number: no track yet"
EXAMPLE: Final = word("example", "the flight that is followed, by id")
EXAMPLE_NAME: Final = word("example_name", "the flight that is followed")
EXAMPLE_PLACE: Final = word("example_place", "the place that it is aimed at")
EXAMPLE_PARTY: Final = word("example_party", "the party that warns the place")
EXAMPLE_LAT: Final = number("example_lat", "latitude of its impact", "degrees_north")
EXAMPLE_LON: Final = number("example_lon", "longitude of its impact", "degrees_east")
EXAMPLE_FLIGHT_TIME: Final = number("example_flight_time", "time from launch to impact", "s")
INSTANT_TIME: Final = number("instant_time", "the telling time after launch", "s", "instant")
MAJOR: Final = number(
    "ellipse_major",
    "longer half axis of the ellipse that holds the impact with probability 0.9",
    "m",
    "posture",
    "instant",
    comment=_NO_TRACK,
)
MINOR: Final = number(
    "ellipse_minor", "its shorter half axis", "m", "posture", "instant", comment=_NO_TRACK
)
TURNED: Final = number(
    "ellipse_bearing", "bearing of its longer axis", "deg", "posture", "instant", comment=_NO_TRACK
)
EXAMPLE_RADIUS: Final = number(
    "example_radius",
    "radius of a circle as large as the ellipse",
    "m",
    "posture",
    "instant",
    comment=_NO_TRACK,
)
RADIUS_HISTORY: Final = number(
    "example_radius_history",
    "radius of a circle as large as the ellipse, at even times",
    "m",
    "posture",
    "step",
    comment="infinite: no track yet",
    detail=True,
)
IN_AREA: Final = number(
    "in_area",
    "probability that the impact lies in the area",
    "1",
    "posture",
    "area",
    "instant",
    comment=_NO_TRACK,
)
LAUNCH_RADIUS: Final = number(
    "launch_radius",
    "radius of a circle as large as the ellipse that holds the launch point with probability 0.9, "
    "from the coast and the declared burn time",
    "m",
    "posture",
    "instant",
    comment=_NO_TRACK,
)

LOOK_TIME: Final = number(
    "look_time", "time of a look after launch", "s", "posture", "look", comment="no number: none"
)
TRACKER_ERROR: Final = number(
    "tracker_error",
    "error of position after a look, root mean square over the runs of a simulated tracker",
    "m",
    "posture",
    "look",
    comment="no number: no look",
)
LEAST_ERROR: Final = number(
    "least_error",
    "least error of position that geometry and detection allow after a look",
    "m",
    "posture",
    "look",
    comment="no number: no look",
)
