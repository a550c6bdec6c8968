"""Figures that a text names only to set them aside: the four of "three people, not four, were killed".

The "not" belongs to the figure that is wrong, and takes nothing from the one that is right.
"""

import re

_NUMBER = (
    r"(?:\d+(?:[,.]\d{3})*|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|\w+teen|(?:a\s)?(?:dozen|hundred)s?)"
)
_ASIDE = re.compile(
    rf"(?i)\b(?:{_NUMBER}|one)(?:\s(?!(?:but|while|and|who|which|nor|or)\b)[\w’'-]+){{0,8}}?"
    rf"(?:,\sand\s|,\s|\sand\s|\s?[—–(]\s?|\s-\s)not\s(?:the\s)?(?P<aside>{_NUMBER}|one(?=[,;)—]))(?![\w-])"
)
"""A figure, and right behind it the one that it is not; "and not one was hurt" is no such thing."""
_FURTHEST = 80


def is_set_aside(text: str, start: int, figure: tuple[int, int]) -> bool:
    """Whether a figure, from and to such characters, is one that its passage, which begins at `start`, calls wrong."""
    first = max(start, figure[0] - _FURTHEST)
    return any(figure[0] <= m.start("aside") < figure[1] for m in _ASIDE.finditer(text, first, figure[1] + 1))


def without_not(passage: str) -> list[tuple[int, int]]:
    """Where in a passage a "not" belongs to a figure set aside, as offsets from first figure to last."""
    return [m.span() for m in _ASIDE.finditer(passage)]


_CORRECTS = re.compile(
    r"(?i)\b(?:correct(?:s|ed|ion|ions)|in\serror|erroneous\w*|retract\w*|withdrawn|misstated|revised|wrongly)\b"
)


def corrects(text: str) -> bool:
    """Whether a text takes something back, so that one sentence may be negative by what another says."""
    return _CORRECTS.search(text) is not None


__all__ = ["corrects", "is_set_aside", "without_not"]
