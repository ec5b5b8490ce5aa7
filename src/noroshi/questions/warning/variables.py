"""Every number that the question states, declared once."""

from functools import partial
from typing import Final

from noroshi.questions.answer import Variable, number, word

_NONE_AIMED: Final = "no number: nothing is aimed there"
_NEVER: Final = "infinite: never"
_NOT_THERE: Final = "no number: the sensor is not of that posture, or nothing is aimed at the party"

POSTURE_DATE: Final = word("posture_date", "date of the posture", "posture")

# Whom it is told for: parties, places of those that have few, later classes.
_WHOM: Final = ("whom",)
WHOM_PARTY: Final = word("whom_party", "party, by id", "whom")
WHOM_PLACE: Final = word("whom_place", "place, by id; empty: the party as a whole", "whom")
WHOM_LATER: Final = number(
    "whom_later",
    "1 where the flights are of classes that had not flown by the later date",
    "1",
    "whom",
)
WHOM_LEADS: Final = number(
    "whom_leads",
    "1 where the headline tells it: a party of many places, or each place of another",
    "1",
    "whom",
)
GAIN: Final = Variable(
    "gain",
    "mean warning time gained over people and flights; too late counts as none",
    "s",
    _WHOM,
)
GAIN_ALONE: Final = Variable(
    "gain_alone", "mean warning time gained by the party’s own sensors alone", "s", _WHOM
)
MEASURABLE_GAIN: Final = number(
    "measurable",
    "1 where the mean gain is a second or more beyond its sampling error, −1 where the loss is",
    "1",
    "whom",
)
GAINING: Final = Variable("gaining", "1 in draws that gain a second or more", "1", _WHOM)
_level = partial(Variable, unit="s", axes=("posture", "whom"))
SHARING: Final = _level("sharing", "mean warning time that others’ sensors add to the party’s own")
SHORTEST: Final = _level(
    "warning_shortest_class", "mean warning time against the class of flight that leaves least"
)
LONGEST: Final = _level(
    "warning_longest_class", "mean warning time against the class of flight that leaves most"
)
SHORTEST_CLASS: Final = word(
    "shortest_class", "class of flight that leaves least before, by id", "whom"
)
LONGEST_CLASS: Final = word(
    "longest_class", "class of flight that leaves most before, by id", "whom"
)
KNOWN_AT: Final = _level(
    "known_where_at",
    "when it is known of the median flight where it comes down, after launch",
    comment=_NEVER,
)
ALERTED_AT: Final = _level(
    "people_told_at", "when people are told of the median flight, after launch", comment=_NEVER
)

# Parties.
_PARTY: Final = ("party",)
PLACES: Final = number("places", "places that are warned", "1", "party")
PLACES_AIMED: Final = number(
    "places_aimed", "places that the party’s answer is about", "1", "party"
)
PLACES_GAINING: Final = number(
    "places_gaining", "of these, places that gain measurably", "1", "party"
)
PLACES_LOSING: Final = number(
    "places_losing", "of these, places that lose measurably", "1", "party"
)
PEOPLE: Final = number("party_people", "people in its places", "1", "party")
ONLY_LATER: Final = number(
    "only_later",
    "1 where no class that had flown by the later date is aimed at the party",
    "1",
    "party",
)
AREA_RADIUS: Final = number(
    "area_radius", "how near to a place an impact concerns it", "m", "party"
)
PEOPLE_GAINING: Final = Variable(
    "people_gaining",
    "share of its people whose place gains a second or more",
    "1",
    _PARTY,
    comment=_NONE_AIMED,
)
PEOPLE_WARNED: Final = Variable(
    "people_warned",
    "people warned by at least so long, by their least favourable flight of any class",
    "1",
    ("posture", "party", "at_least"),
)
CLASS_WARNING: Final = Variable(
    "class_warning",
    "mean warning time over people, by class of flight; too late counts as none",
    "s",
    ("posture", "party", "threat"),
    comment=_NONE_AIMED,
)
CLASS_GAIN: Final = Variable(
    "class_gain",
    "mean warning time gained, by class of flight",
    "s",
    ("party", "threat"),
    comment=_NONE_AIMED,
)
LATER_CLASS: Final = number(
    "later_class", "1 where the class had not flown by the later date", "1", "threat"
)
CLASS_NOTE: Final = word(
    "class_note", "whether the class had flown by the later date", "party", "threat"
)
CLASS_VEHICLE: Final = word("class_vehicle", "vehicle", "threat")
LOSS: Final = Variable(
    "loss",
    "mean warning time that losing the sensor costs",
    "s",
    ("posture", "party", "sensor"),
    comment=_NOT_THERE,
)
FIRST_SEER: Final = Variable(
    "heard_first",
    "share of the flights of any class at or over its places of which the sensor is heard first",
    "1",
    ("posture", "party", "sensor"),
    comment="no number: the sensor is not of that posture",
)
UNHEARD: Final = Variable(
    "never_heard_of",
    "share of the flights of any class at or over its places of which nothing is heard",
    "1",
    ("posture", "party"),
    comment="no number: no flight concerns the party",
)
STEP_SHARE: Final = Variable(
    "step_share",
    "share of the time from launch until people are told, of the flights of which they are",
    "1",
    ("posture", "party", "step"),
    comment="no number: nobody is told",
)
STEP_TIME: Final = Variable(
    "step_time",
    "mean time that the step takes, of the flights of which people are told",
    "s",
    ("posture", "party", "threat", "step"),
    comment="no number: nobody is told, or nothing is aimed at the party",
)

# Sensors.
SENSOR_KIND: Final = word("sensor_kind", "kind of sensor", "sensor")
SENSOR_OWNER: Final = word("sensor_owner", "party that owns it, by id", "sensor")
SENSOR_OWNER_NAME: Final = word("sensor_owner_name", "party that owns it", "sensor")
SENSOR_IN: Final = word("sensor_in", "posture of which the sensor is", "sensor")
SENSOR_SHARED: Final = word("sensor_shared", "parties with which it is shared", "sensor")
SENSOR_SINCE: Final = word("sensor_since", "since when it stands; empty: not declared", "sensor")
SENSOR_GRADE: Final = word("sensor_grade", "how far its declaration can be trusted", "sensor")
STANDS: Final = number("stands", "1 where the sensor is of the posture", "1", "posture", "sensor")
SENSOR_LAT: Final = number("sensor_lat", "latitude, WGS 84", "degrees_north", "sensor")
SENSOR_LON: Final = number("sensor_lon", "longitude, WGS 84", "degrees_east", "sensor")
_SEEN: Final = ("posture", "sensor", "threat")
_NO_SENSOR: Final = "no number: the sensor is not of that posture"
SEEN_SHARE: Final = Variable(
    "confirmed_share",
    "share of the flights of the class that the sensor confirms",
    "1",
    _SEEN,
    comment=_NO_SENSOR,
)
FIRST_SEEN: Final = Variable(
    "first_detection_median",
    "first detection of the median flight of the class, after launch",
    "s",
    _SEEN,
    comment=f"{_NEVER}; {_NO_SENSOR}",
)
CUSTODY_MEAN: Final = Variable(
    "custody_mean",
    "mean time in view with a detection probability of at least one half, over the flights of the "
    "class",
    "s",
    _SEEN,
    comment=_NO_SENSOR,
)

# Places.
_PLACE: Final = ("receiver",)
PLACE_PARTY: Final = word("receiver_party", "party that warns it, by id", "receiver")
PLACE_PARTY_NAME: Final = word("receiver_party_name", "party that warns it", "receiver")
PLACE_PEOPLE: Final = number("population", "people", "1", "receiver")
PLACE_LAT: Final = number("receiver_lat", "latitude, WGS 84", "degrees_north", "receiver")
PLACE_LON: Final = number("receiver_lon", "longitude, WGS 84", "degrees_east", "receiver")
PLACE_FLIGHTS: Final = number(
    "flights_aimed", "flights aimed at it that its numbers are over", "1", "receiver"
)
PLACE_LATER: Final = number(
    "place_only_later",
    "1 where only classes that had not flown by the later date are aimed at it",
    "1",
    "receiver",
)
PLACE_GAIN: Final = Variable(
    "place_gain",
    "mean warning time gained over the flights aimed at the place",
    "s",
    _PLACE,
    comment=_NONE_AIMED,
)
PLACE_MEASURABLE: Final = number(
    "place_measurable",
    "1 where the mean gain is a second or more beyond its sampling error, −1 where the loss is",
    "1",
    "receiver",
)
PLACE_VERDICT: Final = word("place_verdict", "whether it gains or loses measurably", "receiver")
PLACE_LEAST: Final = Variable(
    "least_warning",
    "useful warning of the place by its least favourable flight",
    "s",
    ("posture", "receiver"),
    comment=_NONE_AIMED,
)

# A place and a class of flight.
_ENCOUNTER: Final = ("encounter",)
MET_PLACE: Final = word("encounter_receiver", "place, by id", "encounter")
MET_CLASS: Final = word("encounter_threat", "class of flight, by id", "encounter")
MET_KIND: Final = word("encounter_kind", "comes down there or passes over", "encounter")
MET_ARRIVAL: Final = Variable(
    "encounter_arrival", "arrival of the first of the flights, after launch", "s", _ENCOUNTER
)
MET_MARGIN: Final = Variable(
    "encounter_margin",
    "told so long before arrival, by the least favourable launch site; negative: too late",
    "s",
    ("posture", "encounter"),
    comment="minus infinity: never told",
)
MET_GAIN: Final = Variable(
    "encounter_gain",
    "useful warning gained by the least favourable launch site; too late counts as none",
    "s",
    _ENCOUNTER,
)

# Structural choices.
_CHOICE: Final = ("choice", "whom")
SUPPOSING: Final = word(
    "choice_supposes", "what a single choice supposes, as the beginning of a sentence", "choice"
)
CHOICE_GAIN: Final = Variable(
    "choice_gain", "mean warning time gained, were the choices other ones", "s", _CHOICE
)
CHOICE_MOVED: Final = Variable(
    "choice_moved", "by which the choices move the gain, draw by draw", "s", _CHOICE
)
CHOICE_GAINING: Final = Variable(
    "choice_gaining", "1 in draws that gain a second or more by the choices", "1", _CHOICE
)
CHOICE_GAINING_MOVED: Final = Variable(
    "choice_gaining_moved", "by which the choices move that, draw by draw", "1", _CHOICE
)

# Assumptions.
LOW: Final = word("assumption_low", "least value", "assumption")
BEST: Final = word("assumption_best", "best value", "assumption")
HIGH: Final = word("assumption_high", "greatest value", "assumption")
GRADE: Final = word("assumption_grade", "how far the values can be trusted", "assumption")
SOURCE: Final = word("assumption_source", "where they are from", "assumption")
ASKED_ABOUT: Final = number(
    "assumption_asked_about",
    "1 where the scenario names it as one that readers ask about",
    "1",
    "assumption",
)
_FEW: Final = "no number: too few draws"
_moved = partial(
    Variable, unit="s", axes=("whom", "assumption"), drawn=False, comment="no number: too few draws"
)
GAIN_AT_LOW: Final = _moved(
    "gain_at_low",
    "mean gain in the fifth of the draws with the lowest values, less the mean of all",
)
GAIN_AT_HIGH: Final = _moved(
    "gain_at_high",
    "mean gain in the fifth of the draws with the highest values, less the mean of all",
)
GAIN_ENDS_ERROR: Final = _moved(
    "gain_ends_error", "standard error of the difference between the two"
)
WARNING_AT_LOW: Final = _moved(
    "warning_at_low",
    "mean warning after in the fifth of the draws with the lowest values, less the mean of all",
)
WARNING_AT_HIGH: Final = _moved(
    "warning_at_high",
    "mean warning after in the fifth of the draws with the highest values, less the mean of all",
)
WARNING_ENDS_ERROR: Final = _moved(
    "warning_ends_error", "standard error of the difference between the two of the warning"
)
WARNING_MOVED: Final = Variable(
    "warning_after_about_mean",
    "mean warning after over people and flights, less its mean over the draws",
    "s",
    _WHOM,
)

# Flights.
_FLIGHT: Final = ("flight",)
THREAT: Final = word("threat_of_flight", "class of flight, by id", "flight")
VEHICLE: Final = word("vehicle", "vehicle, by id", "flight")
SITE: Final = word("site", "launch site, by id", "flight")
AIMED_AT: Final = word("aimed_at", "place aimed at, by id", "flight")
RANGE: Final = number("range", "geodesic distance from the site to the place", "m", "flight")
FLIGHT_TIME: Final = Variable("flight_time", "launch to impact", "s", _FLIGHT)
BURN_TIME: Final = Variable("burn_time", "powered time", "s", _FLIGHT)
APOGEE: Final = Variable("apogee", "greatest height above the ellipsoid", "m", _FLIGHT)
BURNOUT_ALTITUDE: Final = Variable(
    "burnout_altitude", "height at the end of powered flight", "m", _FLIGHT
)
CONFIRMED_BY_ANY: Final = number(
    "confirmed_by_any",
    "share of the draws in which some sensor of anybody confirms the flight",
    "1",
    "posture",
    "flight",
)

# One flight as an example.
EXAMPLE: Final = word("example", "the flight that is shown as an example, by id")
EXAMPLE_PARTY: Final = word("example_party", "party that it is aimed at")
EXAMPLE_NAME: Final = word("example_name", "by what, from where to whom")
EXAMPLE_ENDS: Final = Variable(
    "example_ends",
    "when each step of the chain ends, after launch",
    "s",
    ("posture", "step"),
    comment=_NEVER,
)
EXAMPLE_SEER: Final = word("example_seer", "sensor that is heard first in most draws", "posture")
EXAMPLE_MARGIN: Final = Variable(
    "example_margin",
    "people are told so long before impact; negative: too late",
    "s",
    ("posture",),
    comment="minus infinity: never told",
)
EXAMPLE_ARRIVAL: Final = Variable("example_arrival", "impact, after launch", "s")
EXAMPLE_BURN: Final = Variable("example_burn_time", "end of powered flight, after launch", "s")
EXAMPLE_GROUND: Final = number(
    "example_ground", "distance over ground, every estimate at its best value", "m", "moment"
)
EXAMPLE_ALTITUDE: Final = number(
    "example_altitude",
    "height above the ellipsoid, every estimate at its best value",
    "m",
    "moment",
)
EXAMPLE_TIME: Final = number(
    "example_time", "time after launch of each sample of its path", "s", "moment"
)
EXAMPLE_SEEN: Final = Variable(
    "example_first_detection",
    "first detection after launch, with the posture after",
    "s",
    ("sensor",),
    comment=_NEVER,
)
LOWEST_SEEN: Final = number(
    "example_lowest_seen",
    "lowest height that the radar sees over the flight’s ground track, with refraction",
    "m",
    "sensor",
    "moment",
    comment="no number: outside its sectors or beyond its range limit, or no radar",
)

# Every flight, draw and sensor.
_seen = partial(Variable, unit="s", axes=("posture", "flight", "sensor"), detail=True)
FIRST: Final = _seen("first_detection", "first detection after launch", comment=_NEVER)
CONFIRMED: Final = _seen("confirmed", "detection confirmed, after launch", comment=_NEVER)
RISE: Final = _seen("rise", "enters the field of view, after launch", comment="no number: never")
SET: Final = _seen("set", "leaves the field of view, after launch", comment="no number: never")
CUSTODY: Final = _seen("custody", "time in view with a detection probability of at least one half")
PAIR_FLIGHT: Final = word("pair_flight", "flight, by id", "pair", detail=True)
PAIR_PLACE: Final = word("pair_receiver", "place, by id", "pair", detail=True)
PAIR_KIND: Final = word("pair_kind", "comes down there or passes over", "pair", detail=True)
ARRIVAL: Final = Variable(
    "arrival", "impact or nearest pass, after launch", "s", ("pair",), detail=True
)
_told = partial(
    Variable, unit="s", axes=("posture", "knowledge", "pair"), comment=_NEVER, detail=True
)
DETECTED: Final = _told("detected", "the party hears of a detection, after launch")
DIRECTED: Final = _told("directed", "it is known that the place is concerned, after launch")
ATTRIBUTED: Final = _told("attributed", "attributed to a launch and a direction, after launch")
DECIDED: Final = _told("decided", "decided to warn, after launch")
BROADCAST: Final = _told("broadcast", "warning broadcast, after launch")
PEOPLE_TOLD: Final = _told("people_told", "people are told, after launch")
KNOWN_WITHOUT: Final = _seen(
    "known_without",
    "tracks tell that the place aimed at is concerned, if the sensor failed, after launch",
    comment=_NEVER,
)
CHOICE_USEFUL: Final = Variable(
    "choice_useful",
    "useful warning of the place aimed at, with what is shared, were the choices other ones",
    "s",
    ("posture", "choice", "flight"),
    detail=True,
)
_TRACK: Final = ("flight", "time")
_BEST: Final = "every estimate at its best value"
TRACK_LAT: Final = number(
    "nominal_lat", f"latitude, {_BEST}", "degrees_north", *_TRACK, detail=True
)
TRACK_LON: Final = number(
    "nominal_lon", f"longitude, {_BEST}", "degrees_east", *_TRACK, detail=True
)
TRACK_ALTITUDE: Final = number(
    "nominal_altitude", f"height above the ellipsoid, {_BEST}", "m", *_TRACK, detail=True
)
