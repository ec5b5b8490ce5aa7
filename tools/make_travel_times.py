"""Write src/noroshi/data/travel_times.csv: when the first wave of a shot at the surface arrives.

ObsPy's TauP computes the travel times of the Earth model ak135 (Kennett, Engdahl & Buland 1995).
It is needed here alone; in an environment of its own: pip install obspy, then
python tools/make_travel_times.py
"""

from pathlib import Path

import numpy as np
from obspy.taup import TauPyModel

TARGET = Path(__file__).parents[1] / "src/noroshi/data/travel_times.csv"
STEP_DEG = 0.25
MANTLE = ("p", "P", "Pn")
DIFFRACTED = ("Pdiff",)
CORE = ("PKP", "PKIKP", "PKiKP")
LAST_DIFFRACTED_DEG = 114.0
"""From here on the wave through the core is there, and the diffracted one is lost at 1 Hz."""


def first(model: TauPyModel, distance: float) -> tuple[float, float, str]:
    """Time [s], slowness [s/deg] and phase of the earliest of the waves that are looked for."""
    phases = CORE if distance > LAST_DIFFRACTED_DEG else MANTLE + DIFFRACTED
    found = model.get_travel_times(0.0, distance, phases)
    earliest = min(found, key=lambda arrival: arrival.time)
    name = "P" if earliest.name in MANTLE else earliest.name
    return earliest.time, earliest.ray_param_sec_degree, name


def main() -> None:
    model = TauPyModel("ak135")
    lines = [
        "# ak135 (Kennett, Engdahl & Buland 1995), source at the surface; by ObsPy's TauP, "
        "tools/make_travel_times.py",
        "distance_deg,time_s,slowness_s_per_deg,phase",
    ]
    for distance in np.arange(0.0, 180.0 + STEP_DEG / 2, STEP_DEG):
        time, slowness, phase = first(model, float(distance))
        lines.append(f"{distance:g},{time:.3f},{slowness:.4f},{phase}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines) - 2} distances")


if __name__ == "__main__":
    main()
