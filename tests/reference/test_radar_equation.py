"""The range equation against worked examples of MathWorks' Phased Array and Radar Toolboxes."""

import numpy as np

from noroshi.sensing.equation import from_reference, from_search


def range_for(constant, section, snr):
    """Where snr = constant·section/R⁴ holds [m]."""
    return (constant * section / snr) ** 0.25


def test_signal_of_a_search_radar(validation):
    elevation = np.radians(45.0)
    solid_angle = np.radians(30.0) * np.sin(elevation)
    assert abs(solid_angle - 0.370240) < 1e-6
    constant = from_search(3e6, 1.0, 10.0, solid_angle, 487.0, 10.0**0.6)
    validation(
        source="MathWorks Radar Toolbox, radareqsearchsnr",
        quantity="search at 1000 km, 3e6 W·m², 10 s, -10 dBsm, 487 K, loss 6 dB",
        theirs=13.8182,
        ours=float(10.0 * np.log10(constant * 0.1 / 1e24)),
        unit="dB",
        tolerance=0.001,
    )


def test_a_published_point_gives_itself_back():
    constant = from_reference(870e3, 0.01, 20.0)
    assert np.isclose(range_for(constant, 0.01, 20.0), 870e3)


def test_range_grows_with_the_fourth_root_of_the_cross_section(validation):
    constant = from_reference(870e3, 0.01, 20.0)
    for section, theirs in ((0.03, 1145.0), (0.1, 1547.0), (1.0, 2751.0)):
        validation(
            source="Lewis & Postol 2012, scaled by hand",
            quantity=f"range of an X-band radar on {section} m² at the same ratio",
            theirs=theirs,
            ours=float(range_for(constant, section, 20.0)) / 1000.0,
            unit="km",
            tolerance=1.0,
        )
