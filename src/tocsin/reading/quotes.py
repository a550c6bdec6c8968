"""Where a quotation opens and closes, by its marks."""

import re

_OPENS, _CLOSES = re.compile(r"[“«]|(?<![\w.,?!])\"(?=\w)"), re.compile(r"[”»]|(?<=[\w.,?!])\"")


def opens_quote(text: str, start: int, end: int) -> bool:
    """Whether a quotation that begins in a stretch of text is still open at its end."""
    opened = [m.start() for m in _OPENS.finditer(text, start, end)]
    closed = [m.start() for m in _CLOSES.finditer(text, start, end)]
    return bool(opened) and (not closed or closed[-1] < opened[-1])


def closes_quote(text: str, start: int, end: int) -> int:
    """Where a quotation that is open at the start ends, or the end."""
    found = _CLOSES.search(text, start, end)
    return found.start() if found else end


def begins_quoted(text: str, start: int) -> bool:
    """Whether a passage begins with a quotation mark."""
    return text[start] in '“"«‘'
