"""Characters that would act upon a terminal, a page or a reader's eye are shown instead of obeyed."""

import unicodedata

_JOINERS = "\u200c\u200d"
"""Persian, Hindi and others spell with these two."""
_ACTS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def visible(text: str) -> str:
    """The text with controls, bidirectional marks, invisible and unassigned characters spelled out (`‹U+202E›`).

    Line ends and tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(c) for c in text)


def on_one_line(name: str) -> str:
    """A name, of a file say, in which line ends and tabs are spelled out too: it must not pass for a line of ours."""
    return visible(name).replace("\n", "‹U+000A›").replace("\t", "‹U+0009›")


def _shown(c: str) -> str:
    if c in "\n\t" or c in _JOINERS or unicodedata.category(c) not in _ACTS:
        return c
    return f"‹U+{ord(c):04X}›"
