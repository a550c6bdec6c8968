"""One act: who did what, when, about what, and the words and bytes it brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tocsin.codec import canonical
from tocsin.model import Agent, BadInput, Report, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is recorded at once, under one ledger entry.

    `kind` is one word of the desk ("arrival", "ruling"); `subject` the id it is about; `raw` the bytes of
    the reports among the words, by their digest.
    """

    kind: str
    subject: str
    words: tuple[Any, ...]
    by: Agent
    at: datetime
    raw: Mapping[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.kind.strip() or self.at.tzinfo is None:
            raise ValueError("an act has a kind, and a time with its zone")


def spelled(act: Act) -> tuple[str, ...]:
    """The act's words, each in its canonical JSON: spelled once, since that takes longest of all but the disk."""
    return tuple(map(canonical, act.words))


def body_of(act: Act, words: Sequence[str]) -> bytes:
    """The act's body as it is kept and hashed: the canonical JSON list of its `words`, spelled so, in UTF-8.

    Raises:
        BadInput: a word cannot be spelled in UTF-8 (it holds half a surrogate pair).
    """
    try:
        return f"[{','.join(words)}]".encode()
    except UnicodeEncodeError as error:
        raise BadInput(
            where=f"{act.kind} {act.subject[:12]}",
            what=f"it holds a character that no text can hold: {error.reason}",
            now="decode the report anew; nothing was recorded",
        ) from error


def check(act: Act) -> None:
    """Refuse an act that could not be read back or verified later.

    Raises:
        BadInput: its kind or subject holds a NUL; bytes stand under a digest that is not theirs, or of no report
            or file named in the act.
    """
    where = f"{act.kind} {act.subject[:12]}"
    if "\0" in act.kind + act.subject:
        raise BadInput(where=where, what="a kind or subject holds a NUL character", now="nothing was recorded")
    named = {word.id for word in act.words if isinstance(word, Report)}
    named |= {word.digest for word in act.words if hasattr(word, "digest")}
    for name, content in act.raw.items():
        if digest(content) != name or name not in named:
            raise BadInput(
                where=where,
                what=f"the bytes given as {name[:12]} are not those of anything in this act",
                now="nothing was recorded",
            )
