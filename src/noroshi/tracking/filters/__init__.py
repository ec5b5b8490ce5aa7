"""Filters that follow simulated looks, by the thousand at once, and the bound beside them."""
