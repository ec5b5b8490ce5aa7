"""Filters that follow simulated looks, by the thousand at once; `noroshi.filters` is their door."""
