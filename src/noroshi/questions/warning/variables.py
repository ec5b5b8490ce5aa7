"""Every number that the question states, declared once."""

from typing import Final

from noroshi.questions.answer import Variable

_NONE_AIMED: Final = "no number: nothing is aimed there"
_NEVER: Final = "infinite: never"
_NOT_THERE: Final = "no number: the sensor is not of that posture, or nothing is aimed at the party"

POSTURE_DATE: Final = Variable("posture_date", "date of the posture", "", ("posture",), drawn=False)

# Whom it is told for: parties, places of those that have few, later classes.
_WHOM: Final = ("whom",)
WHOM_PARTY: Final = Variable("whom_party", "party, by id", "", _WHOM, drawn=False)
WHOM_PLACE: Final = Variable(
    "whom_place", "place, by id; empty: the party as a whole", "", _WHOM, drawn=False
)
WHOM_LATER: Final = Variable(
    "whom_later",
    "1 where the flights are of classes that had not flown by the later date",
    "1",
    _WHOM,
    drawn=False,
)
WHOM_LEADS: Final = Variable(
    "whom_leads",
    "1 where the headline tells it: a party of many places, or each place of another",
    "1",
    _WHOM,
    drawn=False,
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
MEASURABLE_GAIN: Final = Variable(
    "measurable",
    "1 where the mean gain is a second or more beyond its sampling error, −1 where the loss is",
    "1",
    _WHOM,
    drawn=False,
)
GAINING: Final = Variable("gaining", "1 in draws that gain a second or more", "1", _WHOM)
SHARING: Final = Variable(
    "sharing",
    "mean warning time that others’ sensors add to the party’s own",
    "s",
    ("posture", "whom"),
)
SHORTEST: Final = Variable(
    "warning_shortest_class",
    "mean warning time against the class of flight that leaves least",
    "s",
    ("posture", "whom"),
)
LONGEST: Final = Variable(
    "warning_longest_class",
    "mean warning time against the class of flight that leaves most",
    "s",
    ("posture", "whom"),
)
SHORTEST_CLASS: Final = Variable(
    "shortest_class", "class of flight that leaves least before, by id", "", _WHOM, drawn=False
)
LONGEST_CLASS: Final = Variable(
    "longest_class", "class of flight that leaves most before, by id", "", _WHOM, drawn=False
)
KNOWN_AT: Final = Variable(
    "known_where_at",
    "when it is known of the median flight where it comes down, after launch",
    "s",
    ("posture", "whom"),
    comment=_NEVER,
)
ALERTED_AT: Final = Variable(
    "people_told_at",
    "when people are told of the median flight, after launch",
    "s",
    ("posture", "whom"),
    comment=_NEVER,
)

# Parties.
_PARTY: Final = ("party",)
PLACES: Final = Variable("places", "places that are warned", "1", _PARTY, drawn=False)
PLACES_AIMED: Final = Variable(
    "places_aimed", "places that the party’s answer is about", "1", _PARTY, drawn=False
)
PLACES_GAINING: Final = Variable(
    "places_gaining", "of these, places that gain measurably", "1", _PARTY, drawn=False
)
PLACES_LOSING: Final = Variable(
    "places_losing", "of these, places that lose measurably", "1", _PARTY, drawn=False
)
PEOPLE: Final = Variable("party_people", "people in its places", "1", _PARTY, drawn=False)
ONLY_LATER: Final = Variable(
    "only_later",
    "1 where no class that had flown by the later date is aimed at the party",
    "1",
    _PARTY,
    drawn=False,
)
AREA_RADIUS: Final = Variable(
    "area_radius", "how near to a place an impact concerns it", "m", _PARTY, drawn=False
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
LATER_CLASS: Final = Variable(
    "later_class",
    "1 where the class had not flown by the later date",
    "1",
    ("threat",),
    drawn=False,
)
CLASS_NOTE: Final = Variable(
    "class_note",
    "whether the class had flown by the later date",
    "",
    ("party", "threat"),
    drawn=False,
)
CLASS_VEHICLE: Final = Variable("class_vehicle", "vehicle", "", ("threat",), drawn=False)
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
_SENSOR: Final = ("sensor",)
SENSOR_KIND: Final = Variable("sensor_kind", "kind of sensor", "", _SENSOR, drawn=False)
SENSOR_OWNER: Final = Variable(
    "sensor_owner", "party that owns it, by id", "", _SENSOR, drawn=False
)
SENSOR_OWNER_NAME: Final = Variable(
    "sensor_owner_name", "party that owns it", "", _SENSOR, drawn=False
)
SENSOR_IN: Final = Variable("sensor_in", "posture of which the sensor is", "", _SENSOR, drawn=False)
SENSOR_SHARED: Final = Variable(
    "sensor_shared", "parties with which it is shared", "", _SENSOR, drawn=False
)
SENSOR_SINCE: Final = Variable(
    "sensor_since", "since when it stands; empty: not declared", "", _SENSOR, drawn=False
)
SENSOR_GRADE: Final = Variable(
    "sensor_grade", "how far its declaration can be trusted", "", _SENSOR, drawn=False
)
STANDS: Final = Variable(
    "stands", "1 where the sensor is of the posture", "1", ("posture", "sensor"), drawn=False
)
SENSOR_LAT: Final = Variable(
    "sensor_lat", "latitude, WGS 84", "degrees_north", _SENSOR, drawn=False
)
SENSOR_LON: Final = Variable(
    "sensor_lon", "longitude, WGS 84", "degrees_east", _SENSOR, drawn=False
)
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
PLACE_PARTY: Final = Variable(
    "receiver_party", "party that warns it, by id", "", _PLACE, drawn=False
)
PLACE_PARTY_NAME: Final = Variable(
    "receiver_party_name", "party that warns it", "", _PLACE, drawn=False
)
PLACE_PEOPLE: Final = Variable("population", "people", "1", _PLACE, drawn=False)
PLACE_LAT: Final = Variable(
    "receiver_lat", "latitude, WGS 84", "degrees_north", _PLACE, drawn=False
)
PLACE_LON: Final = Variable(
    "receiver_lon", "longitude, WGS 84", "degrees_east", _PLACE, drawn=False
)
PLACE_FLIGHTS: Final = Variable(
    "flights_aimed", "flights aimed at it that its numbers are over", "1", _PLACE, drawn=False
)
PLACE_LATER: Final = Variable(
    "place_only_later",
    "1 where only classes that had not flown by the later date are aimed at it",
    "1",
    _PLACE,
    drawn=False,
)
PLACE_GAIN: Final = Variable(
    "place_gain",
    "mean warning time gained over the flights aimed at the place",
    "s",
    _PLACE,
    comment=_NONE_AIMED,
)
PLACE_MEASURABLE: Final = Variable(
    "place_measurable",
    "1 where the mean gain is a second or more beyond its sampling error, −1 where the loss is",
    "1",
    _PLACE,
    drawn=False,
)
PLACE_VERDICT: Final = Variable(
    "place_verdict", "whether it gains or loses measurably", "", _PLACE, drawn=False
)
PLACE_LEAST: Final = Variable(
    "least_warning",
    "useful warning of the place by its least favourable flight",
    "s",
    ("posture", "receiver"),
    comment=_NONE_AIMED,
)

# A place and a class of flight.
_ENCOUNTER: Final = ("encounter",)
MET_PLACE: Final = Variable("encounter_receiver", "place, by id", "", _ENCOUNTER, drawn=False)
MET_CLASS: Final = Variable(
    "encounter_threat", "class of flight, by id", "", _ENCOUNTER, drawn=False
)
MET_KIND: Final = Variable(
    "encounter_kind", "comes down there or passes over", "", _ENCOUNTER, drawn=False
)
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
SUPPOSING: Final = Variable(
    "choice_supposes",
    "what a single choice supposes, as the beginning of a sentence",
    "",
    ("choice",),
    drawn=False,
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
_ASSUMED: Final = ("assumption",)
LOW: Final = Variable("assumption_low", "least value", "", _ASSUMED, drawn=False)
BEST: Final = Variable("assumption_best", "best value", "", _ASSUMED, drawn=False)
HIGH: Final = Variable("assumption_high", "greatest value", "", _ASSUMED, drawn=False)
GRADE: Final = Variable(
    "assumption_grade", "how far the values can be trusted", "", _ASSUMED, drawn=False
)
SOURCE: Final = Variable("assumption_source", "where they are from", "", _ASSUMED, drawn=False)
ASKED_ABOUT: Final = Variable(
    "assumption_asked_about",
    "1 where the scenario names it as one that readers ask about",
    "1",
    _ASSUMED,
    drawn=False,
)
_MOVES: Final = ("whom", "assumption")
_FEW: Final = "no number: too few draws"
GAIN_AT_LOW: Final = Variable(
    "gain_at_low",
    "mean gain in the fifth of the draws with the lowest values, less the mean of all",
    "s",
    _MOVES,
    drawn=False,
    comment=_FEW,
)
GAIN_AT_HIGH: Final = Variable(
    "gain_at_high",
    "mean gain in the fifth of the draws with the highest values, less the mean of all",
    "s",
    _MOVES,
    drawn=False,
    comment=_FEW,
)
GAIN_ENDS_ERROR: Final = Variable(
    "gain_ends_error",
    "standard error of the difference between the two",
    "s",
    _MOVES,
    drawn=False,
    comment=_FEW,
)
WARNING_AT_LOW: Final = Variable(
    "warning_at_low",
    "mean warning after in the fifth of the draws with the lowest values, less the mean of all",
    "s",
    _MOVES,
    drawn=False,
    comment=_FEW,
)
WARNING_AT_HIGH: Final = Variable(
    "warning_at_high",
    "mean warning after in the fifth of the draws with the highest values, less the mean of all",
    "s",
    _MOVES,
    drawn=False,
    comment=_FEW,
)
WARNING_ENDS_ERROR: Final = Variable(
    "warning_ends_error",
    "standard error of the difference between the two of the warning",
    "s",
    _MOVES,
    drawn=False,
    comment=_FEW,
)
WARNING_MOVED: Final = Variable(
    "warning_after_about_mean",
    "mean warning after over people and flights, less its mean over the draws",
    "s",
    _WHOM,
)

# Flights.
_FLIGHT: Final = ("flight",)
THREAT: Final = Variable("threat_of_flight", "class of flight, by id", "", _FLIGHT, drawn=False)
VEHICLE: Final = Variable("vehicle", "vehicle, by id", "", _FLIGHT, drawn=False)
SITE: Final = Variable("site", "launch site, by id", "", _FLIGHT, drawn=False)
AIMED_AT: Final = Variable("aimed_at", "place aimed at, by id", "", _FLIGHT, drawn=False)
RANGE: Final = Variable(
    "range", "geodesic distance from the site to the place", "m", _FLIGHT, drawn=False
)
FLIGHT_TIME: Final = Variable("flight_time", "launch to impact", "s", _FLIGHT)
BURN_TIME: Final = Variable("burn_time", "powered time", "s", _FLIGHT)
APOGEE: Final = Variable("apogee", "greatest height above the ellipsoid", "m", _FLIGHT)
BURNOUT_ALTITUDE: Final = Variable(
    "burnout_altitude", "height at the end of powered flight", "m", _FLIGHT
)
CONFIRMED_BY_ANY: Final = Variable(
    "confirmed_by_any",
    "share of the draws in which some sensor of anybody confirms the flight",
    "1",
    ("posture", "flight"),
    drawn=False,
)

# One flight as an example.
EXAMPLE: Final = Variable(
    "example", "the flight that is shown as an example, by id", "", drawn=False
)
EXAMPLE_PARTY: Final = Variable("example_party", "party that it is aimed at", "", drawn=False)
EXAMPLE_NAME: Final = Variable("example_name", "by what, from where to whom", "", drawn=False)
EXAMPLE_ENDS: Final = Variable(
    "example_ends",
    "when each step of the chain ends, after launch",
    "s",
    ("posture", "step"),
    comment=_NEVER,
)
EXAMPLE_SEER: Final = Variable(
    "example_seer", "sensor that is heard first in most draws", "", ("posture",), drawn=False
)
EXAMPLE_MARGIN: Final = Variable(
    "example_margin",
    "people are told so long before impact; negative: too late",
    "s",
    ("posture",),
    comment="minus infinity: never told",
)
EXAMPLE_ARRIVAL: Final = Variable("example_arrival", "impact, after launch", "s")
EXAMPLE_BURN: Final = Variable("example_burn_time", "end of powered flight, after launch", "s")
EXAMPLE_GROUND: Final = Variable(
    "example_ground",
    "distance over ground, every estimate at its best value",
    "m",
    ("moment",),
    drawn=False,
)
EXAMPLE_ALTITUDE: Final = Variable(
    "example_altitude",
    "height above the ellipsoid, every estimate at its best value",
    "m",
    ("moment",),
    drawn=False,
)
EXAMPLE_TIME: Final = Variable(
    "example_time", "time after launch of each sample of its path", "s", ("moment",), drawn=False
)
EXAMPLE_SEEN: Final = Variable(
    "example_first_detection",
    "first detection after launch, with the posture after",
    "s",
    ("sensor",),
    comment=_NEVER,
)
LOWEST_SEEN: Final = Variable(
    "example_lowest_seen",
    "lowest height that the radar sees over the flight’s ground track, with refraction",
    "m",
    ("sensor", "moment"),
    drawn=False,
    comment="no number: outside its sectors or beyond its range limit, or no radar",
)

# Every flight, draw and sensor.
_LOOK: Final = ("posture", "flight", "sensor")
FIRST: Final = Variable(
    "first_detection", "first detection after launch", "s", _LOOK, comment=_NEVER, detail=True
)
CONFIRMED: Final = Variable(
    "confirmed", "detection confirmed, after launch", "s", _LOOK, comment=_NEVER, detail=True
)
RISE: Final = Variable(
    "rise",
    "enters the field of view, after launch",
    "s",
    _LOOK,
    comment="no number: never",
    detail=True,
)
SET: Final = Variable(
    "set",
    "leaves the field of view, after launch",
    "s",
    _LOOK,
    comment="no number: never",
    detail=True,
)
CUSTODY: Final = Variable(
    "custody",
    "time in view with a detection probability of at least one half",
    "s",
    _LOOK,
    detail=True,
)
PAIR_FLIGHT: Final = Variable(
    "pair_flight", "flight, by id", "", ("pair",), drawn=False, detail=True
)
PAIR_PLACE: Final = Variable(
    "pair_receiver", "place, by id", "", ("pair",), drawn=False, detail=True
)
PAIR_KIND: Final = Variable(
    "pair_kind", "comes down there or passes over", "", ("pair",), drawn=False, detail=True
)
ARRIVAL: Final = Variable(
    "arrival", "impact or nearest pass, after launch", "s", ("pair",), detail=True
)
_CHAIN: Final = ("posture", "knowledge", "pair")
DETECTED: Final = Variable(
    "detected",
    "the party hears of a detection, after launch",
    "s",
    _CHAIN,
    comment=_NEVER,
    detail=True,
)
DIRECTED: Final = Variable(
    "directed",
    "it is known that the place is concerned, after launch",
    "s",
    _CHAIN,
    comment=_NEVER,
    detail=True,
)
ATTRIBUTED: Final = Variable(
    "attributed",
    "attributed to a launch and a direction, after launch",
    "s",
    _CHAIN,
    comment=_NEVER,
    detail=True,
)
DECIDED: Final = Variable(
    "decided", "decided to warn, after launch", "s", _CHAIN, comment=_NEVER, detail=True
)
BROADCAST: Final = Variable(
    "broadcast", "warning broadcast, after launch", "s", _CHAIN, comment=_NEVER, detail=True
)
PEOPLE_TOLD: Final = Variable(
    "people_told", "people are told, after launch", "s", _CHAIN, comment=_NEVER, detail=True
)
KNOWN_WITHOUT: Final = Variable(
    "known_without",
    "tracks tell that the place aimed at is concerned, if the sensor failed, after launch",
    "s",
    _LOOK,
    comment=_NEVER,
    detail=True,
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
TRACK_LAT: Final = Variable(
    "nominal_lat", f"latitude, {_BEST}", "degrees_north", _TRACK, drawn=False, detail=True
)
TRACK_LON: Final = Variable(
    "nominal_lon", f"longitude, {_BEST}", "degrees_east", _TRACK, drawn=False, detail=True
)
TRACK_ALTITUDE: Final = Variable(
    "nominal_altitude",
    f"height above the ellipsoid, {_BEST}",
    "m",
    _TRACK,
    drawn=False,
    detail=True,
)
