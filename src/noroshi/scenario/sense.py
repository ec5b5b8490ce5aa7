"""What each entry may well say by itself but what makes no sense together."""

from noroshi.nearest import suggestion
from noroshi.scenario.overlapping import overlapping
from noroshi.scenario.pairing import pairings_of
from noroshi.scenario.records import (
    LISTENED,
    PROMISED,
    RECKONED,
    WATCHED,
    Geostationary,
    Scenario,
)
from noroshi.scenario.sense_alternatives import check_alternatives
from noroshi.scenario.sense_balance import check_balance
from noroshi.scenario.sense_commitments import check_commitments
from noroshi.scenario.sense_ledger import check_ledger
from noroshi.scenario.sense_listening import check_listening
from noroshi.scenario.sense_watch import check_watch
from noroshi.world import estimates_of
from noroshi.world.merging import Tree

KILOMETRE = 1e3


def check_whole(tree: Tree) -> None:
    """Report sections that lack entries and people without a warning chain.

    Of the data alone, so that it is told together with what is wrong inside the entries.
    """
    if tree.unread or any("." not in problem.path for problem in tree.problems):
        return  # of a section that is called otherwise, what seems to be missing may be there
    needed = {"sensors": "sees", "threats": "flies", "receivers": "is warned"}
    empty = [section for section in needed if not tree.data[section]]
    # A scenario may be about other things alone; about warning it is whole or wrong.
    other = any(tree.data[name] for name in (*WATCHED, *LISTENED, *PROMISED, *RECKONED))
    alone = len(empty) == len(needed) and other
    for section in () if alone else empty:
        what = f"nothing {needed[section]}: `{section}` is empty"
        tree.problem((section,), what, hint=f"write a section `{section}:` with an entry")
    parties = {key: _party(rule) for key, rule in tree.data["rules"].items()}
    if None in parties.values():
        return
    like = f", e.g. `{{like: {next(iter(parties))}, party: %s}}`" if parties else ""
    for name, receiver in tree.data["receivers"].items():
        party = _party(receiver)
        if party in tree.data["parties"] and party not in parties.values():
            hint = f"declare an entry under `rules:` with `party: {party}`"
            hint += like.replace("%s", str(party))
            tree.problem(("receivers", name, "party"), f"{party} has no warning chain", hint=hint)


def _party(entry: object) -> str | None:
    party = entry.get("party") if isinstance(entry, dict) else None
    return party if isinstance(party, str) else None


def check_sense(tree: Tree, scenario: Scenario) -> None:
    """Report threats without a flight, sites that are no place on the ground, doubled chains."""
    for name in scenario.threats:
        _check_threat(tree, scenario, name)
    check_alternatives(tree, scenario)
    _check_asked_about(tree, scenario)
    for chain, second in overlapping(scenario.rules.values(), lambda rule: rule.party):
        tree.problem(
            ("rules", chain.id),
            f"'{second.id}' is a warning chain of '{chain.party}' in the same days",
            hint="let one end (`until:`) on the day on which the other begins (`from:`)",
        )
    check_watch(tree, scenario)
    check_listening(tree, scenario)
    check_ledger(tree, scenario)
    check_balance(tree, scenario)
    check_commitments(tree, scenario)


def _check_asked_about(tree: Tree, scenario: Scenario) -> None:
    """What readers ask about is an uncertain number, by its path or by the word that it shares."""
    # One that was set to a plain number may be asked about all the same.
    entries = [entry for held in scenario.entries.values() for entry in held.values()]
    estimates = [e for entry in (scenario.header, *entries) for e in estimates_of(entry)]
    known = {e.name: None for e in estimates}
    known |= {f"shared.{e.shared_as}": None for e in estimates if e.shared_as}
    for index, path in enumerate(scenario.header.ask_about):
        if path not in known:
            shown = f"'{path[:80]}'"
            tree.problem(
                ("scenario", "ask_about", index),
                f"nothing uncertain is declared at {shown}",
                value=shown,
                hint=suggestion(path, known) or "write the path of an estimate, or shared.WORD",
            )


def _check_threat(tree: Tree, scenario: Scenario, name: str) -> None:
    threat = scenario.threats[name]
    for index, site in enumerate(threat.launched_from):
        if isinstance(scenario.places[site], Geostationary):
            where = ("threats", name, "launched_from", index)
            tree.problem(where, f"'{site}' is a place in orbit", hint="name a place on the ground")
    if not any(True for _ in pairings_of(scenario, name)):
        low, high = (d / KILOMETRE for d in scenario.vehicles[threat.vehicle].reach)
        tree.problem(
            ("threats", name),
            f"gives no flight: no receiver is {low:,.0f} to {high:,.0f} km from a site",
            hint="name other sites or receivers, or another vehicle",
        )
