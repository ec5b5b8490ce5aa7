"""What did the decisions of October 2013 change for whom? Two dates, the same draws."""

import noroshi

world = noroshi.load("japan")
before, after = noroshi.assess_all(
    [world.at("2013-10-02"), world.at("2015-01-01")], draws=4, seed=1
)
answer = noroshi.summarise(noroshi.Comparison(before, after))

print(answer.paragraph)
for party in answer.parties:
    gain = party.gain
    print(f"{party.name}: mean gain {gain.mean:.1f} s ({gain.p5:.1f} to {gain.p95:.1f})")

assert "tpy2-kyogamisaki" in answer.added_sensors
assert all(party.gain.p5 <= party.gain.p50 <= party.gain.p95 for party in answer.parties)
