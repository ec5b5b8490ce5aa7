"""The range equation against worked examples of MathWorks' Phased Array and Radar Toolboxes."""

import numpy as np

from noroshi.sensing.equation import from_pulse, from_reference, from_search, range_for


def test_range_of_one_pulse(validation):
    gain = 10.0**2
    constant = from_pulse(1e6, 10e-6, gain, gain, 10e9, 290.0, 1.0)
    validation(
        source="MathWorks Phased Array Toolbox, radareqrng",
        quantity="range of 1 MW, 10 µs, 20 dB, 10 GHz, 290 K on 1 m² at 6 dB",
        theirs=41057.0,
        ours=float(range_for(constant, 1.0, 10.0**0.6)),
        unit="m",
        tolerance=1.0,
    )


def test_range_with_gain_and_loss(validation):
    gain = 10.0**4
    constant = from_pulse(1e6, 10e-6, gain, gain, 10e9, 290.0, 10.0**0.3)
    validation(
        source="MathWorks Phased Array Toolbox, radareqrng",
        quantity="range of 1 MW, 10 µs, 40 dB, loss 3 dB, 10 GHz, 290 K on 0.1 m² at 6 dB",
        theirs=1.9426e5,
        ours=float(range_for(constant, 0.1, 10.0**0.6)),
        unit="m",
        tolerance=10.0,
    )


def test_range_with_processing_gains(validation):
    processing = 10.0**2.98 * 10.0**4.27
    constant = from_pulse(5e3, 0.05e-6, 1e3, 1e3, 5.3e9, 290.0, 1.0) * processing
    validation(
        source="MathWorks Radar Toolbox, radareqsarrng",
        quantity="range at 5.3 GHz of 5 kW, 0.05 µs, 30 dB, processing 29.8 + 42.7 dB, 1 m², 30 dB",
        theirs=205.6978,
        ours=float(range_for(constant, 1.0, 1000.0)) / 1000.0,
        unit="km",
        tolerance=0.001,
    )


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
