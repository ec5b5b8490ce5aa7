"""Write docs/variables.md: every number of every question, from their `variables.csv`."""

from collections.abc import Iterator
from pathlib import Path

from noroshi.questions import QUESTIONS, question
from noroshi.questions.variables import Variable, declared

PAGE = Path(__file__).resolve().parent.parent / "docs" / "variables.md"
HEAD = "\n\n".join(
    (
        "# Numbers of an answer",
        "Made by `make docs` from `src/noroshi/questions/*/variables.csv`. The same names stand in"
        " `report.json`, heads of CSV files, `QUESTION.nc`, and `answer.data` in Python.",
        "A *drawn* number has a value for every draw, and files for people hold its mean and"
        " percentiles; another *number* has one for all, or three along the axis `bound`: `low`,"
        " `best` and `high`. A *word* is a text and has no unit. Axes stand outermost first."
        " What is marked *detail* is written with `--data` alone.",
    )
)


def page() -> str:
    """The page: a section a question, a row a variable."""
    return "\n".join([HEAD, *(line for name in QUESTIONS for line in _section(name))]) + "\n"


def _section(name: str) -> Iterator[str]:
    yield f"\n## {name}\n\n{question(name).asks}\n"
    yield "| name | unit | axes | kind | what it is |\n|---|---|---|---|---|"
    yield from map(_row, declared(f"noroshi.questions.{name}").values())


def _row(variable: Variable) -> str:
    told = "; ".join(filter(None, (variable.words, variable.comment)))
    detail = " *(detail)*" if variable.detail else ""
    axes = ", ".join(f"`{axis}`" for axis in variable.axes)
    return f"| `{variable.name}` | {variable.unit} | {axes} | {variable.kind} | {told}{detail} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
