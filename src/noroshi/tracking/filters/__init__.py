"""Filters that follow simulated looks, by the thousand at once; `noroshi.filters` is their door."""

import noroshi.arrays  # noqa: F401  (float64)
