"""The watch: `duty`, `since` and `watch`: what must be done and by when, what was done, and who is rung."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tocsin.casebook.port import Book
from tocsin.cli.besides import (
    emit_besides,
    say_what_else_is_due,
    tell_awaiting,
    tell_gainsaid,
    tell_given_up,
    tell_messengers,
    tell_moved,
    tell_regrouped,
    tell_unanswered,
    tell_unreached,
)
from tocsin.cli.following import Followed, channels_at_work
from tocsin.cli.moments import past
from tocsin.cli.output import SHORT, emit, emit_told, say, tell
from tocsin.cli.record import handing, stamping, told_of
from tocsin.cli.setting import Setting, as_json, casebook, channels, clock, config, setting, tell_whom_nothing_reaches
from tocsin.cli.staying import again, now, stopped
from tocsin.cli.tables import print_table, row, table
from tocsin.desk import weighing
from tocsin.desk.duties import standing_decisions, unapplied
from tocsin.desk.handover import WATCH, Handover, handover, span
from tocsin.desk.hindsight import awaited
from tocsin.desk.holding import AGAIN
from tocsin.desk.office import Office
from tocsin.desk.ringing import NOBODY, ring
from tocsin.desk.unreached import fared, unheard
from tocsin.desk.updates import Update, updates
from tocsin.desk.versions import lacking, muted
from tocsin.model import (
    Clock,
    Delivery,
    DutyDecision,
    DutyProposal,
    Incident,
    Notice,
    Refer,
    Rung,
    Task,
)
from tocsin.release.issuer import Issuer


@click.command()
@click.option("--all", "everything", is_flag=True, help="Notices that hold beyond the next twelve hours, too.")
@click.option("--apply", "anew", is_flag=True,
              help="First propose anew, under the register and the policies of the configuration.")  # fmt: skip
@click.option("--decided", is_flag=True, help="The rulings that stand instead, and whether they came in time.")
@config
@clock
@as_json
def duty(
    *, everything: bool, anew: bool, decided: bool, configuration: Path | None, at: datetime, as_json: bool
) -> None:
    """List what must be done, what is due first at the head, with its clock.

    That is: duties to decide, rulings to warn since which more was said, notices to approve, notices that run out
    within twelve hours, and those that went out on a ruling which no longer stands. Beneath them stands who was asked
    to pass a warning on, and gave no word by when the policy says, or by when the duty was due; and whom the policy
    still gives time. Above them stands what was approved and has reached nobody, as far as is known. What a channel
    took and nobody answered is counted; `since` names it. What stands and tells of what was taken out of its incident
    since is told each time, with who has it; and so is what was said since against a warning that stands, or that what
    it warned of came or was foiled, until a person rules again, extends or cancels it.
    """
    found = setting(configuration)
    tell_whom_nothing_reaches(found.office)
    book = casebook(found)
    if anew:
        from tocsin.desk.take import apply  # noqa: PLC0415 - whoever only looks at the list need not load what reads

        apply(book=book, office=found.office, at=at)
    for line in unapplied(found.office, book=book):
        say(line)
    if decided:
        _tell_decided(book, at=at, as_json=as_json)
        return
    clocks = book.docket.clocks()
    shown = [c for c in clocks if everything or c.task is not Task.RENEW or c.due <= at + WATCH]
    if as_json:
        _emit_all(shown, clocks, book=book, office=found.office, at=at)
        return
    if shown:
        _print_clocks(shown, book=book, issuer=found.office.issuer, at=at)
    elsewhere, against = tell_regrouped(clocks, book=book, at=at), tell_gainsaid(clocks, book=book, at=at)
    lost = tell_unreached(clocks, book=book, office=found.office, at=at)
    tell_unanswered(book, at=at)
    silent = len(unheard(book, clocks, at=at))
    say(_counted(shown, hold=len(clocks) - len(shown), lost=lost, silent=silent, elsewhere=elsewhere, against=against))
    say_what_else_is_due(found, book=book, at=at)


def _emit_all(shown: Sequence[Clock], clocks: Iterable[Clock], *, book: Book, office: Office, at: datetime) -> None:
    """The clocks, what is proposed, each notice to set right, the last word where it has nobody; who gave no word."""
    words = _words_of(shown, book=book)
    for each in shown:
        emit(each)
        if each.task in _DUTIES and each.about in words:
            emit(words[each.about])
    for referral in _referrals(shown, book=book):
        emit(referral)
    emit_besides(clocks, book=book, office=office, at=at)


def _counted(shown: Iterable[Clock], *, hold: int, lost: int, silent: int, elsewhere: int, against: int) -> str:
    counts = {task: sum(c.task is task for c in shown) for task in Task}
    found = [f"{count} to {task}" for task, count in counts.items() if count]
    if not counts[Task.DECIDE]:
        found.insert(0, "nothing to decide")
    if against:
        found.append(f"{against} GAINSAID")
    if elsewhere:
        found.append(f"{elsewhere} {'TELLS' if elsewhere == 1 else 'TELL'} OF ANOTHER INCIDENT")
    if lost:
        found.append(f"{lost} WITH NOBODY YET")
    if silent:
        found.append(f"{silent} NOT ANSWERED")
    if hold:
        found.append(f"{hold} hold for more than {WATCH.total_seconds() / 3600:g} hours")
    return ", ".join(found)


def _print_clocks(clocks: Sequence[Clock], *, book: Book, issuer: Issuer, at: datetime) -> None:
    words = _words_of(clocks, book=book)
    asked = _referred(clocks, book=book, at=at)
    since = {(u.clock.incident, u.clock.protected): u for u in updates(clocks, book=book)}
    drafts = [words[c.about] for c in clocks if c.about in words and c.task is Task.APPROVE]
    lacks = {n.id: _why_not(n, book=book, issuer=issuer) or lacking(n, book=book) for n in drafts}
    made = table("id", "to do", "whom", "incident", "due", "because")
    for each in clocks:
        row(made, each.about[:SHORT], each.task, each.recipient, _title(each, words), left(each.due, at),
            asked.get(each.about, "") + lacks.get(each.about, "")
            + _because(each, words.get(each.about), since.get((each.incident, each.protected))))  # fmt: skip
    print_table(made)
    for update in since.values():
        tell(f"said since the ruling to warn {update.clock.recipient}: {update.quoted}")
        tell(f"  rule again to tell it: tocsin rule {update.clock.about[:SHORT]} warn")
    proposed = [words[c.about] for c in clocks if c.task is Task.DECIDE and c.about in words]
    for about, harms in _to_weigh(proposed, book=book).items():
        tell(f"what the warning itself may do, to weigh for {about}: {harms}")


def _why_not(notice: Notice, *, book: Book, issuer: Issuer) -> str:
    """That nobody can approve the word that a notice holds no longer, and what is done then; "" of any other."""
    if not muted(notice, book=book, issuer=issuer):
        return ""
    return f"NOBODY CAN APPROVE IT: it tells what is kept back since; cancel {notice.revises[:SHORT]} again. "


def _referrals(clocks: Iterable[Clock], *, book: Book) -> tuple[DutyDecision, ...]:
    """The last ruling on each duty to decide, where that asks somebody else: it stays to be decided."""
    duties = {c.about for c in clocks if c.task is Task.DECIDE}
    last = {d.proposal: d for d in book.some(DutyDecision, parents=duties)} if duties else {}
    return tuple(d for d in last.values() if isinstance(d.ruling, Refer))


def _referred(clocks: Iterable[Clock], *, book: Book, at: datetime) -> Mapping[str, str]:
    """By the duty, who referred it, when, and what was asked."""
    return {
        d.proposal: f"REFERRED by {d.by.name}, {d.at.astimezone(at.tzinfo):%d %b %H:%M}: “{d.ruling.question}” "
        for d in _referrals(clocks, book=book)
        if isinstance(d.ruling, Refer)
    }


def _words_of(clocks: Sequence[Clock], *, book: Book) -> Mapping[str, Any]:
    """What these clocks are about and the incidents that they name, by id, each kind asked for at once."""
    duties = {c.about for c in clocks if c.task in _DUTIES}
    notices = {c.about for c in clocks if c.task not in _DUTIES}
    found: tuple[DutyProposal | Notice | Incident, ...] = (
        *book.some(DutyProposal, keys=duties), *book.some(Notice, keys=notices),
        *book.some(Incident, keys={c.incident for c in clocks}),
    )  # fmt: skip
    return {word.id: word for word in found}


_DUTIES = frozenset({Task.DECIDE, Task.UPDATE})
"""What is to be done about a duty; all else is about a notice."""


def _to_weigh(words: Iterable[Any], *, book: Book) -> Mapping[str, str]:
    """By the duties to decide (their ids, those that are alike together), the harms of warning that nobody weighed."""
    found: dict[str, list[str]] = {}
    proposals = [word for word in words if isinstance(word, DutyProposal)]
    for proposal, harms in weighing.unweighed_of(proposals, book=book).items():
        if harms:
            found.setdefault(weighing.in_a_line(harms), []).append(proposal[:SHORT])
    return {", ".join(ids): harms for harms, ids in found.items()}


def _title(clock: Clock, words: Mapping[str, Any]) -> str:
    incident = words.get(clock.incident)
    return incident.title if isinstance(incident, Incident) and incident.title else clock.incident[:SHORT]


def _because(clock: Clock, about: DutyProposal | Notice | None, update: Update | None) -> str:
    if clock.task is Task.UPDATE:
        return str(update)
    if isinstance(about, DutyProposal):
        return f"{type(about.proposes).__name__.lower()}: {about.because}"
    said = f"{about.kind}: {about.headline}" if about is not None else ""
    if clock.task is Task.APPROVE and update is not None and not (about is not None and about.cancels):
        return f"OUT OF DATE: {update}. {said}"
    return f"ITS RULING NO LONGER STANDS. {said}" if clock.task is Task.RECALL else said


def _tell_decided(book: Book, *, at: datetime, as_json: bool) -> None:
    found = standing_decisions(book)
    if as_json:
        for decision in found:
            emit(decision)
        return
    made = table("id", "whom", "ruling", "by", "decided", "in time")
    for d in sorted(found, key=lambda d: d.at):
        late = d.at > d.due
        length = span(abs(d.due - d.at))
        told = f"LATE by {length}" if late else f"yes, by {length}"
        row(made, d.id[:SHORT], d.protected, type(d.ruling).__name__.lower(), d.by.name,
            f"{d.at.astimezone(at.tzinfo):%d %b %H:%M}", told)  # fmt: skip
    if found:
        print_table(made)
    say(f"{len(found)} rulings stand, {sum(d.at > d.due for d in found)} of them came late")


@click.command()
@click.argument("time", metavar="TIME")
@config
@clock
@as_json
def since(*, time: str, configuration: Path | None, at: datetime, as_json: bool) -> None:
    """Hand over to the next watch: what was done since TIME (a moment, or 8h, or 90m), and what is left to do.

    That is all that `duty` lists, who was sent a warning and did not answer, and what is still owed to others; last,
    which dangers that were warned of are over and await a person's judgement.
    """
    found = setting(configuration)
    tell_whom_nothing_reaches(found.office)
    book = casebook(found)
    start = past(time, at=at)
    acts = book.acts(since=start)
    if as_json:
        for entry, words in acts:
            emit(entry)
            for word in words:
                emit_told(word, book=book)
        for each in book.docket.clocks(renew_by=at + WATCH):
            emit(each)
        emit_besides(book.docket.clocks(), book=book, office=found.office, at=at)
        for lead in (lead for each in awaited(book=book, at=at) for lead in each.leads):
            emit(lead)
        return
    _tell_handover(handover(acts, book=book, since=start, until=at), book=book, office=found.office)
    for line in unapplied(found.office, book=book):
        say(line)
    say_what_else_is_due(found, book=book, at=at)


def _tell_handover(found: Handover, *, book: Book, office: Office) -> None:
    zone = found.until.tzinfo
    tell(f"Hand-over: {found.since.astimezone(zone):%d %b %Y %H:%M} to {found.until:%d %b %Y %H:%M %Z}")
    for heading, lines in found.done.items():
        if lines:
            tell(f"\n{heading.upper()} ({len(lines)})")
        for line in lines:
            late = " [dated back]" if line.late else ""
            tell(f"  {line.at.astimezone(zone):%d %b %H:%M}{late} {line.by}: {line.what}")
    if found.unlisted:
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(found.unlisted.items()))
        tell(f"\nAlso on record, by programs: {counts}")
    tell(f"\nFOR YOU ({len(found.clocks)})")
    if found.clocks:
        _print_clocks(found.clocks, book=book, issuer=office.issuer, at=found.until)
    clocks = book.docket.clocks()
    elsewhere = tell_regrouped(clocks, book=book, at=found.until)
    against = tell_gainsaid(clocks, book=book, at=found.until)
    lost = tell_unreached(clocks, book=book, office=office, at=found.until)
    silent = unheard(book, clocks, at=found.until)
    for each in silent:
        tell(fared(each, at=found.until))
    tell_unanswered(book, at=found.until)
    for owing, duties in found.owed.items():
        tell(f"still owed, for {duties}: {owing}")
    tell_awaiting(book, at=found.until)
    say(_counted(found.clocks, hold=0, lost=lost, silent=len(silent), elsewhere=elsewhere, against=against))


@click.command()
@click.option("--once", is_flag=True, help="Ring whoever is due, and leave: for a timer.")
@click.option("--every", type=click.FloatRange(min=0.05), default=20.0, show_default=True,
              help="Seconds between two looks.")  # fmt: skip
@clock
@config
@as_json
def watch(*, once: bool, every: float, at: datetime, configuration: Path | None, as_json: bool) -> int:
    """Stay open, say what becomes due, and ring whoever the policy names; who was rung is on record.

    With --once leaves with 1 where somebody could not be rung.
    """
    found = setting(configuration)
    tell_whom_nothing_reaches(found.office)
    _say_who_is_missing(found)
    ways = channels(found, linked=False)
    followed = Followed(configuration, found)
    if once:
        rung = tuple(ring(casebook(found), office=found.office, channels=ways, at=at))
        for each in rung:
            _tell_rung(each, as_json=as_json)
        say(f"{len(rung)} rung")
        return 1 if any(each.outcome is Delivery.FAILED for each in rung) else 0
    known: dict[tuple[str, Task], Clock] = {}
    late: set[tuple[str, Task]] = set()
    told: set[tuple[str, str, datetime]] = set()
    given_up: set[tuple[str, str]] = set()
    moved: set[str] = set()

    def look() -> Iterator[Rung]:
        nonlocal found, ways
        if (other := followed.renewed(channels_at_work)) is not None:
            found, ways = followed.found, other
            _say_who_is_missing(found)
        book = casebook(found)
        _tell_changes(book, known, late, at=now())
        tell_given_up(book, given_up, office=found.office, at=now())
        tell_messengers(book, told, at=now())
        tell_moved(book, moved, at=now())
        yield from ring(book, office=found.office, channels=ways, at=now())
        if found.office.holders:
            for handed in handing(found, book=book, at=now(), pause=AGAIN):
                say(told_of(handed))
            stamping(found, book=book, at=now())

    with stopped() as stop:
        say("watching until stopped")
        for each in again(look, every=every, stop=stop):
            _tell_rung(each, as_json=as_json)
    return 0


def _tell_changes(
    book: Book, known: dict[tuple[str, Task], Clock], late: set[tuple[str, Task]], *, at: datetime
) -> None:
    """Say what is new on the docket since the last look, what has run out since, and what was done."""
    clocks = {(c.about, c.task): c for c in book.docket.clocks(renew_by=at + WATCH)}
    for key in known.keys() - clocks.keys():
        say(f"{at:%H:%M} done: {known.pop(key).task} {key[0][:SHORT]}")
        late.discard(key)
    words = _words_of(tuple(clocks.values()), book=book)
    for key, each in clocks.items():
        what = f"{each.task} {each.about[:SHORT]}, {each.recipient}, {_title(each, words)}"
        if key not in known:
            say(f"{at:%H:%M} to {what}: {left(each.due, at)}")
        elif each.due <= at and key not in late:
            say(f"{at:%H:%M} OVERDUE: {what}")
        if each.due <= at:
            late.add(key)
    known.update(clocks)


def _say_who_is_missing(found: Setting) -> None:
    named = {ring.role for policy in found.office.policies for ring in policy.rings}
    for role in sorted(named - found.office.roles.keys()):
        say(f"{role}: {NOBODY}; add a [[role]] to the configuration")


def _tell_rung(rung: Rung, *, as_json: bool) -> None:
    if as_json:
        emit(rung)
    by = f" by {rung.contact.channel}" if rung.contact else ""
    say(f"rang {rung.role}{by} about {rung.about[:SHORT]} (to {rung.task}): {rung.outcome}, {rung.because}")


def left(due: datetime, at: datetime) -> str:
    """How long until something is due, or by how much it is late."""
    return f"in {span(due - at)}" if due >= at else f"OVERDUE by {span(at - due)}"
