"""Statements of the reports and what is to be held of them, in words."""

from collections import Counter
from collections.abc import Sequence

from noroshi.amounts import amount_words
from noroshi.commitments.events import EVENTS
from noroshi.currencies import CURRENCIES
from noroshi.present.words import share, signed_span, span
from noroshi.questions.claims.compare import Known, Outcome, Value, too_close
from noroshi.questions.claims.find import COMPUTED, CheckResult
from noroshi.questions.claims.judge import Judged, Verdict
from noroshi.questions.measures import measures
from noroshi.scenario.claim_checks import (
    AnyCheck,
    BeyondCheck,
    CommitmentCheck,
    ComputedCheck,
    DeclaredCheck,
    DocumentCheck,
    Expected,
)
from noroshi.scenario.records import Scenario
from noroshi.stats import Interval

_GAINS = ("mean-gain", "place-gain")
"""Measures that are changes, told with their sign."""
VERDICT_MARKS = {
    Verdict.SUPPORTED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.DIFFER: "≠",
    Verdict.NOT_SHOWN: "○",
    Verdict.NOT_CHECKABLE: "?",
    Verdict.NOT_COMPUTED: "…",
}
"""Beside the word, never instead of it; none rests on colour."""
OUTCOME_MARKS = {
    Outcome.AGREES: "✓",
    Outcome.DIFFERS: "✗",
    Outcome.OPEN: "≈",
    Outcome.TOLD: "·",
    Outcome.UNKNOWN: "…",
    Outcome.PENDING: "…",
    Outcome.BEYOND: "?",
}


def label(judged: Judged) -> str:
    """The verdict in words; `in part` where its parts fare differently."""
    if not judged.mixed:
        return str(judged.verdict)
    if judged.verdict is Verdict.SUPPORTED:
        return "supported, as far as it can be checked"
    return f"{judged.verdict}, in part"


def at_a_glance(judged: Judged) -> str:
    """Number, verdict and question in a line; last, the parts that the verdict is of."""
    claim = judged.claim
    text = f"{VERDICT_MARKS[judged.verdict]} {claim.of} {label(judged)}: {claim.question}"
    if not judged.mixed or judged.verdict is Verdict.SUPPORTED:
        return text
    meant = [part.name for part in judged.parts if part.verdict is judged.verdict]
    return f"{text} ({VERDICT_MARKS[judged.verdict]} {'; '.join(meant)})"


def tally(judged: Sequence[Judged]) -> str:
    """How many statements fared how, in a sentence."""
    count = Counter(j.verdict for j in judged)
    told = [f"{VERDICT_MARKS[v]} {count[v]} {v}" for v in Verdict if count[v]]
    return f"{len(judged)} statements: {', '.join(told)}."


def evidence(finding: CheckResult, scenario: Scenario, run_first: str = "") -> str:
    """What one check found: the value, what the statement needs of it, its grade and its source.

    `run_first` is the command that is named where something has not been computed; empty: none is.
    """
    check = finding.check
    shown = "" if finding.known is None else value_text(finding.known, unit_of(finding))
    missing = f"not computed{f', run {run_first} first' if run_first else ' yet'}"
    match check:
        case DeclaredCheck():
            what = f"{check.note or 'declared'}: {shown or 'nothing on that day'}"
        case CommitmentCheck():
            what = f"{_question(check, scenario)}: {shown or 'not declared'}{_because(finding)}"
        case ComputedCheck():
            measure = measures()[check.measure]
            what = f"{measure.says}, {_named(scenario, check.of)}: {shown or missing}"
        case DocumentCheck():
            what = f"{check.says}: {shown}" if shown else check.says
        case BeyondCheck():
            what = check.why
    wanted = needed(finding)
    expected = "" if wanted is None else f" (needed: {wanted})"
    if finding.own_word:
        expected = " (told, not judged: only the reports themselves say so)"
    elif _too_close(finding):
        expected = f" (needed: {wanted}; too close to tell with so many draws)"
    note = "" if isinstance(check, DeclaredCheck) or not check.note else f" — {check.note}"
    return f"{what}{expected}{_trust(finding)}{note}"


def value_text(known: Known, unit: str = "") -> str:
    """A value as people read it: "9,000 Marines", "+5 s (0 s to +23 s)", "2014-05-24"."""
    if isinstance(known, bool):
        return "yes" if known else "no"
    if not isinstance(known, Value):
        return str(known)
    three = Interval(*known[:3])  # type: ignore[arg-type]
    if unit in ("s", "gain"):
        return span(three) if unit == "s" else signed_span(three)
    low, best, high = (_in(unit, v) for v in known[:3])
    text = best if low == high else f"{best} ({low} to {high})"
    return text if unit in ("", "share", *CURRENCIES) else f"{text} {unit}"


def _in(unit: str, value: float) -> str:
    """A number without its unit, but for per cent and money, which are written with it."""
    if unit in CURRENCIES:
        return amount_words(value, unit)
    return share(value) if unit == "share" else _number(value)


def unit_of(finding: CheckResult) -> str:
    """Unit in which a value is told; `gain` of a change of time."""
    check = finding.check
    if isinstance(check, ComputedCheck):
        return "gain" if check.measure in _GAINS else measures()[check.measure].unit
    return finding.known.unit if isinstance(finding.known, Value) else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.3g}"


def needed(finding: CheckResult) -> str | None:
    """What is asked of a value; None where nothing is, or where words agree or do not."""
    expects: Expected | None = getattr(finding.check, "expects", None)
    if expects is None:
        return None
    if expects.likely:
        return "likely, two thirds or more"
    word, wanted = expects.comparison
    shown = _in(unit_of(finding), wanted) if isinstance(wanted, int | float) else str(wanted)
    return shown if word == "is" else f"{word} {shown}"


def _too_close(finding: CheckResult) -> bool:
    expects: Expected | None = getattr(finding.check, "expects", None)
    return expects is not None and finding.known is not None and too_close(expects, finding.known)


def about(check: AnyCheck) -> str:
    """What a check looks at: a path of what is declared, or a measure and what it is of."""
    return f"{check.measure}:{check.of}" if isinstance(check, ComputedCheck) else _path(check)


def report_words(scenario: Scenario, key: str) -> str:
    """A report by its title, publisher and day."""
    source = scenario.sources.get(key)
    if source is None:
        return key
    told = (source.title, source.author, source.publisher, source.published)
    return ", ".join(str(part) for part in told if part)


def _path(check: AnyCheck) -> str:
    """What is declared, by its path; nothing where nothing is."""
    if isinstance(check, CommitmentCheck):
        return check.provision
    if not isinstance(check, DeclaredCheck):
        return ""
    return check.value if check.over is None else f"{check.value} over {check.over}"


def _question(check: CommitmentCheck, scenario: Scenario) -> str:
    """A question that `noroshi commitments` could be asked, of one provision by its title."""
    agreement, own = check.named
    declared = scenario.agreements.get(agreement)
    title = check.provision
    if declared is not None and own in declared.provisions:
        title = f"{declared.name}: {declared.provisions[own].title}"
    at = "" if check.at is None else f" at {_named(scenario, check.at)}"
    by = "" if check.by is None else f" by {_named(scenario, check.by)}"
    on = "" if check.on is None else f" on {_named(scenario, check.on)}"
    return f"{title}, {EVENTS[check.event].words}{by}{on}{at}, {check.as_of}"


def _because(finding: CheckResult) -> str:
    """Why a provision stands as it does; what it depends on."""
    if finding.known == "depends":
        return f" on: {finding.because}"
    # What the event is stands in the question already.
    reasons = [r for r in finding.because.split("; ") if r and not r.startswith("the event is ")]
    return f", as {'; '.join(reasons)}" if reasons else ""


def _named(scenario: Scenario, of: str) -> str:
    """`misawa/andersen/senkaku` by the names of what it is made of."""
    sections = (
        scenario.parties,
        scenario.receivers,
        scenario.waters,
        scenario.stations,
        scenario.places,
    )
    names = [next((s[key].name for s in sections if key in s), key) for key in of.split("/")]
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        whose, who = names
        return f"{whose}, by {'itself' if who == whose else who}"
    base, over, station = (name.partition(",")[0] for name in names)
    return f"{base} over {over}, to {station}"


def _trust(finding: CheckResult) -> str:
    """Grade and source in brackets."""
    if finding.grade == COMPUTED:
        origin = finding.known.origin if isinstance(finding.known, Value) else ""
        return f" [{origin}]" if origin else ""
    path = _path(finding.check)
    grade = f"grade {finding.grade}" if finding.grade else ""
    parts = [path, grade, ", ".join(finding.source)]
    inside = "; ".join(p for p in parts if p)
    return f" [{inside}]" if inside else ""
