"""What commas set into a clause, and where a comma ends it: "nobody, it seems, was hurt", "who had no part, blamed"."""

import re

_HELPS = r"(?:was|were|is|are|has|had|have|been|did|does|do|will|would|can|could|may|might)"
_INTO = re.compile(
    rf"(?i)(?P<head>(?:\s(?!{_HELPS}\b|\w+ed\b)[\w’'-]+){{0,5}}(?:\s{_HELPS}){{0,2}}),[^,;:]*,(?=\s)(?!\s(?:and|or|nor)\b)"
    rf"(?:(?:\s(?!{_HELPS}\b)[\w’'-]+){{1,4}},(?=\s{_HELPS}\b))?"
)
"""From a negator on: no verb of its own yet, and something between two commas."""
_BEGINS = re.compile(
    r"(?i)(?:^|[,;:—“\"(]|\b(?:that|and|but|if|unless|since|although|though|because|whereas|while|as|which|who|when|where))"
    r"[\s“\"(]*$"
)
"""Before a negator that is the subject of its clause."""
_RELATIVE = re.compile(r"(?i),\s(?:which|who|whom|whose|where)\b[^,;]*$")
_OPENS_ON_CONDITION = re.compile(
    r"(?i)[\W\d]*(?:(?:and|but)\s)?(?:if|unless|since|although|though|because|whereas|while|as)\s[^,;:]*$"
)
_ALTERNATIVE = re.compile(r"(?i),[^,]*\b(?:n?or|and)\s(?:[\w’'-]+\s){1,3}$|,\s(?:n?or|and)\b")


def without(before: str, gap: str, *, straight: bool) -> str:
    """What stands behind a negator, without what is set in ahead of its verb; `before` is what stands before it.

    So it is of a subject ("nobody, it seems, was hurt"), and straight behind a "not" ("has not, he says, bombed").
    """
    of_verb = straight and gap.startswith(",")
    into = _INTO.match(gap) if of_verb or _BEGINS.search(before) else None
    return gap[: into.end("head")] + gap[into.end() :] if into else gap


def is_relative(before: str) -> bool:
    """Whether what follows stands in a clause that "which" or "who" opens, behind a comma."""
    return _RELATIVE.search(before) is not None


def ends(before: str, gap: str) -> bool:
    """Whether a comma of the gap ends a negator's clause: "the police, which had no part, blamed the army"."""
    if "," not in gap or _ALTERNATIVE.search(gap):
        return False  # "if no soldiers, police or guards were killed"
    return is_relative(before) or _OPENS_ON_CONDITION.match(before) is not None


__all__ = ["ends", "is_relative", "without"]
