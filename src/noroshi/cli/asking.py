"""Commands built from questions: a field of a question's options is an option of its command."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import typer
from pydantic.fields import FieldInfo

from noroshi.cli.words import SetOption, check_words, is_scenario, path
from noroshi.questions.base import DRAWS, MOST_DRAWS, Question
from noroshi.questions.options import dashed, off_option, option_name, options_of

Parameter = inspect.Parameter


def command(
    name: str, questions: Sequence[Question], *, choices: bool = True
) -> Callable[..., None]:
    """A function that the command line offers as a command.

    Args:
        name: of the command.
        questions: that it asks; more than one makes a report of all that apply.
        choices: whether it has the options of its questions; else each is told in short.
    """
    # A report asks only what can be asked without saying more.
    meant = [q for q in questions if len(questions) == 1 or not q.wants_words]
    compares = any(q.postures for q in meant)
    common = [p for p in _COMMON if compares or p.name not in _OF_POSTURES]
    # Where several are asked together, the day of the later posture is that of each.
    taken = {p.name for p in common}
    asking = meant if choices else ()
    fields = {f.name: f for q in asking for f in _fields(q) if f.name not in taken}
    named = [f.name for f in fields.values() if f.kind is Parameter.POSITIONAL_OR_KEYWORD]

    def run(**given: Any) -> None:
        for key in named:
            given = _in_order(given, key)
        # Before anything heavy is imported: a wrong word is answered at once.
        dates = {day: given.get(day) for day in ("as_of", "against") if compares}
        check_words(given["scenario"], given["sets"], **dates)
        own = {key: given.pop(key) for key in fields}
        for question in meant:
            options_of(question, own, in_run=not choices)
        from noroshi.cli.engine import cache_folder, prepare_engine
        from noroshi.cli.kept_results import keep_results_in

        # Before what follows imports JAX, of which what compares nothing needs none.
        keep_results_in(prepare_engine() if compares else cache_folder(told=False))
        from noroshi.cli.asking_job import CommonOptions, answer_command
        from noroshi.cli.out import folder_of

        if compares and given["out"] is None:
            given["out"] = folder_of(given["scenario"], _words(name, given, fields, own))
        answer_command(name, meant, own, CommonOptions(**given), in_short=not choices)

    if not compares:
        common = [_WHERE if p.name == "out" else p for p in common]
    first = [fields[key] for key in named]
    options = [f for f in fields.values() if f not in first]
    parameters = [*first, *_SCENARIO, *options, *common]
    if len(questions) > 1:
        parameters.append(_ONLY)
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    run.__name__ = name
    return run


def _in_order(given: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What was typed, where a scenario stands before the word that goes before it, changed over."""
    word, scenario = given[key], given["scenario"]
    swapped = is_scenario(word) and not is_scenario(scenario)
    return {**given, key: scenario, "scenario": word} if swapped else {**given}


def _words(
    name: str,
    given: Mapping[str, Any],
    fields: Mapping[str, Parameter],
    own: Mapping[str, Any],
) -> Iterator[str]:
    """What tells a command from a run of the scenario as it is declared; not how it is told."""
    if name != "run":
        yield name
    for key, value in own.items():
        if value is None or value == fields[key].default:
            continue
        if fields[key].kind is Parameter.KEYWORD_ONLY:
            yield dashed(key)
        if value is not True:
            yield from map(str, value if isinstance(value, list | tuple) else [value])
    for key in ("only", "as_of", "against", "sets"):
        if value := given.get(key):
            yield dashed(key.removesuffix("s") if key == "sets" else key)
            yield from value if key == "sets" else [value]
    for draw in _COMMON:
        if draw.name in ("draws", "seed") and given.get(draw.name, draw.default) != draw.default:
            yield from (draw.name, str(given[draw.name]))


def _fields(question: Question) -> Iterator[Parameter]:
    for name, field in question.options.model_fields.items():
        first = not option_name(name, field).option.startswith("-")
        yield Parameter(
            name,
            Parameter.POSITIONAL_OR_KEYWORD if first else Parameter.KEYWORD_ONLY,
            default=Parameter.empty if first else _default(field),
            annotation=Annotated[_typed(field.annotation), _option(name, field)],
        )


def _default(field: FieldInfo) -> Any:
    """None where a field is left to the question, so that what was given can be told apart."""
    if field.is_required():
        return Parameter.empty
    default = field.get_default()
    return None if default in ((), None) else default


def _typed(annotation: Any) -> Any:
    """As the command line's library takes it: lists that may be missing in place of tuples, texts
    in place of dates; what a value must be like beyond that is looked at by the question."""
    if get_origin(annotation) is Annotated:
        return _typed(get_args(annotation)[0])
    if get_origin(annotation) is tuple:
        return list[_typed(get_args(annotation)[0])] | None  # type: ignore[misc]
    if get_origin(annotation) in (Union, UnionType):
        return Union[tuple(map(_typed, get_args(annotation)))]  # noqa: UP007
    return str if annotation is date else annotation


def _option(name: str, field: FieldInfo) -> Any:
    named = option_name(name, field)
    example = f", e.g. {named.example}" if named.example else ""
    text = (field.description or name).rstrip(".") + example + "."
    bounds = {
        key: getattr(limit, bound)
        for limit in field.metadata
        for key, bound in (("min", "ge"), ("max", "le"))
        if getattr(limit, bound, None) is not None
    }
    flag = _flag(field.annotation)
    if not named.option.startswith("-"):
        return typer.Argument(help=text, metavar=named.option)
    # What is on where nothing is said can be taken out.
    words = f"{named.option}/{off_option(named.option)}" if field.default is True else named.option
    return typer.Option(words, help=text, **(bounds if not flag else {}))


def _flag(annotation: Any) -> bool:
    return annotation is bool or set(get_args(annotation)) == {bool, NoneType}


def _parameter(name: str, annotation: Any, default: Any) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


_SCENARIO: Final = [
    Parameter(
        "scenario",
        Parameter.POSITIONAL_OR_KEYWORD,
        default="japan",
        annotation=Annotated[
            str, typer.Argument(help="A built-in scenario (japan, small) or a folder of yours.")
        ],
    )
]
_COMMON: Final = [
    _parameter(
        "as_of",
        Annotated[
            str | None,
            typer.Option(help="Date of the posture, 2015-01-01; default: the scenario's `after`."),
        ],
        None,
    ),
    _parameter(
        "against",
        Annotated[
            str | None,
            typer.Option(
                help="Date, or another scenario or folder, to compare with; default: `before`."
            ),
        ],
        None,
    ),
    _parameter("sets", SetOption, None),
    _parameter(
        "draws",
        Annotated[
            int,
            typer.Option(
                min=1,
                max=MOST_DRAWS,
                help="How often every uncertain number is drawn from its interval; more make the "
                "5-95 % intervals steadier and take longer.",
            ),
        ],
        DRAWS,
    ),
    _parameter(
        "seed",
        Annotated[int, typer.Option(min=0, help="The same seed draws the same numbers again.")],
        0,
    ),
    _parameter(
        "out",
        Annotated[
            Path | None,
            typer.Option(
                parser=path,
                help="Folder for the report, data and maps, made if missing; default: one in "
                "noroshi-out, named after what is asked.",
            ),
        ],
        None,
    ),
    _parameter(
        "full",
        Annotated[bool, typer.Option("--full", help="Print every paragraph and table.")],
        False,
    ),
    _parameter(
        "data",
        Annotated[
            bool, typer.Option("--data", help="Also write every draw of every number (large).")
        ],
        False,
    ),
    _parameter(
        "figures",
        Annotated[
            bool, typer.Option("--figures", help="Also draw what finds no room on the page.")
        ],
        False,
    ),
    _parameter(
        "json",
        Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")],
        False,
    ),
    _parameter(
        "profile",
        Annotated[
            bool,
            typer.Option(
                "--profile", help="Also say on stderr what each stage took: time, memory."
            ),
        ],
        False,
    ),
]
_OF_POSTURES: Final = ("as_of", "against", "draws", "seed")
"""What only questions that compare postures are told."""
_WHERE: Final = _parameter(
    "out",
    Annotated[
        Path | None,
        typer.Option(parser=path, help="Folder for the report, data and maps; none = no files."),
    ],
    None,
)
"""Where files go of what is answered at once: only where they are asked for."""
_ONLY: Final = _parameter(
    "only",
    Annotated[
        str | None, typer.Option(help="Questions to ask, e.g. warning,basing; default: all.")
    ],
    None,
)
