"""How many statements fared how, and which: in a headline and a paragraph."""

from noroshi.present.words import listed, some
from noroshi.questions import every_question
from noroshi.questions.answer import Headline, Numbers, PlainData
from noroshi.questions.claims.compare import Outcome
from noroshi.questions.claims.judge import Verdict

_MEANS = (
    "Each numbered statement of the reports, in our own words, held against what the scenario "
    "declares, what this run computes and what other documents say. Contradicted: something of "
    "grade A or B disagrees. Sources differ: they disagree among themselves, or their bounds hold "
    "both. Not shown: what the run computes lies on the other side, or on both; a computed number "
    "alone contradicts nothing."
)


class StatementNumbers(Numbers):
    """The statements by what is to be held of them."""

    def count(self, verdict: Verdict) -> int:
        """How many statements fare so."""
        return int(self.number("statements", verdict=str(verdict)))

    def named(self, verdict: Verdict) -> list[str]:
        """Statements that fare so, by what is meant of them: their first part, or who says it."""
        own = self.plain["statement_verdict"] == str(verdict)
        names = self.plain["statement_name"][own].tolist()
        parts = [str(p).split("; ")[0] for p in self.plain["statement_parts"][own].tolist()]
        return [f"“{p}”" if p else n for n, p in zip(names, parts, strict=True)]

    @property
    def tally(self) -> str:
        """How many fared how, in a sentence."""
        told = [f"{self.count(one)} {one}" for one in Verdict if self.count(one)]
        total = self.plain.sizes["statement"]
        return f"{total} statement{'s' if total != 1 else ''}: {', '.join(told)}."


def headline(data: PlainData) -> Headline:
    """How many are borne out; which are contradicted; what is still to be computed."""
    numbers = StatementNumbers(data)
    total, good = data.sizes["statement"], numbers.count(Verdict.SUPPORTED)
    if total == 1:
        return Headline(f"{_name(data)}: {data['statement_verdict'].item()}.", _asks(data))
    # What was not worked out, or cannot be checked, is no statement that failed.
    judged = total - sum(numbers.count(v) for v in (Verdict.NOT_COMPUTED, Verdict.NOT_CHECKABLE))
    if judged == 0:
        return Headline(f"None of {total} statements is judged.", "", _waiting(numbers))
    which = "statements" if judged == total else "statements judged"
    rest = f" {total - judged} more {_is(total - judged)} not judged." if judged < total else ""
    verdict = f"Of {judged} {which}, the numbers bear out {good or 'none'}.{rest}"
    return Headline(verdict, _against(numbers), _waiting(numbers))


def _name(data: PlainData) -> str:
    return str(data["statement_name"].item())


def _asks(data: PlainData) -> str:
    return str(data["asks"].item())


def _against(numbers: StatementNumbers) -> str:
    """Those that something speaks against by name, and how many sources differ on."""
    against = numbers.named(Verdict.CONTRADICTED)
    told = [f"contradicted, at least in part: {some(against)}"] if against else []
    if differ := numbers.count(Verdict.DIFFER):
        told.append(f"sources differ on {differ}")
    if open_ := numbers.count(Verdict.NOT_SHOWN):
        told.append(f"the numbers do not show {open_}")
    if uncheckable := numbers.count(Verdict.NOT_CHECKABLE):
        told.append(f"{uncheckable} cannot be checked, and {_is(uncheckable)} not judged")
    said = "; ".join(told)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _waiting(numbers: StatementNumbers) -> str:
    waiting = numbers.count(Verdict.NOT_COMPUTED)
    if not waiting:
        return ""
    which = some(numbers.named(Verdict.NOT_COMPUTED))
    verb = "waits" if waiting == 1 else "wait"
    return f"{waiting} {verb} for other questions of a run ({listed(_awaited(numbers))}): {which}."


def _awaited(numbers: StatementNumbers) -> list[str]:
    """Questions whose answers hold what would judge a statement, by name."""
    pending = numbers.plain["outcome"] == str(Outcome.PENDING)
    measures = {str(about).split(":")[0] for about in numbers.plain["check_about"][pending]}
    return [q.name for q in every_question() if measures.intersection(m.name for m in q.measures)]


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def text(data: PlainData) -> str:
    """The tally, and what each verdict means."""
    return "\n".join((StatementNumbers(data).tally, _MEANS))


def limits() -> tuple[str, ...]:
    """What no verdict says."""
    return (
        "No verdict is written down anywhere: each follows from its checks by one rule, and moves "
        "when a value moves.",
        "What a statement says of promises is an index to their texts, not advice.",
        "A statement is as its worst part; what rests on nothing but the word of the reports under "
        "test is told and judges nothing.",
    )
