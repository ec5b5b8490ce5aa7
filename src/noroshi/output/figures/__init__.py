"""Figures: one idea a module, each from a small record to a `Picture`."""
