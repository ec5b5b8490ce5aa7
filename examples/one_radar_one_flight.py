"""When does a radar near Sado see a lofted flight, how well, and how surely is its state known?"""

import noroshi

posture = noroshi.load("japan").at("2015-01-01")
flight = noroshi.Flight(start="sunan", range="1090 km", bearing="72 deg", apogee="4500 km")
radar = noroshi.Radar(
    id="mine",
    name="a radar of my own",
    at="38.0,138.4",
    owner="jp",
    faces=[{"azimuth": ["200 deg", "20 deg"], "elevation": ["2 deg", "85 deg"]}],
    reference={"range": "1000 km", "cross_section": "0.1 m^2", "snr": "13 dB"},
    look_interval="5 s",
    accuracy={
        "beamwidth": "1 deg",
        "range_resolution": "30 m",
        "angle_floor": "0.5 mrad",
        "range_floor": "10 m",
    },
)
seen = noroshi.look_at(flight, radar, scenario=posture)
print(seen)

likely = seen.where(seen.probability > 0.5, drop=True)
print(f"a look more likely detects than not from {float(likely.time[0]):.0f} s after launch on")
known = seen.position_deviation.where(seen.position_deviation < 1000.0, drop=True)
print(f"its position can be known to a kilometre from {float(known.time[0]):.0f} s on")

coasting = seen.sel(time=slice(seen.burn_time_s + 1.0, None))
strength = coasting.snr * coasting.range**4  # the radar equation: constant on one target
assert strength.max() - strength.min() < 1e-9 * strength.mean()
