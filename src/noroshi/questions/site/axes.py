"""What the numbers of a site lie along, and how much of its looks a busy watch takes."""

from typing import Final

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
