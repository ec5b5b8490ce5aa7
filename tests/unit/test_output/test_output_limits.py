"""What the page says of the model's limits follows from what is declared."""

from dataclasses import replace

from noroshi.output.limits import searching
from noroshi.scenario import load


def test_radars_that_search_are_named_and_where_there_are_none_nothing_is_said() -> None:
    japan = load("japan").at("2015-01-01")
    (said,) = searching([japan])
    named = [s.name for s in japan.sensors.values() if getattr(s, "search", None) is not None]
    assert named
    assert f"satellites' reports: {', '.join(named)}. Every other radar" in said
    none = {k: s for k, s in japan.sensors.items() if getattr(s, "search", None) is None}
    assert searching([replace(japan, sensors=none)]) == []
