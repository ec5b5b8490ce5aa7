"""The server's doors: each takes a request, has the work done elsewhere, and tells the outcome."""

import asyncio
import json
import shlex
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any, Final

from fastapi import FastAPI, Header, HTTPException, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import StringConstraints
from starlette.exceptions import HTTPException as Refused

from noroshi import __version__
from noroshi.errors import NoroshiError
from noroshi.web.answer_records import AnswerDocument
from noroshi.web.asked import AskedJob
from noroshi.web.files import FILES
from noroshi.web.jobs import Full, Job, Jobs
from noroshi.web.kept_documents import known_answers
from noroshi.web.page import Page
from noroshi.web.plain import problem_text
from noroshi.web.problems import check, page_text
from noroshi.web.records import (
    EntryDocument,
    JobRequest,
    JobStarted,
    LaidOver,
    ProblemDocument,
    ScenarioEntry,
    ScenarioFileRequest,
    Scenarios,
    SourceEntry,
    World,
)
from noroshi.web.replies import SAME, attached, file_of_kind, json_reply, packed
from noroshi.web.security import API, Secured
from noroshi.web.told import ToldWorlds
from noroshi.web.uploads import Worlds, unzipped

_WORDS: Final = Path(max_length=200)
_Name = Annotated[str, StringConstraints(max_length=200)]
_Scenario = Annotated[str | None, Query(max_length=200)]
_PAUSE: Final = 3.0
"""Before a worker that nobody needs yet is begun, while a page that opens needs the time: what it
is told first needs no worker where it is kept [s]."""
_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": ProblemDocument, "description": why}
    for status, why in (
        (400, "not called by its own name, or not readable"),
        (403, "asked by another page"),
        (404, "there is no such thing"),
        (409, "there is none yet, or none any more"),
        (413, "too much was sent"),
        (422, "what was asked cannot be so"),
        (429, "too many jobs wait"),
    )
}
_ABOUT: Final = (
    "What a surveillance and missile-warning posture sees and how early it warns, asked on this "
    "machine. A job asks questions of a scenario with values set; its events tell each answer as "
    "it is known."
)
"""What the programming interface is for."""


def lab(
    scenario: str,
    port: int,
    prepare: Callable[[], None],
    *,
    warm: bool = True,
    jobs: Callable[..., Jobs] = Jobs,
    page: Page | None = None,
    started: str = "",
) -> Secured:
    """The whole server, behind its checks.

    Args:
        scenario: that is opened first: built in, or a folder.
        port: that the server listens to.
        prepare: what a worker does before anything heavy is imported.
        warm: whether a worker works the scenario out before it is asked.
        jobs: makes the jobs, with other limits for tests.
        page: the built page; None = the one that comes with the program.
        started: the command that started it; empty = the program's own.

    Raises:
        NoroshiError: the scenario is not there, or wrong.
    """
    worlds = Worlds.of(scenario)
    worlds.started = started or shlex.join(["noroshi", "serve", scenario, "--port", str(port)])
    first = worlds.word(worlds.chosen)
    work = jobs(prepare, first if warm else None, shown=worlds.shown)
    told = ToldWorlds(worlds)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        soon = asyncio.get_running_loop().call_later(_PAUSE if warm else 0.0, work.need)
        if warm:
            # Nobody waits for it: who stops the server least of all.
            threading.Thread(target=told.ahead, daemon=True).start()
        try:
            yield
        finally:
            soon.cancel()
            work.close()
            worlds.close()

    app = FastAPI(
        title="Noroshi's lab",
        description=_ABOUT,
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=living,
        responses=_PROBLEMS,
    )
    _tell_problems(app)
    _tell_worlds(app, worlds, told)
    _tell_jobs(app, worlds, work)
    _tell_page(app, page or Page())
    _tell_shapes(app)
    return Secured(app, port, work.close)


def _tell_problems(app: FastAPI) -> None:
    """Whatever goes wrong is told as a `ProblemDocument`."""

    @app.exception_handler(NoroshiError)
    async def refused(_: Request, error: Exception) -> Response:
        return _problem(422, problem_text(error))

    @app.exception_handler(RequestValidationError)
    async def unreadable(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"] if step not in ("body", "query"))
        return _problem(422, f"{where}: {first['msg']}" if where else str(first["msg"]))

    @app.exception_handler(Refused)
    async def told(_: Request, error: Any) -> Response:
        return _problem(error.status_code, str(error.detail), error.headers)

    @app.exception_handler(Exception)
    async def failed(_: Request, error: Exception) -> Response:
        return _problem(500, problem_text(error))


def _problem(status: int, message: str, headers: Any = None) -> Response:
    # What was sent may hold half a character, which no answer can.
    plain = message.encode("utf-8", "replace").decode()
    return JSONResponse({"message": plain}, status, headers)


def _tell_worlds(app: FastAPI, worlds: Worlds, told: ToldWorlds) -> None:
    """What is declared, and scenarios of one's own."""

    @app.get("/api/scenarios")
    async def scenarios() -> Scenarios:
        """All worlds that can be asked about."""
        return await run_in_threadpool(told.scenarios)

    @app.post(
        "/api/scenarios",
        status_code=201,
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    "application/zip": {"schema": {"type": "string", "format": "binary"}},
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "additionalProperties": {"type": "string"},
                            "description": "text of each YAML file by its name",
                        }
                    },
                },
            }
        },
    )
    async def upload(request: Request) -> ScenarioEntry:
        """A scenario of one's own: a zip of a folder, or the texts of its files by name."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await request.body()
        if kind == "application/json":
            files = _texts(body)
        elif kind in ("application/zip", "application/x-zip-compressed"):
            files = await run_in_threadpool(unzipped, body)
        else:
            raise NoroshiError("send application/zip, or application/json with a text a file")
        id_ = await run_in_threadpool(worlds.add, files)
        return await run_in_threadpool(told.entry, id_)

    @app.get("/api/world/{scenario}", response_model=World, responses=SAME)
    async def world(request: Request, scenario: Annotated[str, _WORDS]) -> Response:
        """A declared world, with all that can be changed and asked."""
        _known(worlds, scenario)
        found = await run_in_threadpool(told.world, scenario)
        return packed(request, found, "application/json")

    @app.get("/api/laid/{scenario}")
    async def laid(scenario: Annotated[str, _WORDS]) -> LaidOver | None:
        """A world that only sets values of another one: what to choose of that one; else null."""
        return await run_in_threadpool(told.laid, _known(worlds, scenario))

    @app.get("/api/coast", responses=SAME)
    async def coast(request: Request, scenario: _Scenario = None) -> Response:
        """Land and borders as GeoJSON: `coarse` for a globe that turns, `fine` for one at rest."""
        id_ = _known(worlds, scenario or worlds.chosen)
        found = await run_in_threadpool(told.coast, id_)
        return packed(request, found, "application/geo+json")

    @app.get("/api/sources/{source}")
    async def source(source: Annotated[str, _WORDS], scenario: _Scenario = None) -> SourceEntry:
        """A source that a world declares."""
        id_ = _known(worlds, scenario or worlds.chosen)
        found = await run_in_threadpool(told.sources, id_)
        if source not in found:
            raise HTTPException(404, f"'{source[:60]}' is no source of {id_}")
        return found[source]

    @app.get("/api/entries")
    async def entries(
        name: Annotated[list[_Name], Query(min_length=1, max_length=10)], scenario: _Scenario = None
    ) -> list[EntryDocument]:
        """What a world declares of the things that a row of a table names."""
        id_ = _known(worlds, scenario or worlds.chosen)
        return await run_in_threadpool(told.entries, id_, name)

    @app.post("/api/scenario-file", responses=file_of_kind("application/zip"))
    async def scenario_file(asked: ScenarioFileRequest) -> Response:
        """A folder that extends a scenario and holds the values that are set, zipped."""
        _known(worlds, asked.scenario)
        try:
            held = await run_in_threadpool(_archive, worlds, asked.scenario, tuple(asked.values))
        except NoroshiError as error:
            said = page_text(error, worlds.word(asked.scenario), ())
            raise NoroshiError(worlds.shown(said)) from None
        return attached(held, f"{asked.scenario}-changed.zip", "application/zip")


def _tell_jobs(app: FastAPI, worlds: Worlds, work: Jobs) -> None:
    """Work, and what comes of it."""
    in_order = asyncio.Lock()  # a page's newer job stays the newer one

    @app.post("/api/jobs", status_code=202)
    async def post(request: JobRequest) -> JobStarted:
        """Ask questions; a newer job of a page ends its older one."""
        _known(worlds, request.scenario)
        asked = AskedJob(
            worlds.told(request.scenario),
            worlds.word(request.scenario),
            tuple(request.values),
            request.before,
            request.after,
            tuple((q.name, q.options) for q in request.questions),
            tuple(request.draws),
            request.seed,
        )
        check(asked)
        try:
            async with in_order:
                known = await run_in_threadpool(known_answers, asked)
                return JobStarted(job=work.post(request.page, asked, known).id)
        except Full as full:
            raise HTTPException(429, str(full), {"retry-after": "5"}) from None

    @app.get(
        "/api/jobs/{job}/events",
        response_class=StreamingResponse,
        responses={
            200: {
                "description": "events: queued, progress, answer, done, stopped, failed",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
            204: {"description": "all was told"},
        },
    )
    async def events(
        job: Annotated[str, _WORDS],
        last_event_id: Annotated[str | None, Header(max_length=20)] = None,
    ) -> Response:
        """What becomes of a job; goes on after the event that `Last-Event-ID` names."""
        found = _job(work, job)
        seen = last_event_id or ""
        start = int(seen) + 1 if seen.isascii() and seen.isdecimal() else 0
        if found.over and start >= len(found.events):
            return Response(status_code=204)
        return StreamingResponse(found.stream(start), media_type="text/event-stream")

    @app.delete("/api/jobs/{job}", status_code=204)
    async def stop(job: Annotated[str, _WORDS]) -> None:
        """End a job; one that is over stays as it is."""
        work.stop(_job(work, job))

    @app.get(
        "/api/jobs/{job}/figures/{question}/{name}", responses=file_of_kind("application/json")
    )
    async def figure(
        job: Annotated[str, _WORDS],
        question: Annotated[str, _WORDS],
        name: Annotated[str, _WORDS],
    ) -> Response:
        """The Vega-Lite specification of a figure of the newest answer."""
        return json_reply(await _part(work, _job(work, job), "figure", question, name))

    @app.get("/api/jobs/{job}/files/{name}", responses=file_of_kind("application/octet-stream"))
    async def file(job: Annotated[str, _WORDS], name: Annotated[str, _WORDS]) -> Response:
        """The newest answers as `answer.json`, `tables.zip` (CSV) or `map.geojson`."""
        if name not in FILES:
            known = ", ".join(FILES)
            raise HTTPException(404, f"there is no file '{name[:60]}'; there are: {known}")
        held = await _part(work, _job(work, job), "file", "", name)
        return attached(held, name, FILES[name])


def _tell_page(app: FastAPI, page: Page) -> None:
    """Everything else is the page."""

    @app.get("/{path:path}", include_in_schema=False)
    async def static(path: str) -> Response:
        if f"/{path}".startswith(API):
            raise HTTPException(404, f"there is no '/{path[:60]}'; /api/openapi.json lists all")
        return await run_in_threadpool(page.answer, path)


def _tell_shapes(app: FastAPI) -> None:
    """OpenAPI, with the shape of the answers that events tell, which no door returns by itself."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            about = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            shape = AnswerDocument.model_json_schema(ref_template="#/components/schemas/{model}")
            parts = shape.pop("$defs")
            about["components"]["schemas"] |= {**parts, AnswerDocument.__name__: shape}
            app.openapi_schema = about
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _known(worlds: Worlds, id_: str) -> str:
    try:
        worlds.word(id_)
        return id_
    except NoroshiError as error:
        raise HTTPException(404, str(error)) from None


def _job(work: Jobs, id_: str) -> Job:
    try:
        return work.find(id_)
    except NoroshiError as error:
        raise HTTPException(404, str(error)) from None


async def _part(work: Jobs, job: Job, part: str, question: str, name: str) -> bytes:
    try:
        return await work.part(job, part, question, name)
    except NoroshiError as error:
        raise HTTPException(409, str(error)) from None


def _texts(body: bytes) -> dict[str, bytes]:
    """Files by name.

    Raises:
        NoroshiError: it is something else.
    """
    try:
        texts = json.loads(body)
    except (ValueError, RecursionError):
        raise NoroshiError("this is no JSON that can be read") from None
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise NoroshiError("send the text of each YAML file by its name")
    try:
        return {name: text.encode() for name, text in texts.items()}
    except UnicodeEncodeError:
        raise NoroshiError("a text holds half a character; send it as UTF-8") from None


def _archive(worlds: Worlds, id_: str, values: tuple[str, ...]) -> bytes:
    from noroshi.web.exports import scenario_archive  # only now: it brings all that reads files

    place = worlds.places[id_]
    return scenario_archive(id_, place.word, values, shipped=place.origin == "built-in")
