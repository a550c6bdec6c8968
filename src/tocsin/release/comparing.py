"""Accounts of others beside our own record: where they do not agree, both are named, and neither is put right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from tocsin.model import Account, Contradiction, Heard, Matter, Mention, Statement, Telling
from tocsin.release.telling import best, may_have


def contradictions(
    accounts: Sequence[Account], *, tellings: Sequence[Telling], statements: Mapping[str, Statement],
    apart: Mapping[str, str],
) -> tuple[Contradiction, ...]:  # fmt: skip
    """Where an account does not agree with our record, then where two accounts do not agree with each other.

    `apart` tells what the commitments in the accounts were made to, where they hold some.
    """
    ours = (c for a in accounts for c in _with_record(a, tellings=tellings, statements=statements, apart=apart))
    return (*ours, *(c for left, right in combinations(accounts, 2) for c in _between(left, right, apart)))


def _with_record(
    account: Account, *, tellings: Sequence[Telling], statements: Mapping[str, Statement], apart: Mapping[str, str]
) -> Iterator[Contradiction]:
    recipient = apart.get(account.recipient, account.recipient)
    rows = [
        row for row in tellings
        if row.recipient == recipient and (not account.notice or row.notice == account.notice)
    ]  # fmt: skip
    for matter in (*account.told, *account.untold):
        they_heard = matter in account.told
        had = [row for row in rows if may_have(row) and _tells(row, matter)]
        if they_heard == bool(had):
            continue
        yield Contradiction(
            account=account.id, against="", matter=matter, says=_says(account, matter, apart),
            against_says=_holds(had, rows, matter=matter, statements=statements),
            sure=bool(rows) if they_heard else best(had) is Heard.TOLD,
        )  # fmt: skip


def _between(left: Account, right: Account, apart: Mapping[str, str]) -> Iterator[Contradiction]:
    """Two accounts of one telling that cannot both be right."""
    if left.recipient != right.recipient or (left.notice and right.notice and left.notice != right.notice):
        return
    for matter in Matter:
        if (matter in left.told and matter in right.untold) or (matter in left.untold and matter in right.told):
            yield Contradiction(
                account=left.id, against=right.id, matter=matter, says=_says(left, matter, apart),
                against_says=_says(right, matter, apart), sure=True,
            )  # fmt: skip


def _says(account: Account, matter: Matter, apart: Mapping[str, str]) -> str:
    word = "told" if matter in account.told else "not told"
    who, recipient = (apart.get(each, each) for each in (account.who, account.recipient))
    return f"{who}: {recipient} was {word} the {matter}"


def _holds(
    had: Sequence[Telling], rows: Sequence[Telling], *, matter: Matter, statements: Mapping[str, Statement]
) -> str:
    """What our own record says of a matter, in words."""
    if had:
        told = Heard.TOLD if best(had) is Heard.TOLD else Heard.PERHAPS
        sent = min((row.sent for row in had if row.sent), default=None)
        outcomes = ", ".join(dict.fromkeys(str(row.outcome) for row in had if row.heard is told))
        when = f", first sent {sent.isoformat(timespec='minutes')}" if sent else ""
        return f"{told}{_named(had, matter, statements)}{when}; {outcomes}"
    if not rows:
        return "our record has nothing told to anybody of that name"
    about = [row for row in rows if matter is Matter.WARNING or _mentions(row, matter, statements)]
    if not about:
        return f"no statement on record names the {matter}"
    reasons = "; ".join(dict.fromkeys(row.because for row in about))
    return f"{best(about)}{_named(about, matter, statements)}: {reasons}"


def _named(rows: Iterable[Telling], matter: Matter, statements: Mapping[str, Statement]) -> str:
    mentions = (m for row in rows for m in _mentions(row, matter, statements))
    names = dict.fromkeys(str(getattr(m.resolved, "name", "")) or m.span.quote for m in mentions)
    return f" ({', '.join(f'“{name}”' for name in names)})" if names else ""


def _tells(row: Telling, matter: Matter) -> bool:
    """Whether the very words that went out name the matter; that they went out at all is the warning."""
    return matter is Matter.WARNING or matter.value in row.parts


def _mentions(row: Telling, matter: Matter, statements: Mapping[str, Statement]) -> tuple[Mention, ...]:
    statement = statements.get(row.statement)
    if statement is None or matter is Matter.WARNING:
        return ()
    found: tuple[Mention, ...] = getattr(statement.roles, matter.value)
    return found
