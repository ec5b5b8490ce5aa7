"""Pages from templates: the environment, the pieces, and the style.

A template elsewhere begins with `{% import "pieces.html" as pieces %}`; Python calls the same
macros through `piece`. Nothing is fetched by a page, and it holds no script.
"""

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from noroshi.present.palette import css
from noroshi.present.together import together

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from markupsafe import Markup

_HERE: Final = "noroshi.present"
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_CODE: Final = re.compile(r"`([^`\n]+)`")
_NO_WORDS: Final = re.compile(r"(<(title|style|svg)\b.*?</\2>|<[^>]*>)", re.DOTALL)
"""What of a page is not flowing text: tags, and what stands between some of them."""
_WEB: Final = re.compile(r"https?://[^\s\"'<>]+")


@cache
def environment() -> "Environment":
    """Jinja with every text escaped, a missing name an error, and these templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from noroshi.present.made_templates import made_templates

    made = Environment(
        loader=PackageLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_said,
        bytecode_cache=made_templates(),
    )
    made.tests["web"] = _is_web
    return made


def piece(name: str, /, *arguments: Any, **more: Any) -> "Markup":
    """One of the macros of `pieces.html`: figure, table, fold, sources.

    Strings are escaped; markup, such as what `drawn` gives, is taken as it is.

    Raises:
        AttributeError: there is no such macro.
    """
    macro = getattr(environment().get_template("pieces.html").module, name)
    made: Markup = macro(*arguments, **more)
    return made


def with_code(text: str, plain: "Callable[[str], Markup] | None" = None) -> "Markup":
    """Text as markup: what stands between backticks is code, as `noroshi run` is here.

    Args:
        text: which may hold anything.
        plain: makes markup of what is not code; None = escapes it.
    """
    from markupsafe import Markup, escape

    made, code = plain or escape, Markup("<code>{}</code>")
    parts = enumerate(_CODE.split(text))
    return Markup("").join(code.format(part) if k % 2 else made(part) for k, part in parts)


def unbroken(page: str) -> str:
    """A page in whose text no line breaks inside a date, or between a number and its unit.

    Nothing is added to the text itself: what is copied is as it was written.
    """
    # Of each match of the pattern, which is no text, `split` gives the whole and the tag's name.
    parts = _NO_WORDS.split(page)
    parts[::3] = [together(text, '<span class="whole">{}</span>'.format) for text in parts[::3]]
    return "".join(part for k, part in enumerate(parts) if k % 3 != 2)


def _said(value: Any) -> Any:
    """What a template is given: text is marked up, all else as it is."""
    return with_code(value) if type(value) is str and "`" in value else value


def drawn(svg: str) -> "Markup":
    """What `draw.svg` gave, as markup of a page."""
    from markupsafe import Markup

    # It is built by this package from an element tree: texts in it are escaped already.
    return Markup(svg)


@cache
def style() -> "Markup":
    """The palette's variables and `style.css`, without its comments."""
    from markupsafe import Markup

    text = files(_HERE).joinpath("style.css").read_text(encoding="utf-8")
    return Markup(css() + _COMMENT.sub("", text).strip() + "\n")


def _is_web(address: str) -> bool:
    """Whether a link may lead there: declared text could hold a script instead of an address."""
    return _WEB.fullmatch(address) is not None
