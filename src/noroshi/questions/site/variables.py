"""Every number that tells how long a place works unseen, declared once."""

from typing import Final

from noroshi.questions.answer import Variable, number, word

POSTURES: Final = ("before", "after")
IMAGES: Final = ("clear", "any")
"""What an activity may go without: clear images, those of cameras; images of every kind."""
COURSES: Final = ("first", "middle")
"""Which course of events is shown pass by pass: that of the first draw; in the month in which
cameras miss most, that of the draw with the middle number of days with a clear image."""
RARELY: Final = 0.1
"""What is left of the declared use, where a watch is asked about that has other work."""
SHARES: Final = (0.05, 0.5, 0.95)
"""Of all starts, for the time until the first image."""
WITHIN: Final = (1, 3, 7)
"""Days within which a first image is asked for."""
OF_LOOKS: Final = (5, 50, 95)
"""Percentiles over the opportunities of a satellite."""

_SITE: Final = ("site", "posture")
_LEVEL: Final = (*_SITE, "images")
_SATELLITE: Final = (*_SITE, "satellite")
_AS_LONG: Final = "of the length that is asked about"
_ABSENT: Final = "no number: not in that posture"
_NO_LOOK: Final = "no number: it has no opportunity there"

UNSEEN: Final = Variable(
    "unseen", "probability that an activity goes without an image", "1", (*_LEVEL, "length")
)
UNSEEN_RARELY: Final = Variable(
    "unseen_rarely",
    "probability that an activity goes without an image if one in ten of the looks is taken that "
    "are taken as declared",
    "1",
    (*_LEVEL, "length"),
)
CHANGE: Final = Variable(
    "change",
    "change of the probability that an activity goes without an image, after less before in the "
    "same draws",
    "1",
    ("site", "images", "length"),
)
UNSEEN_BY_MONTH: Final = Variable(
    "unseen_by_month",
    f"probability that an activity {_AS_LONG}, begun in the month, goes without an image",
    "1",
    (*_LEVEL, "month"),
)
FIRST_IMAGE: Final = Variable(
    "first_image",
    "time by which this share of activities, begun at any moment, is imaged",
    "s",
    (*_LEVEL, "share_of_starts"),
    comment="infinite: later than activities are followed",
)
IMAGE_WITHIN: Final = Variable(
    "image_within",
    "probability of an image within so many days from any moment",
    "1",
    (*_LEVEL, "within"),
)
LONGEST_NO_LOOK: Final = Variable(
    "longest_without_look", "longest time in the period without an opportunity", "s", _LEVEL
)
LONGEST_NO_IMAGE: Final = Variable(
    "longest_without_image",
    "longest time in the period without an image, in one course of the weather a draw",
    "s",
    _LEVEL,
)
LOOKS: Final = Variable(
    "looks_a_day", "opportunities of all satellites that can give such an image", "1/day", _LEVEL
)
CLEAR: Final = Variable(
    "clear_days", "share of clear days that is declared for the month", "1", (*_SITE, "month")
)
SATELLITE_LOOKS: Final = Variable(
    "satellite_looks_a_day", "opportunities of the satellite", "1/day", _SATELLITE, comment=_ABSENT
)
SATELLITE_RISE: Final = Variable(
    "rise_without_satellite",
    f"rise of the probability that an activity {_AS_LONG} goes without an image, were the "
    "satellite lost",
    "1",
    (*_LEVEL, "satellite"),
    comment=_ABSENT,
)
LOCAL_TIME: Final = number(
    "satellite_local_time",
    "mean solar time since midnight before which this share of its opportunities come",
    "s",
    *_SATELLITE,
    "of_looks",
    comment=_NO_LOOK,
)
OFF_NADIR: Final = number(
    "satellite_off_nadir",
    "angle off nadir, median over its opportunities",
    "rad",
    *_SATELLITE,
    comment=_NO_LOOK,
)
ELEVATION: Final = number(
    "satellite_elevation",
    "elevation of the satellite above the place's horizon, median over its opportunities",
    "rad",
    *_SATELLITE,
    comment=_NO_LOOK,
)
RESOLUTION: Final = number(
    "satellite_resolution",
    "resolution, median over its opportunities",
    "m",
    *_SATELLITE,
    comment=_NO_LOOK,
)
OWNER: Final = word("satellite_owner", "whose the satellite is", "posture", "satellite")
THROUGH_CLOUD: Final = word(
    "sees_through_cloud",
    "whether anything that it carries sees through cloud",
    "posture",
    "satellite",
)
COUNTED: Final = Variable(
    "coarsest_counted",
    "coarsest resolution that counts as an image",
    "m",
    ("posture", "payload"),
    comment=_ABSENT,
)
NEEDS_CLEAR: Final = number("needs_clear", "whether the payload needs a clear sky", "1", "payload")
SATELLITES_OF: Final = word(
    "satellites_of", "day whose satellites are held all through the period", "posture"
)
LEFT_OUT: Final = word("left_out", "who else looks at the place and is not declared", "site")
START: Final = word("start", "first local day of the period")
PERIOD: Final = number("period", "over which activities begin", "s")
ACTIVITY: Final = number("activity", "length of the activity asked about", "s")
RARELY_USED: Final = number(
    "rarely_used", "share of the declared looks that is taken where few are", "1"
)

COURSE_DRAW: Final = number(
    "course_draw", "draw whose course of events is shown", "1", "site", "course"
)
SHOWN_DAY: Final = number(
    "shown_day",
    "day of the period whose passes are shown: the first clear one of the first draw",
    "1",
    "site",
)
SHOWN_MONTH: Final = number(
    "shown_month",
    "calendar month whose passes are shown: that in which cameras miss most",
    "1",
    "site",
)
DAY_CLEAR: Final = number(
    "day_clear",
    "whether the sky is clear on that day of the course of events",
    "1",
    "site",
    "course",
    "day",
    detail=True,
)

_PASS: Final = ("pass",)


def _of_pass(name: str, words: str, unit: str = "", comment: str = "") -> Variable:
    return Variable(name, words, unit, _PASS, drawn=False, comment=comment, detail=True)


PASS_SITE: Final = _of_pass("pass_site", "place that can be seen")
PASS_COURSE: Final = _of_pass(
    "pass_course",
    "course of events that it belongs to",
    comment="first: all passes of the period; middle: those of the month that is shown",
)
PASS_SATELLITE: Final = _of_pass("pass_satellite", "satellite that can see it")
PASS_PAYLOAD: Final = _of_pass("pass_payload", "payload that can see it")
PASS_TIME: Final = _of_pass(
    "pass_time", "best view, after the first local midnight of the period", "s"
)
_ON_SHOWN_DAY: Final = "no number: not on the day that is shown"
PASS_START: Final = _of_pass("pass_start", "when the view begins", "s", _ON_SHOWN_DAY)
PASS_END: Final = _of_pass("pass_end", "when the view ends", "s", _ON_SHOWN_DAY)
PASS_DAY: Final = _of_pass("pass_day", "local day of the period, from 0", "1")
PASS_OFF_NADIR: Final = _of_pass("pass_off_nadir", "angle off nadir at the best view", "rad")
PASS_ELEVATION: Final = _of_pass(
    "pass_elevation", "elevation of the satellite above the place's horizon", "rad"
)
PASS_RESOLUTION: Final = _of_pass("pass_resolution", "resolution at the best view", "m")
PASS_SUN: Final = _of_pass("pass_sun", "elevation of the sun", "rad")
PASS_CAMERA: Final = _of_pass("pass_needs_clear", "whether the payload needs a clear sky", "1")
PASS_IMAGE: Final = _of_pass("pass_image", "whether an image came of it", "1")
