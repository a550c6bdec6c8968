"""Whether it is nobody who is acted upon: "killed no civilians"; "none of them seriously" leaves others."""

import re

_ON_NOBODY = re.compile(
    r"(?i)\s(?:nobody|no[\s-]one|neither(?!\s\w+ed\b)|none|nothing|no(?!\s(?:fewer|less|more|longer|doubt|matter|one\sbut))"
    r"(?=\s))\b(?!\s(?:but|other|else))(?!(?:\s\w+)?\s(?:has|have|had|claim\w*|said|is|was|were|will|would|could|can)\b)"
)


def is_acted_upon(passage: str, end: int) -> bool:
    """Whether the object right behind is nobody: "killed no civilians", "warned neither the police nor the army"."""
    return _ON_NOBODY.match(passage, end) is not None


_THE_WORST = re.compile(
    r"(?i)\s(?:(?:was|were|is|are|of\s(?:them|whom|these))\s)*"
    r"(?:seriously|badly|critically|severely|gravely|fatally|life-threatening\w*|in\s(?:a\s)?(?:serious|critical|grave))\b"
)


def is_of_the_worst(text: str, end: int, stop: int) -> bool:
    """Whether "none", which ends there, is none of the worst alone: "none of them seriously"."""
    return _THE_WORST.match(text, end, stop) is not None
