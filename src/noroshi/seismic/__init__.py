"""Listening to a shot in the ground: is it heard, when, where was it, how large, and was it one?

Pure functions on arrays, which broadcast; distances in degrees of arc and slownesses in seconds a
degree, as the field's tables have them, magnitudes as they are stated.

- `paths`: distance and azimuth from a shot to its stations.
- `tables`: when the first wave arrives, and how much it loses on its way.
- `detection`: the chance that one station hears it.
- `network`: the chance that several do, and the least magnitude that they hear.
- `location`: how well their readings place it.
- `size`: yields by each relation between magnitude and yield; how many times another one.
- `screening`: whether the surface wave is too strong for an explosion.
- `xenon`: how a mixture of xenon changes with its age.

What they do not say: a yield within a factor of two, or that there was no shot where none is heard.
"""
