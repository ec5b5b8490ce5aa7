"""What is left of a world for all questions but the one on partners.

A partner is declared so that it can be asked what it gives and gets. What other questions tell is
about the parties that a scenario is about, and must not change because a partner is declared.
"""

from collections.abc import Mapping
from typing import Any

from noroshi.world.record import Declared

Entries = Mapping[str, Mapping[str, Any]]
"""By section and id."""


def partners_of(parties: Mapping[str, Any]) -> frozenset[str]:
    """Ids of the parties that are partners."""
    return frozenset(key for key, party in parties.items() if party.partner)


def without_partners(entries: Entries) -> dict[str, Mapping[str, Declared]]:
    """All that does not belong to partners: neither their sensors, places and chains of warning,
    nor what is aimed at their places alone.
    """
    partners = partners_of(entries.get("parties", {}))
    if not partners:
        return dict(entries)
    owner = {"sensors": "owner", "nodes": "owner", "receivers": "party", "rules": "party"}
    left: dict[str, Mapping[str, Any]] = dict(entries)
    for section, field in owner.items():
        held = entries.get(section, {})
        left[section] = {k: e for k, e in held.items() if getattr(e, field) not in partners}
    aimed = {key: _aimed(t, left["receivers"], partners) for key, t in entries["threats"].items()}
    left["threats"] = {key: threat for key, threat in aimed.items() if threat is not None}
    return left


def _aimed(threat: Any, receivers: Mapping[str, Any], partners: frozenset[str]) -> Any:
    """The threat at places that are not partners'; None = there is none."""
    if threat.at.party is not None:
        return None if threat.at.party in partners else threat
    mine = tuple(r for r in threat.at.receivers if r in receivers)
    if mine == threat.at.receivers:
        return threat
    at = threat.at.model_copy(update={"receivers": mine})
    return threat.model_copy(update={"at": at}) if mine else None
