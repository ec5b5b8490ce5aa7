"""Results of stages kept by content: what was worked out once is found again by what it is of.

A stage is a function of what it is passed, and of nothing else. Its result is kept under a digest
of all that: every number, every record, the sources of this package and the versions of the
libraries. So nothing that is found is stale, and nobody has to say what an assumption changes: what
does not depend on it is found, and the rest is worked out.
"""

from noroshi.kept.digest import Aside
from noroshi.kept.stage import keep_results, keeping, kept, kept_beside, kept_each, own_store

__all__ = [
    "Aside",
    "keep_results",
    "keeping",
    "kept",
    "kept_beside",
    "kept_each",
    "own_store",
]
