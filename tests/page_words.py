"""What a page says, whatever its lines may break at."""

import re

_WHOLE = re.compile(r'<span class="whole">(.*?)</span>')


def as_said(page: str) -> str:
    """A page without the marks of what stands on one line."""
    return _WHOLE.sub(r"\1", page)
