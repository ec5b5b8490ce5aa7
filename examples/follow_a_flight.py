"""How near does an extended Kalman filter come to the least error that geometry allows?"""

import noroshi
from noroshi import filters

posture = noroshi.load("small").at("2015-01-01")
case = noroshi.tracking_case("medium-lofted/test-range/capital", scenario=posture).coasting()
print(case)

belief = filters.coast(0.0)
start = filters.first_belief(case, runs=500, seed=1)
looks = filters.simulate(case, runs=500, seed=1)
found = filters.extended(belief, case.battery, start, looks)
print(looks, found, sep="\n")

errors = filters.compare(found, case, dynamics=belief, start=start)
end = errors.isel(look=-1)
print(f"error {float(end.position_error):.0f} m, at best {float(end.position_bound):.0f} m")
print(f"NEES {float(errors.nees.mean()):.2f} a component; 1 is a filter that knows its errors")

assert 0.95 < end.position_error / end.position_bound < 1.1
