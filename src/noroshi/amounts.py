"""How amounts, numbers of people, times and parties are said."""

import math

_SIZES = ((1e9, "billion"), (1e6, "million"))


def amount_words(amount: float, currency: str) -> str:
    """Money to four digits, of fractions to two: "3.1 billion USD", "497.8 million USD"."""
    size, word = next((s for s in _SIZES if abs(amount) >= 0.99995 * s[0]), (1.0, ""))
    value = amount / size
    decimals = max(0, 3 - math.floor(math.log10(abs(value)))) if value else 0
    number = f"{value:,.{min(decimals, 2)}f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return " ".join(part for part in (number, word, currency) if part)


def people(number: float) -> str:
    """A number of people: "8,000"."""
    return f"{number:,.0f}"


def within_bounds(low: float, best: float, high: float, currency: str = "") -> str:
    """Money or people with the bounds between which they lie; without, where there are none.

    Example:
        >>> within_bounds(45.8e9, 46.9e9, 54.6e9, "USD"), within_bounds(5e6, 5e6, 5e6)
        ('46.9 billion USD (45.8 to 54.6)', '5,000,000')
    """
    said = [amount_words(v, currency) if currency else people(v) for v in (best, low, high)]
    middle, least, most = said
    if least == most:
        return middle
    unit = middle[len(middle.split(" ")[0]) :]
    if unit and least.endswith(unit) and most.endswith(unit):
        least, most = least.removesuffix(unit), most.removesuffix(unit)
    return f"{middle} ({least} to {most})"


def minutes(seconds: float) -> str:
    """A time as it is published: `71.3 min`; one that is no minute in seconds."""
    if abs(seconds) < 60.0:
        return f"{seconds:.3g} s"
    return f"{seconds / 60.0:.1f} min"


def in_sentence(name: str) -> str:
    """A party as sentences name it: "Japan", "the United States", "the Arab League"."""
    return f"the {name}" if _WITH_ARTICLE & {*name.replace(",", " ").split()} else name


_WITH_ARTICLE = {
    *("Alliance", "Association", "Coalition", "Commonwealth", "Community", "Council", "Emirates"),
    *("Federation", "Islands", "Kingdom", "League", "Netherlands", "Organisation", "Organization"),
    *("Philippines", "Republic", "States", "Union", "United"),
}
"""A party that has one of these words in its name has an article, too."""
