"""How early would Kanazawa be warned on 1 January 2015? From files to xarray."""

import noroshi

scenario = noroshi.load("japan").at("2015-01-01")
assessment = noroshi.assess(scenario, draws=4, seed=1)
data = noroshi.to_xarray(assessment)

impacts = data.where((data.receiver_of_pair == "kanazawa") & (data.kind == "impact"), drop=True)
margin = impacts.margin.sel(knowledge="shared").median("draw")
print(data)
print(f"median warning over {margin.sizes['pair']} flights [s]: {margin.values.round()}")

assert data.margin.attrs["units"] == "s"
assert (margin < impacts.arrival.median("draw")).all()
