"""How much of a statement the words of a notice tell: word for word, or which parts of it."""

import re
from collections.abc import Iterable, Iterator

from tocsin.model import Mention, Statement

WHOLE = "word for word"
_ENOUGH = 60
"""So many characters of a quotation are looked for in a line, which may have cut it short."""
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_QUOTED = re.compile("“([^”]+)”")
_ROLES = ("place", "time", "target", "actor", "victim", "instrument", "recipient")


def parts(statement: Statement, words: Iterable[str]) -> tuple[str, ...]:
    """What these lines tell of a statement they draw on: "word for word" and the roles that they name; maybe nothing.

    A line that says how sure something is, or that a place is not stated, draws on a statement and tells none of it.
    """
    lines = [_plain(line) for line in words]
    whole = any(_begins(span.quote, line) for span in statement.content for line in lines)
    roles = [name for name in _ROLES if any(_names(m, lines) for m in getattr(statement.roles, name))]
    if not whole and "time" not in roles and any(_hints(statement, words)):
        roles.append("time")
    return (*((WHOLE,) if whole else ()), *roles)


def _names(mention: Mention, lines: Iterable[str]) -> bool:
    quote = _ARTICLE.sub("", mention.span.quote)  # a line names targets that differ in an article or a plural once
    names = (quote, str(getattr(mention.resolved, "name", "")))
    return any(name and _begins(name, line) for name in names for line in lines)


def _hints(statement: Statement, words: Iterable[str]) -> Iterator[str]:
    """Words of the sentence that a line on the time quotes, though no mention holds them: "in the coming days"."""
    passage = _plain(statement.passage.quote)
    for line in words:
        if line.startswith("When: "):
            yield from (quoted for quoted in _QUOTED.findall(line) if _plain(quoted) in passage)


def _begins(quote: str, line: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(_plain(quote)[:_ENOUGH])}", line))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
