"""The process that works answers out, and keeps what is warm: worlds, compiled loops, results.

It is begun anew by its parent where it ends, and ends with its parent. One thread listens, so that
a job can be stopped while it runs; all work is done by the other, one thing after the other. What
a page asks of answers that are there, a figure or a file, is done between two stages of a job.
"""

import gc
import os
import signal
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from noroshi.errors import NoroshiError
from noroshi.kept import keeping, own_store
from noroshi.kept.later import Later
from noroshi.questions.base import Progress
from noroshi.web.plain import json_text, problem_text
from noroshi.web.problems import page_text

if TYPE_CHECKING:
    from noroshi.web.asked import AskedJob
    from noroshi.web.asking import Asking, Found

WARM_DRAWS: Final = 16
"""Of the world that a worker works out before it is asked anything."""
_REHEARSED: Final = 1
"""Seed and number of draws of the value that a worker sets before anybody does: another seed than
any page's, of which nothing is kept, so that all that looks and follows is loaded."""
_NO_CHANGE: Final = ("scenario.title=Rehearsal",)
"""A value that may be set in every world, and moves nothing."""
_STEP: Final = 0.1
"""By how much a stage must have come on before it is told again [1]."""
_REST: Final = 0.2
"""And how long ago it must have been told: each time a page draws, on the cores that work [s]."""
MOST_HELD: Final = 24
"""Jobs whose answers are held, for figures and files: more than there are questions, since a page
asks each by a job of its own."""
_COMPILERS: Final = ("numba.core", "jax._src.interpreters", "jax._src.compiler")
"""Modules by whose functions it is seen that a thread compiles."""
NEW_OBJECTS: Final = 50_000
"""How many more objects than before set off a search for dead cycles."""


class Ask(NamedTuple):
    """To work out a job."""

    job: str
    asked: tuple[Any, ...]
    """An `AskedJob`, by its fields."""
    known: int
    """How many of its first answers were told already."""


class Stop(NamedTuple):
    """To leave a job."""

    job: str


class Want(NamedTuple):
    """To make something of answers that are there."""

    number: int
    job: str
    part: str
    """`figure` or `file`."""
    question: str
    name: str
    again: tuple[Any, ...]
    """The job, an `AskedJob` by its fields; empty = nothing was told of it."""
    told: int
    """How many of its answers were, which are worked out again where they are not held."""


class Ready(NamedTuple):
    """All that takes long to start is started."""


class ToldEvent(NamedTuple):
    """An event of a job."""

    job: str
    event: str
    data: str
    """JSON."""


class Compiles(NamedTuple):
    """A job that is to be left is not yet, since something is being compiled, which is kept."""

    job: str


class JobEnded(NamedTuple):
    """A job is done with, whatever became of it."""

    job: str


class Made(NamedTuple):
    """What was wanted, or the problem in its place."""

    number: int
    content: bytes
    problem: str


class _Stopped(BaseException):
    """The job is to be left; no handler of errors takes it for one."""


def work(to_parent: Connection, prepare: Callable[[], None], warm: str | None) -> None:
    """Be the worker until the parent ends.

    Args:
        to_parent: messages come from there and go there.
        prepare: makes the engine fast; called before anything heavy is imported.
        warm: a scenario to work out beforehand, as `load` takes it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it, and ends this process
    gc.set_threshold(NEW_OBJECTS)
    worker = _Worker(to_parent)
    threading.Thread(target=worker.listen, daemon=True).start()
    prepare()
    with keeping(worker.later()):
        worker.warm(warm)
        worker.serve()


@dataclass
class _Worker:
    """Two threads and what they share."""

    parent: Connection
    inbox: "SimpleQueue[Ask | Want]" = field(default_factory=SimpleQueue)
    stopped: set[str] = field(default_factory=set)
    waiting: Ask | None = None
    """A job that came while the worker was warming itself."""
    kept: "OrderedDict[str, _Kept]" = field(default_factory=OrderedDict)
    asking: "Asking" = field(init=False)
    sending: threading.Lock = field(default_factory=threading.Lock)
    """Held while one of the threads tells the parent something."""
    unwritten: Later | None = None
    """Results that wait to be kept, until who asked has his answer."""

    def listen(self) -> None:
        """Hear the parent until it ends, and end with it."""
        while True:
            try:
                message = self.parent.recv()
            except (EOFError, OSError):
                os._exit(0)
            if isinstance(message, Stop):
                self.stopped.add(message.job)
                if _compiles():
                    self._send(Compiles(message.job))
            else:
                self.inbox.put(message)

    def later(self) -> Later | None:
        """Where results are kept while this process works; None = nowhere."""
        store = own_store()
        if store is not None:
            self.unwritten = Later(store)
        return self.unwritten

    def _write(self) -> None:
        if self.unwritten is not None:
            self.unwritten.write()

    def warm(self, word: str | None) -> None:
        """Import, compile and work out what the first job will most likely need."""
        from noroshi.scenario.loading import read
        from noroshi.web.asked import AskedJob
        from noroshi.web.asking import Asking, first_question

        self.asking = Asking()
        if word is not None:
            with suppress(NoroshiError, _Stopped):
                name = first_question(word)
                asked = AskedJob(word, word, (), None, None, ((name, {}),), (WARM_DRAWS,), 0)
                for _ in self.asking.answers(asked, lambda _draws: self._between):
                    pass
                read(word)  # what a value is laid over
                self._write()
                self._rehearse(asked)
        self._write()
        gc.collect()
        gc.freeze()
        self._send(Ready())

    def _rehearse(self, asked: "AskedJob") -> None:
        """Set a value that changes no number, and keep nothing of what comes of it.

        What is kept of a declared world is told without any loop; the first value that is set would
        wait half a second until those are loaded that look and follow.
        """
        from noroshi.web.asking import Asking
        from noroshi.web.documents import answer_text

        set_ = asked._replace(values=_NO_CHANGE, draws=(_REHEARSED,), seed=_REHEARSED)
        store = own_store()
        with keeping(None if store is None else Later(store)):
            for found in Asking().answers(set_, lambda _draws: self._between):
                answer_text(found.report, found.answer, found.remarks)

    def serve(self) -> None:
        """Do what is asked, for ever."""
        while True:
            message, self.waiting = self.waiting or self.inbox.get(), None
            if isinstance(message, Want):
                self._make(message)
            else:
                self._ask(message)

    def _ask(self, message: Ask) -> None:
        from noroshi.web.asked import AskedJob
        from noroshi.web.documents import answer_text
        from noroshi.web.kept_documents import keep_answer

        job, asked = message.job, AskedJob(*message.asked)
        # A step of which a part was told is worked out from its beginning: answers build on those
        # before them.
        begun, told = divmod(message.known, len(asked.questions))
        asked = asked._replace(draws=asked.draws[begun:])
        try:
            self._look(job)  # it may have been stopped while it waited
            answers = self.asking.answers(asked, lambda draws: self._heard(job, draws))
            for number, found in enumerate(answers):
                self._keep(job, found, last=asked.questions[-1][0] == found.answer.question)
                if number >= told:
                    text = answer_text(found.report, found.answer, found.remarks)
                    self._tell(job, "answer", answer_event(found.draws, text))
                    keep_answer(found.key, asked, number, text)
                    self._write()
                self._look(job)
            self._tell(job, "done", "{}")
        except _Stopped:
            self._tell(job, "stopped", "{}")
        except Exception as error:
            said = page_text(error, asked.word, [name for name, _ in asked.questions])
            self._tell(job, "failed", json_text({"message": said}))
        self.stopped.clear()  # the parent gives one job after the other
        self._send(JobEnded(job))

    def _heard(self, job: str, draws: int) -> Progress:
        """Tells how far a job has come, and leaves it where it is to be left."""
        last, when = ("", 0.0), 0.0

        def told(stage: str, share: float) -> None:
            nonlocal last, when
            self._look(job)
            now = time.monotonic()
            if stage != last[0] or (share >= last[1] + _STEP and now >= when + _REST):
                last, when = (stage, share), now
                data = {"stage": str(stage), "share": round(float(share), 3), "draws": draws}
                self._tell(job, "progress", json_text(data))

        return told

    def _look(self, job: str) -> None:
        if job in self.stopped:
            raise _Stopped
        self._between("", 0.0)

    def _between(self, _stage: str, _share: float) -> None:
        """Make what was wanted meanwhile; a job that comes goes before warming."""
        if threading.current_thread() is not threading.main_thread():
            return
        with suppress(Empty):
            while True:
                message = self.inbox.get_nowait()
                if isinstance(message, Ask):
                    self.waiting = message
                    raise _Stopped
                self._make(message)

    def _tell(self, job: str, event: str, data: str) -> None:
        if threading.current_thread() is threading.main_thread():
            self._send(ToldEvent(job, event, data))

    def _send(self, message: Ready | ToldEvent | Compiles | JobEnded | Made) -> None:
        with self.sending:
            self.parent.send(message)

    def _keep(self, job: str, found: "Found", *, last: bool) -> None:
        kept = self.kept.setdefault(job, _Kept())
        kept.newest[found.answer.question] = found
        if last:
            kept.whole = dict(kept.newest)
        self._tidy(job)

    def _tidy(self, job: str) -> None:
        """Let go of the answers of the jobs that were asked about longest ago."""
        self.kept.move_to_end(job)
        while len(self.kept) > MOST_HELD:
            self.kept.popitem(last=False)

    def _make(self, want: Want) -> None:
        try:
            made = Made(want.number, self._made(want), "")
        except Exception as error:
            made = Made(want.number, b"", problem_text(error))
        self._send(made)

    def _made(self, want: Want) -> bytes:
        from noroshi.web.exports import file_of

        kept = self.kept.get(want.job)
        if want.again and (kept is None or _lacks(kept, want)):
            kept = self._again(want)
        if kept is None:
            raise NoroshiError("the answers of this job are not held any more; ask again")
        if want.part == "figure":
            found = kept.newest.get(want.question)
            if found is None:
                raise NoroshiError(f"this job has no answer to '{want.question[:60]}'")
            figures = {f.name: f for f in found.answer.figures}
            if want.name not in figures:
                known = ", ".join(figures) or "none"
                raise NoroshiError(f"there is no figure '{want.name[:60]}'; there are: {known}")
            return json_text(figures[want.name].spec).encode()
        told = [*(kept.whole or kept.newest).values()]
        commands = dict.fromkeys(f.report.provenance.command for f in told)
        made = told[-1].report
        whole = replace(made.provenance, command=" && ".join(commands))
        return file_of(replace(made, provenance=whole), want.name)

    def _again(self, want: Want) -> "_Kept":
        """The newest answers that were told of a job and are not held here."""
        from noroshi.web.asked import AskedJob

        asked = AskedJob(*want.again)
        whole, part = divmod(want.told, len(asked.questions))
        steps = [(asked.draws[whole - 1], len(asked.questions))] if whole else []
        steps += [(asked.draws[whole], part)] if part else []
        made = _Kept()
        for draws, count in steps:
            step = asked._replace(draws=(draws,), questions=asked.questions[:count])
            for found in self.asking.answers(step, lambda _draws: lambda _stage, _share: None):
                made.newest[found.answer.question] = found
            if count == len(asked.questions):
                made.whole = dict(made.newest)
        # What was worked out since is newer.
        kept = self.kept.setdefault(want.job, made)
        kept.newest = {**made.newest, **kept.newest}
        kept.whole = kept.whole or made.whole
        self._tidy(want.job)
        return kept


def _lacks(kept: "_Kept", want: Want) -> bool:
    """Whether what is held of a job is not all that was told of it and is wanted."""
    if want.part == "figure":
        return want.question not in kept.newest
    from noroshi.web.asked import AskedJob

    return not kept.whole and want.told >= len(AskedJob(*want.again).questions)


def _compiles() -> bool:
    """Whether any thread of this process is compiling."""
    for frame in sys._current_frames().values():
        here: FrameType | None = frame
        while here is not None:
            if here.f_globals.get("__name__", "").startswith(_COMPILERS):
                return True
            here = here.f_back
    return False


def answer_event(draws: int, text: str) -> str:
    """What a page is told of an answer: its document, and of how many draws it is."""
    return f'{{"draws":{draws},"answer":{text}}}'


@dataclass
class _Kept:
    """Answers of a job, by question."""

    newest: "dict[str, Found]" = field(default_factory=dict)
    whole: "dict[str, Found]" = field(default_factory=dict)
    """Those of the last number of draws at which every question was answered."""
