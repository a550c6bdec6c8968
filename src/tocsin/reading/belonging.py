"""Whether words that hold a party's name stand for that party, or for somebody who only has to do with it.

"A spokesman for Hamas" and "Mali's army" are of theirs; "a rival of Hamas", "gunmen in Mali" and "a former soldier of
Mali's" are not, whoever is named. What hangs on a name by a preposition is the party's own only where its head says so.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from tocsin.model import Actor, ActorKind, Mention, Span
from tocsin.reading.words import PREPOSITIONS, RELATIVES

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_HANGS = (PREPOSITIONS | RELATIVES | {"that", "using", "calling", "bearing", "fighting", "fleeing"}) - {"like"}
_LOYAL = frozenset({"loyal", "belonging"})
_IN_ITS_NAME = re.compile(r"(?i)\b(?:in\sthe\sname|on\sbehalf)\sof\s(?:the\s)?$")
_OPPOSED = re.compile(r"(?i)\b(?:anti|ex|non)-(?:the\s)?$")


@cache
def _words(section: str) -> frozenset[str]:
    listed = tomllib.loads((files("tocsin.reading") / "data" / "belonging.toml").read_text("utf-8"))[section]
    return frozenset(word.strip() for word in listed.split(";"))


def stands_for(text: str, named: Mention, span: Span, *, organ: bool) -> bool:
    """Whether a noun phrase that names a party speaks or acts for it; `organ` says that it is a body of some state."""
    before = text[span.start : named.span.start].rpartition(",")[2]
    after = text[named.span.end : span.end]
    kinds = {a.kind for a in (named.resolved, *named.candidates) if isinstance(a, Actor)}
    state = ActorKind.STATE in kinds
    head, behind = head_before(before), _head_behind(after)
    if _OPPOSED.search(before) or (_is_past(before) and (head or behind or state)) or _is_past(after):
        return False
    if _IN_ITS_NAME.search(before):
        return True
    if head is not None and state:
        owned = after.startswith(("'", "’")) and behind in _words("state") and head in _words("people")
        return owned or head in _words("state") or organ
    if head is not None:
        return head in _words("people") | _words("parts") or organ
    if behind is None or (state and not after.startswith(("'", "’")) and named.span.quote.split()[-1].islower()):
        return True
    return (behind in _words("state") or organ) if state else behind not in _words("others")


def head_before(before: str) -> str | None:
    """The head of a phrase in which a name hangs on a preposition ("a rival" of); None where it hangs on none."""
    low = [w.lower() for w in _WORD.findall(before)]
    at = next((n for n, word in enumerate(low) if n and word in _HANGS), None)
    return None if at is None else low[at - 2] if at > 1 and low[at - 1] in _LOYAL else low[at - 1]


def is_of_the_body(before: str) -> bool:
    """Whether what stands before a body of a state belongs to it: "soldiers of the", and not "opponents of the"."""
    head = head_before(before)
    return head is None or head in _words("people") | _words("state")


def _head_behind(after: str) -> str | None:
    """The head of what a name owns or describes ("'s rivals", "fighters"); None where nothing of that kind follows."""
    first = re.match(r"(?:['’]s?)?\s(?=[^\W_])|-", after)
    low = [w.lower() for w in _WORD.findall(after[first.end() :])] if first else []
    own = low[: next((n for n, word in enumerate(low) if word in _HANGS | {"and", "or"}), len(low))]
    return own[-1] if own else None


def _is_past(words: str) -> bool:
    return any(word in _words("once") or word.startswith("ex-") for word in _WORD.findall(words.lower()))
