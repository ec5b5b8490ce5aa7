"""How amounts and numbers of people are said."""

_SIZES = ((1e9, "billion"), (1e6, "million"))


def amount_words(amount: float, currency: str, *, digits: int | None = None) -> str:
    """An amount of money: "3.1 billion USD", "497.8 million USD"; with no needless digits.

    Args:
        amount: in the currency's unit.
        currency: as in `units.CURRENCIES`.
        digits: after the point; None = three significant ones at least, all that differ from zero
            to the hundredth of the unit that is said.
    """
    size, word = next((s for s in _SIZES if abs(amount) >= 0.9995 * s[0]), (1.0, ""))
    number = f"{amount / size:,.2f}".rstrip("0").rstrip(".")
    if digits is not None:
        number = f"{amount / size:,.{digits}f}"
    return " ".join(part for part in (number, word, currency) if part)


def people(number: float) -> str:
    """A number of people: "8,000"."""
    return f"{number:,.0f}"
