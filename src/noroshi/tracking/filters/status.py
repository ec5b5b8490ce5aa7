"""How each element of a batch fared: a status beside its numbers."""

from enum import IntEnum


class Status(IntEnum):
    """What became of one track; 0 where its numbers may be taken as they are.

    Of several that apply, the greatest counts.
    """

    TRACKED = 0
    """Two looks or more, everything in order."""
    ONE_LOOK = 1
    """A single detection: the numbers are mostly what was believed before it."""
    NEVER_SEEN = 2
    """No detection: the numbers are what was believed before, carried on."""
    DROPPED = 3
    """Lost for too long and given up."""
    OUT_OF_ORDER = 4
    """A look came with an earlier time than the one before it: it was left out."""
    NO_NOISE = 5
    """A sensor reported without noise (or with less than none): that channel was left out."""
    SINGULAR = 6
    """The covariance to start from was not positive definite: nothing was estimated, all NaN."""
    DIVERGED = 7
    """The numbers left what floats can hold, or the covariance stopped being one: NaN from then."""
