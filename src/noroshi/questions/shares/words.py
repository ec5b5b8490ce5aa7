"""Shares in plain words, from the numbers by rule."""

from noroshi.present.words import duration, listed, percentages
from noroshi.questions.answer import Headline, Numbers


class Shares(Numbers):
    """Reads the numbers of shares."""

    @property
    def when(self) -> tuple[str, str]:
        """Both postures, as they are told apart."""
        before, after = (name.partition(", ")[2] for name in self.names("posture").values())
        return before, after

    def mean(self, variable: str, **at: str) -> float:
        """Mean over the draws."""
        return float(self.spread(variable, **at).mean)


def headline(found: Shares) -> Headline:
    """Who brings how much to whom, what sharing is worth, and what it hangs on."""
    parts = []
    owners = found.names("owner")
    for whom, name in found.names("whom").items():
        shares = {
            o: found.mean("party_share", posture="after", whom=whom, game="warning", owner=o)
            for o in owners
        }
        said = percentages(list(shares.values()))
        parts.append(
            f"Of the warning of {name}: "
            + listed([f"{owners[o]} {s}" for o, s in zip(shares, said, strict=True)])
        )
    sharing = [
        f"{name} {duration(found.mean('sharing', posture='after', whom=w))}"
        for w, name in found.names("whom").items()
    ]
    return Headline("; ".join(parts) + ".", f"Sharing is worth {listed(sharing)}.")


def text(_found: Shares) -> str:
    """The paragraphs behind it."""
    return ""


def limits() -> tuple[str, ...]:
    """What is left out."""
    return (
        "A share is no bill: it says what sensors bring to the warning of people, not what a party "
        "ought to pay.",
        "All limits of the answer on warning hold here: `noroshi warning` lists them.",
    )
