"""What a text says, told in the words that the tables of examples use."""

from collections.abc import Iterable, Sequence
from typing import Any

from tocsin import reading
from tocsin.model import Kind, Mention, Report, Statement, When, digest


def read(text: str, published: When | None = None, *, suggested: bool = False) -> list[Statement]:
    """The statements of an English text; those that are mere suggestions among them only where these are asked for."""
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    return [s for s in reading.read(report, published=published).statements if suggested or not s.suggestion]


def one(text: str, kind: Kind, holding: str = "", *, published: When) -> Statement:
    """The only statement of its kind whose words hold these."""
    found = read(text, published)
    wanted = [s for s in found if s.kind is kind and holding in s.content[0].quote]
    assert len(wanted) == 1, shown(found)
    return wanted[0]


def says(statement: Statement, wanted: dict[str, Any]) -> bool:
    """Whether a statement has all that an example wants of it."""
    told = {
        "kind": statement.kind.value,
        "stage": statement.stage.value if statement.stage else "",
        "certainty": statement.factuality.certainty.value,
        "polarity": statement.factuality.polarity.value,
        "channel": statement.channel.value if statement.channel else "",
        "speakers": [s.mention.span.quote if s.mention else s.name for s in statement.speakers],
        "effects": [t.effect.value for t in statement.tolls],
        "tie": statement.relation.type.value if statement.relation else "",
        "content": statement.content[0].quote,
        "actor": _quotes(statement.roles.actor),
        "target": _quotes(statement.roles.target),
        "victim": _quotes(statement.roles.victim),
        "instrument": _quotes(statement.roles.instrument),
        "recipient": _quotes(statement.roles.recipient),
    }
    return all(told[field] == value for field, value in wanted.items())


def _quotes(mentions: Iterable[Mention]) -> list[str]:
    return [m.span.quote for m in mentions]


def shown(found: Sequence[Statement]) -> list[str]:
    """The statements in a line each, for the message of a test that fails."""
    return [
        f"{s.kind} {s.stage} {s.factuality} {s.channel} {[x.name for x in s.speakers]} {s.content[0].quote!r} "
        f"[{s.because}]"
        for s in found
    ]
