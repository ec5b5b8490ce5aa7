"""How amounts and numbers of people are said."""

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
