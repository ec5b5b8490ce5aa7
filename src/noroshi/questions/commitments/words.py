"""Who is bound, what stays open, and what changed: in a headline and a few paragraphs."""

from collections.abc import Iterator

import numpy as np

from noroshi.present.words import listed
from noroshi.questions.answer import Headline, Numbers, PlainData
from noroshi.questions.commitments.sentences import IF_YES

NOT_ADVICE = (
    "This is an index to the texts, summarised in our own words; it is not legal advice. Whether "
    "a condition is met is decided by governments and parliaments, not here."
)

_MOST_WORDS = 40
"""In a line of the headline, about."""


class CommitmentWords(Numbers):
    """The words of an answer about commitments, of the day that is asked about."""

    @property
    def day(self) -> str:
        """The day that is asked about."""
        return self.word("asked_day")

    @property
    def event(self) -> str:
        """What happens, where, by whom and to whom, on that day."""
        return self.word("event_in_short", day=self.day)

    @property
    def sentences(self) -> list[str]:
        """The answer, at most two of them."""
        told = self.array("answered", day=self.day).tolist()
        return [str(one) for one in told if one]

    def shortened(self, sentence: str) -> str:
        """A sentence as a headline has room for it: the text has it whole.

        Without what binds its duty further; of several open questions their number; of many
        clauses the first.
        """
        for duty in self.rows("duty"):
            conditions = self.word("duty_conditions", duty=duty)
            sentence = sentence.replace(f", {conditions}", "") if conditions else sentence
        duty, found, asked = sentence.partition(IF_YES)
        if found and (count := asked.count("?")) > 1:
            sentence = f"{duty}, if {count} open questions are answered yes."
        if len(sentence.split()) <= _MOST_WORDS:
            return sentence
        first, *others = sentence.split("; ")
        while others and len(f"{first}; {others[0]}".split()) <= _MOST_WORDS - 2:
            first = f"{first}; {others.pop(0)}"
        return f"{first}; and more." if others else sentence

    def provisions(self, standing: str) -> list[str]:
        """Those of one standing on the day, by path."""
        own = self.array("standing", day=self.day) == standing
        return [str(path) for path in self.plain["provision"][own]]

    def rows(self, axis: str) -> list[str]:
        """Entries of the day of an axis that has some of each."""
        own = self.plain[f"{axis}_day"] == self.day
        return [str(key) for key in self.plain[axis][own]]

    def told_narrowly(self) -> list[str]:
        """Of those that do not apply, the ones that tell something about the event."""
        near = self.array("fails_narrowly", day=self.day) > 0.0
        return [str(path) for path in self.plain["provision"][near]]

    def areas(self, where: str) -> list[str]:
        """Names of areas in which the place is, or may be."""
        own = self.array("place_is", day=self.day) == where
        return [str(name) for name in self.plain["area_name"][own]]

    def questions(self) -> list[str]:
        """Open questions of the day, each once, with the word to answer it by."""
        told = (
            (self.word("question_words", question=q), self.word("question_word", question=q))
            for q in self.rows("question")
        )
        return [f"{words} [{name}]" if name else words for words, name in dict.fromkeys(told)]


def headline(data: PlainData) -> Headline:
    """The two things most worth saying, and on what they hang."""
    words = CommitmentWords(data)
    first, *rest = map(words.shortened, words.sentences)
    if first.startswith(("The ", "No ")):  # and no name
        first = f"{first[0].lower()}{first[1:]}"
    return Headline(f"{words.event}: {first}", rest[0] if rest else "", _hangs_on(words))


def _hangs_on(words: CommitmentWords) -> str:
    """Open questions, and what another day changes."""
    asked, changed = words.questions(), words.plain.sizes["change"]
    whole = " ".join(words.sentences)
    # Those of the duties that are told come first; how many these are, their sentence says.
    own = [q for q in asked if q.partition(" [")[0] in whole]
    others, told = len(asked) - len(own), []
    if own:
        which = "The open question" if len(own) == 1 else "The first of these questions"
        told.append(_ended(f"{which}: {own[0]}"))
    if own and others:
        told.append(f"{others} more {'bears' if others == 1 else 'bear'} on other duties.")
    elif others:
        bear = f"{_count(others, 'open question')} {'bears' if others == 1 else 'bear'}"
        told.append(_ended(f"{bear} on other duties, first: {asked[0]}"))
    if changed:
        told.append(f"{_count(changed, 'provision')} changed between {_days(words)}.")
    return " ".join(told)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"


def _ended(text: str) -> str:
    return text if text.endswith("?") else f"{text}."


def _days(words: CommitmentWords) -> str:
    return listed(str(day) for day in words.plain["day"])


def text(data: PlainData) -> str:
    """What is asked, the answer, where the place is, what is left out, and what changed."""
    return "\n".join(_paragraphs(CommitmentWords(data)))


def _paragraphs(words: CommitmentWords) -> Iterator[str]:
    at = {"day": words.day}
    yield f"{words.word('event_words', **at)}."
    yield " ".join(words.sentences)
    yield " ".join(filter(None, [words.word("assumed", **at), *_where(words)]))
    if left := " ".join(_left_out(words)):
        yield left
    if words.word("compared_day"):
        yield " ".join(_changed(words))


def _where(words: CommitmentWords) -> Iterator[str]:
    if not words.word("place"):
        yield "No place is named, so every condition of place is an open question."
        return
    yield f"The place is in: {'; '.join(words.areas('inside')) or 'none of the declared areas'}."
    if odd := words.word("warning", day=words.day):
        yield odd
    if perhaps := words.areas("perhaps inside"):
        yield f"Whether it is in these is not known: {'; '.join(perhaps)}."


def _left_out(words: CommitmentWords) -> Iterator[str]:
    """How many provisions no table tells one by one."""
    others = len(words.provisions("does not apply")) - len(words.told_narrowly())
    if others:
        yield f"{_count(others, 'provision')} about other kinds of events left out."
    if late := len(words.provisions("not in force")):
        yield f"{_count(late, 'provision')} not in force then left out (--whole lists them)."


def _changed(words: CommitmentWords) -> Iterator[str]:
    """What another day changes, in a sentence a provision."""
    if words.word("compared_day") == words.day:
        yield f"{words.day} is compared with itself: nothing changed for this question."
        return
    if not words.plain.sizes["change"]:
        yield f"Between {_days(words)} nothing changed for this question."
        return
    earlier, later = (str(day) for day in words.plain["day"])
    yield f"What changed between {_days(words)}:"
    for change in words.plain["change"]:
        at = {"change": str(change)}
        before, after = (words.word(f"change_{s}_says", **at) for s in ("before", "after"))
        same = " Only the legal basis changed." if words.number("change_of_basis", **at) else ""
        name = words.names("change")[str(change)]
        yield f"{name}: {earlier}: {before}; {later}: {after}.{same}"


def limits(data: PlainData) -> Iterator[str]:
    """What an index to texts is not."""
    yield NOT_ADVICE
    yield (
        "Each provision is weighed by itself, so that one more never takes a duty away; where two "
        "pull apart, both are told."
    )
    if bool(np.isfinite(data["limit_known_to"]).any()):
        yield (
            "Limits at sea are measured from declared points of the coast and known to declared "
            "errors: within them whether a place is in an area is not known."
        )
