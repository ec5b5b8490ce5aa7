"""Jobs: who waits, who is worked on, what was told of each; and the worker that does the work.

Everything here happens in the server's one thread. What the worker tells comes in by a thread of
its own, which only hands it over.
"""

import asyncio
import itertools
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Final

from noroshi.errors import NoroshiError
from noroshi.web.asked import AskedJob
from noroshi.web.kept_documents import NOTHING_KNOWN, Known
from noroshi.web.plain import json_text
from noroshi.web.worker import (
    MOST_HELD,
    Ask,
    Compiles,
    JobEnded,
    Made,
    Ready,
    Stop,
    ToldEvent,
    Want,
    answer_event,
    work,
)

MOST_WAITING: Final = 32
"""Jobs that wait; who comes then is asked to come again."""
GRACE: Final = 5.0
"""For a job to leave its work when it is to be left; then its worker is ended, unless it is still
starting or compiles: its successor would have to do the same again, and be ended again [s]."""
_LEAST_GRACE: Final = 0.05
"""Before a worker is asked once more [s]."""
ALIVE: Final = 15.0
"""After so long without an event a comment says that the server is there [s]."""
_MOST_KNOWN: Final = 4000
"""Jobs that are over of which it can be read how they ended."""
_LOST: Final = (
    "the process that works answers out ended, perhaps for want of memory; it is begun anew: "
    "ask again, with fewer draws if this comes again"
)
_LAST: Final = frozenset({"done", "stopped", "failed"})


class Full(NoroshiError):
    """So many jobs wait that no more is taken."""


@dataclass
class Job:
    """One job, and what was told of it."""

    id: str
    page: str
    asked: AskedJob
    events: list[tuple[str, str] | None] = field(default_factory=list)
    """Name and JSON of each; None = told once, and of no use any more."""
    over: bool = False
    known: int = 0
    """How many of its answers were known beforehand, which no worker holds."""
    answered: int = 0
    """How many of its answers were told, or needed not be, since later ones were."""
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, event: str, data: str) -> None:
        """Add an event, unless the job is over; of how far it is, the last one counts."""
        if self.over:
            return
        if event in ("queued", "progress"):
            self.events = [
                e if e is None or e[0] not in ("queued", "progress") else None for e in self.events
            ]
        self.events.append((event, data))
        self.answered += event == "answer"
        self.over = event in _LAST
        self._changed.set()
        self._changed = asyncio.Event()

    def forget_answers(self) -> None:
        """Keep only how it ended."""
        self.events = [e if e is not None and e[0] in _LAST else None for e in self.events]

    async def stream(self, start: int) -> AsyncIterator[str]:
        """Server-sent events from a number on, until the last; `Last-Event-ID` is their number."""
        number = start
        while True:
            changed = self._changed
            while number < len(self.events):
                told = self.events[number]
                if told is not None:
                    yield f"id: {number}\nevent: {told[0]}\ndata: {told[1]}\n\n"
                number += 1
            if self.over:
                return
            try:
                await asyncio.wait_for(changed.wait(), ALIVE)
            except TimeoutError:
                yield ": alive\n\n"


class Jobs:
    """All jobs of a server, and its worker."""

    def __init__(
        self,
        prepare: Callable[[], None],
        warm: str | None,
        *,
        shown: Callable[[str], str] = str,
        most_waiting: int = MOST_WAITING,
        grace: float = GRACE,
    ) -> None:
        """Start nothing yet.

        Args:
            prepare: what a worker does first.
            warm: the scenario that it works out beforehand; None = none.
            shown: a message as it may be told.
            most_waiting: jobs that wait.
            grace: for a job to leave its work [s].
        """
        self._prepare, self._warm, self._shown = prepare, warm, shown
        self._most_waiting, self._grace = most_waiting, grace
        self._known: OrderedDict[str, Job] = OrderedDict()
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._wanted: dict[int, tuple[Want, asyncio.Future[bytes]]] = {}
        self._lost_once: set[int] = set()
        """What is wanted and was lost with a worker: it may have been what ended it."""
        self._numbers = itertools.count()
        self._closed = False
        self._ready = False
        self._compiles = False
        self._turn = 0
        self._process: Any = None
        self._to_worker: Connection | None = None

    def start(self) -> None:
        """Begin a worker; from the server's thread, with its loop running."""
        here, there = get_context("spawn").Pipe()
        process = get_context("spawn").Process(
            target=work, args=(there, self._prepare, self._warm), daemon=True
        )
        process.start()
        there.close()
        self._turn += 1
        self._ready = False
        self._process, self._to_worker = process, here
        loop, turn = asyncio.get_running_loop(), self._turn
        threading.Thread(target=self._hand_over, args=(here, loop, turn), daemon=True).start()

    def need(self) -> None:
        """Begin a worker where there is none, and the server goes on."""
        if self._process is None and not self._closed:
            self.start()

    @property
    def worker(self) -> int | None:
        """The number of the worker's process; None = there is none."""
        return None if self._process is None else self._process.pid

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return len(self._waiting)

    def close(self) -> None:
        """End the worker, and every job."""
        self._closed = True
        for job in [*self._waiting, *([self._running] if self._running else [])]:
            job.tell("stopped", "{}")
        self._waiting.clear()
        for _, made in self._wanted.values():
            if not made.done():
                made.set_exception(NoroshiError("the server was stopped"))
        self._end_worker()

    def post(self, page: str, asked: AskedJob, known: Known = NOTHING_KNOWN) -> Job:
        """Take a job, which ends an older one of the same page.

        Args:
            page: that asks.
            asked: what it asks.
            known: of it, which is told at once and not worked out again.

        Raises:
            Full: too many wait.
        """
        older = [j for j in (self._running, *self._waiting) if j and j.page == page and not j.over]
        waits = sum(job.page != page for job in self._waiting)
        whole = known.answers == len(asked.draws) * len(asked.questions)
        if not whole and waits >= self._most_waiting:
            raise Full(f"{waits} jobs wait already; ask again when some are done")
        for job in older:
            self.stop(job)
        job = Job(secrets.token_urlsafe(12), page, asked, known=known.answers)
        self._known[job.id] = job
        for draws, text in known.newest:
            job.tell("answer", answer_event(draws, text))
        job.answered = known.answers
        if whole:
            job.tell("done", "{}")
            self._forget()
            return job
        self._waiting.append(job)
        self._tell_places()
        self._next()
        self._forget()
        return job

    def find(self, id_: str) -> Job:
        """The job of that id.

        Raises:
            NoroshiError: there is none.
        """
        if id_ not in self._known:
            raise NoroshiError("there is no such job here; ask again")
        return self._known[id_]

    def stop(self, job: Job) -> None:
        """End a job: at once for who asked, and as soon as it leaves its work for the worker."""
        if job.over:
            return
        job.tell("stopped", "{}")
        if job is not self._running:
            self._waiting.remove(job)
            self._tell_places()
            return
        self._compiles = False
        self._ask_to_leave(job, last=False)

    async def part(self, job: Job, part: str, question: str, name: str) -> bytes:
        """A figure or a file of what was found; worked out again where no worker holds it.

        Raises:
            NoroshiError: there is none.
        """
        if self._process is None:
            if not job.answered or self._closed:
                raise NoroshiError(_LOST)
            self.start()
        number = next(self._numbers)
        made: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        again = tuple(job.asked) if job.answered else ()
        want = Want(number, job.id, part, question, name, again, job.answered)
        self._wanted[number] = want, made
        self._send(want)
        try:
            return await made
        finally:
            self._wanted.pop(number, None)
            self._lost_once.discard(number)

    def _next(self) -> None:
        """Give the worker the job that has waited longest, if it has none."""
        if self._running is not None or not self._waiting or self._closed:
            return
        self.need()
        self._running = self._waiting.popleft()
        self._tell_places()
        self._send(Ask(self._running.id, tuple(self._running.asked), self._running.known))

    def _tell_places(self) -> None:
        for before, job in enumerate(self._waiting):
            ahead = before + (self._running is not None)
            job.tell("queued", json_text({"before": ahead}))

    def _send(self, message: Ask | Stop | Want) -> None:
        with suppress(OSError, AttributeError):  # it has ended; that is heard by itself
            assert self._to_worker is not None
            self._to_worker.send(message)

    def _hand_over(self, here: Connection, loop: asyncio.AbstractEventLoop, turn: int) -> None:
        """In a thread: what one worker tells, to the server's thread, until it ends."""
        with suppress(RuntimeError):  # the loop is closed: the server ends
            while True:
                try:
                    message = here.recv()
                except (EOFError, OSError):
                    loop.call_soon_threadsafe(self._lost, turn)
                    return
                loop.call_soon_threadsafe(self._heard, turn, message)

    def _heard(self, turn: int, message: Any) -> None:
        if turn != self._turn:
            return
        running = self._running
        match message:
            case Ready():
                self._ready = True
            case Compiles(job):
                self._compiles = self._compiles or (running is not None and running.id == job)
            case ToldEvent(job, event, data):
                if running is not None and running.id == job:
                    running.tell(event, self._shown(data) if event == "failed" else data)
            case JobEnded(job):
                if running is not None and running.id == job:
                    self._running = None
                    self._forget()
                    self._next()
            case Made(number, content, problem):
                _, made = self._wanted.get(number, (None, None))
                if made is not None and not made.done():
                    if problem:
                        made.set_exception(NoroshiError(self._shown(problem)))
                    else:
                        made.set_result(content)

    def _lost(self, turn: int) -> None:
        """The worker has ended: its job fails, nothing else does."""
        if turn != self._turn or self._closed:
            return
        started, self._process = self._ready or self._running is not None, None
        if self._running is not None:
            self._running.tell("failed", json_text({"message": _LOST}))
            self._running = None
        again = []
        for number, (want, made) in self._wanted.items():
            if number not in self._lost_once:
                self._lost_once.add(number)
                again.append(want)
            elif not made.done():
                made.set_exception(NoroshiError(_LOST))
        # One that ends before it has done anything would only end again: it waits for a job.
        if started or self._waiting or again:
            self.start()
            for want in again:
                self._send(want)
            self._next()

    def _ask_to_leave(self, job: Job, *, last: bool) -> None:
        """Ask the worker to leave a job, which it does or says that it compiles.

        Args:
            job: that is to be left.
            last: whether the worker is ended if it does neither.
        """
        self._send(Stop(job.id))
        wait = max(self._grace / 2.0, _LEAST_GRACE)
        asyncio.get_running_loop().call_later(wait, self._end_if_still, job, last)

    def _end_if_still(self, job: Job, last: bool) -> None:
        """The job has not left its work in time: its worker is ended, and a new one begun."""
        if self._running is not job or self._closed:
            return
        excused, self._compiles = self._compiles or not self._ready, False
        if excused or not last:
            self._ask_to_leave(job, last=not excused)
            return
        self._running = None
        self._end_worker()
        self.start()
        for want, _ in self._wanted.values():  # they had nothing to do with it
            self._send(want)
        self._next()

    def _end_worker(self) -> None:
        self._turn += 1  # nothing more is heard of it
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()

    def _forget(self) -> None:
        """Of jobs that are over, keep the answers of a few and the ends of many."""
        over = [job for job in self._known.values() if job.over]
        with_answers = [
            j for j in over if any(e is not None and e[0] == "answer" for e in j.events)
        ]
        for job in with_answers[:-MOST_HELD]:
            job.forget_answers()
        for job in over[:-_MOST_KNOWN]:
            del self._known[job.id]
