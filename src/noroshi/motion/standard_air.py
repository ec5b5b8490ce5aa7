"""Density of the US Standard Atmosphere 1976; made by tools/make_atmosphere.py.

The natural logarithm of the density [kg/m³] is a polynomial in x = height / HALF_TOP - 1,
from the ground to TOP, within 1.13 % of the standard.
"""

from typing import Final

TOP: Final = 120000.0
HALF_TOP: Final = 60000.0
LOG_DENSITY: Final = (
    -8.069440598024494,
    -7.42398402340834,
    -3.441969325342339,
    -5.863166194877148,
    35.15142551530329,
    -1.1120161537372004,
    -187.1506498132647,
    42.41544860544798,
    496.0589457091034,
    -97.14406732330858,
    -684.9339552432831,
    91.44912625946006,
    471.4992977375849,
    -31.241224352347807,
    -127.8194961837601,
)
"""Coefficients of 1, x, x², …"""
