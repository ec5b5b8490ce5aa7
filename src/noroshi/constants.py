"""Physical constants, SI, each with its source."""

from typing import Final

# WGS 84: NGA.STND.0036_1.0.0_WGS84 (2014), table 3.1.
EARTH_RADIUS: Final = 6378137.0
"""Equatorial radius of the WGS 84 ellipsoid [m]."""
EARTH_FLATTENING: Final = 1.0 / 298.257223563
"""Flattening of the WGS 84 ellipsoid [1]."""
EARTH_GM: Final = 3.986004418e14
"""Earth's gravitational parameter, atmosphere included [m³/s²]."""
EARTH_ROTATION: Final = 7.292115e-5
"""Earth's rotation rate [rad/s]."""
# From the same standard's normalised C̄20 = -0.484165143790815e-3: J2 = -√5·C̄20.
EARTH_J2: Final = 1.082629821313e-3
"""Second zonal harmonic of the Earth's gravity [1]."""
EARTH_MEAN_RADIUS: Final = 6371008.8
"""Mean radius (2a+b)/3 of the ellipsoid [m] (IUGG, Moritz 2000)."""

# International Extraordinary Hydrographic Conference, Monaco 1929: exact by definition.
NAUTICAL_MILE: Final = 1852.0
"""Nautical mile [m]."""

# SI brochure, 9th edition (2019): exact by definition.
BOLTZMANN: Final = 1.380649e-23
"""Boltzmann constant [J/K]."""
STANDARD_GRAVITY: Final = 9.80665
"""Standard gravity [m/s²] (CGPM 1901)."""

# By convention, as NIST SP 811 (2008), B.8, gives it for explosions.
KILOTON: Final = 4.184e12
"""Energy of a thousand tons of TNT [J]."""

# Gaebler & Ceranna, Pure and Applied Geophysics (2020): a setting, not a law.
SEISMIC_SNR: Final = 3.0
"""Amplitude over noise that a detector of seismic waves asks for [1]."""
