"""How early would Kanazawa be warned on 1 January 2015? From files to xarray."""

import noroshi

data = noroshi.load("japan").ask("warning", draws=4, seed=1).data
print(data)

aimed = (data.pair_receiver == "kanazawa") & (data.pair_kind == "impact")
told = data.people_told.sel(posture="after", knowledge="shared")
margin = (data.arrival - told).where(aimed, drop=True).median("draw")
print(f"median warning over {margin.sizes['pair']} flights [s]: {margin.values.round()}")

assert 0 < margin.min() < data.arrival.max()
