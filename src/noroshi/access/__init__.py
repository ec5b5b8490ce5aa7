"""When platforms in the air, at sea and in space have a point of the surface in view.

From that follow windows, coverage, revisit times, and what goes unseen. `coverage` and `revisit`
are imported from the modules of these names only: xarray takes a quarter of a second to start.
"""
