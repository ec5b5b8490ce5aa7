"""Tables of numbers: each can be read, code names what stands in them, and the page is fresh."""

import ast
from pathlib import Path
from runpy import run_path

import pytest

from noroshi.questions import QUESTIONS
from noroshi.questions.variables import COLUMNS, UNITS, declared, read

ROOT = Path(__file__).parents[2]
HEAD = ",".join(COLUMNS)
READERS = {"number", "word", "spread", "interval", "stated", "Column"}
"""Of `Numbers` and tables, which take the name of a variable first."""


@pytest.mark.parametrize("name", QUESTIONS)
def test_code_names_declared_numbers_alone(name):
    """Also in branches that no other test happens to reach."""
    known = declared(f"noroshi.questions.{name}")
    axes = {axis for variable in known.values() for axis in variable.axes}
    known_names = {*known, *axes, *(f"{axis}_name" for axis in axes)}
    named = [
        (named, f"{file.name}:{node.lineno}")
        for file in (ROOT / "src" / "noroshi" / "questions" / name).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (named := name_in(node)) is not None
    ]
    assert len(named) > 10
    assert not [(named, where) for named, where in named if named not in known_names]


def name_in(node):
    """The name of a variable in `numbers.spread("gain")`, `Column("gain", …)` or `data["gain"]`."""
    if isinstance(node, ast.Call) and node.args and called(node.func) in READERS:
        first = node.args[0]
    elif isinstance(node, ast.Subscript) and called(node.value) == "data":
        first = node.slice
    else:
        return None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def called(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_a_row_becomes_a_variable():
    rows = [
        "gain,s,posture city,drawn,what is gained,infinite: never,",
        "people,1,city bound,number,people there,,yes",
        "",
        'owner,,,word,"whose it is, by id",,',
    ]
    found = read("\n".join([HEAD, *rows]))
    assert list(found) == ["gain", "people", "owner"]
    gain, people, owner = found.values()
    assert gain.dims == ("posture", "city", "draw")
    assert gain.attributes == {
        "long_name": "what is gained",
        "units": "s",
        "comment": "infinite: never",
    }
    assert people.dims == ("city", "bound")
    assert people.attributes["detail"] == "yes"
    assert (owner.dims, owner.unit, owner.words) == ((), "", "whose it is, by id")
    assert [v.kind for v in found.values()] == ["drawn", "number", "word"]


GOOD = "gain,s,city,drawn,what is gained,,"
WRONG = {
    "gain,s,city,drwn,what is gained,,": "write one of drawn, number, word",
    "gain,kg,city,drawn,what is gained,,": f"gain has no unit 'kg'; write one of {UNITS[0]}",
    "gain,,city,drawn,what is gained,,": "gain has no unit ''",
    "who,s,,word,whose it is,,": "who is a word and has no unit",
    "Gain,s,city,drawn,what is gained,,": "small letters",
    "gain,s,City,drawn,what is gained,,": "small letters",
    "gain,s,city,drawn,,,": "write in words what gain is",
    "gain,s,city,drawn, what is gained,,": "begins or ends with a blank",
    "gain,s,city,drawn,what is gained,,no": "write yes, or leave it empty",
    "gain,s,city,drawn,what, is gained,,": "in quotes where it holds a comma",
    "gain,s,city,drawn,what is gained": "write a cell for each",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_wrong_row_is_refused_with_its_line_and_what_to_write(row):
    other = GOOD.replace("gain", "loss")
    with pytest.raises(ValueError, match=r"q/variables\.csv:3: ") as refused:
        read(f"{HEAD}\n{other}\n{row}\n", "q/variables.csv")
    assert WRONG[row] in str(refused.value)


def test_what_is_declared_twice_and_every_other_fault_are_told_at_once():
    with pytest.raises(ValueError, match="declared twice") as refused:
        read(f"{HEAD}\n{GOOD}\n{GOOD}\nx,s,,what,is,,\n", "q/variables.csv")
    assert [line.split(":")[1] for line in str(refused.value).splitlines()] == ["3", "4"]


def test_other_columns_are_refused():
    with pytest.raises(ValueError, match=rf"v\.csv:1: write the columns {HEAD}"):
        read("name,unit,words\ngain,s,what is gained\n", "v.csv")


def test_values_of_what_is_not_declared_are_refused():
    with pytest.raises(ValueError, match=r"claims/variables\.csv declares no statments"):
        declared("noroshi.questions.claims").dataset([], {"statments": 1.0})


def test_without_entries_an_empty_list_has_every_shape():
    from noroshi.questions.answer import Axis

    found = read(f"{HEAD}\nwho,,day party,word,who it is,,\ncount,1,day party,number,how many,,\n")
    data = found.dataset([Axis("day", []), Axis("party", ["a"])], {"who": [], "count": []})
    assert (data["who"].shape, data["who"].dtype.kind) == ((0, 1), "U")
    assert (data["count"].shape, data["count"].dtype.kind) == ((0, 1), "f")
    with pytest.raises(ValueError, match="shape"):
        found.dataset([Axis("day", ["x"]), Axis("party", ["a"])], {"count": []})


def test_the_page_is_fresh_and_has_every_number():
    page = run_path(str(ROOT / "tools" / "make_variables.py"))["page"]
    told = (ROOT / "docs" / "variables.md").read_text(encoding="utf-8")
    assert told == page(), "run `python tools/make_variables.py`"
    for name in QUESTIONS:
        section = told.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for variable in declared(f"noroshi.questions.{name}").values():
            row = next(r for r in section.splitlines() if r.startswith(f"| `{variable.name}` |"))
            assert variable.words in row
            assert row.count("|") == 6, row
