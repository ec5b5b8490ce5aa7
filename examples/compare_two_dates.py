"""What did the decisions of October 2013 change for whom? Two dates, the same draws."""

import noroshi

answer = noroshi.load("japan").ask("warning", before="2013-10-02", draws=4, seed=1)
print(answer.headline.verdict)
print(answer.tables[0].to_pandas())

for whom in answer.data.whom:
    gain = answer.spread("gain", whom=whom.item())
    name = whom.whom_name.item()
    print(f"{name}: mean gain {gain.mean:.1f} s ({gain.p5:.1f} to {gain.p95:.1f})")
    assert gain.p5 <= gain.p50 <= gain.p95

stands = answer.data.stands.sel(sensor="tpy2-kyogamisaki")
assert stands.sel(posture=["before", "after"]).values.tolist() == [False, True]
