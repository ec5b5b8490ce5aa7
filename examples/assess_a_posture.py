"""How early would Kanazawa be warned on 1 January 2015? From files to xarray."""

import noroshi

scenario = noroshi.load("japan").at("2015-01-01")
data = noroshi.to_xarray(noroshi.assess(scenario, draws=4, seed=1))
print(data)

kanazawa = data.receiver.values.tolist().index("kanazawa")
aimed = (data.pair_receiver == kanazawa) & (data.pair_kind == "impact")
margin = data.margin.sel(knowledge="shared").where(aimed, drop=True).median("draw")
print(f"median warning over {margin.sizes['pair']} flights [s]: {margin.values.round()}")

assert 0 < margin.min() < data.arrival.max()
