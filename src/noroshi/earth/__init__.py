"""The Earth: its ellipsoid, positions on it, and what can be seen across it."""
