"""`tocsin demo`: a published case on a virtual clock, from the first report to the verified record."""

import json
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from tocsin import duty
from tocsin.casebook import open_casebook
from tocsin.cli import page, screen, tables
from tocsin.cli.output import write
from tocsin.cli.record import ORIGIN, spoken, verdict_on
from tocsin.cli.setting import CONFIGURATION, Setting, key, text_of
from tocsin.cli.watching import left
from tocsin.codec import canonical
from tocsin.desk.counted import many
from tocsin.desk.current import live
from tocsin.desk.dossier import dossier
from tocsin.desk.duties import open_duties
from tocsin.desk.hindsight import judge, of_incident
from tocsin.desk.noticing import approve
from tocsin.desk.office import Office, marking
from tocsin.desk.people import rule
from tocsin.desk.sending import acknowledge, dispatch
from tocsin.desk.take import take
from tocsin.dispatch import Channel, Folder, Screen
from tocsin.intake import Opened, open_bytes
from tocsin.ledger import public_hex
from tocsin.model import (
    BadInput,
    Came,
    DutyDecision,
    DutyProposal,
    Notice,
    NoticeKind,
    Person,
    Refer,
    Reliability,
    Source,
    TimePrecision,
    Warn,
    When,
    digest,
)

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

MARK = ".tocsin-demo"
"""The file by which a folder is known as a demo's, so that only such a folder is ever emptied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the case plays on: its folder, the folder it is played into, the office, the casebook."""

    case: Mapping[str, Any]
    folder: Path
    into: Path
    found: Setting
    book: "Casebook"
    acts: "tuple[Act, ...]"
    console: Console

    @property
    def office(self) -> Office:
        """Whose desk it is."""
        return self.found.office

    def say(self, at: datetime, words: str) -> None:
        """One line of the story, under its moment."""
        self.console.print(f"{at:%d %b %H:%M}  {words}", markup=False, highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What happens at one moment of the case, and the row that says so."""

    at: datetime
    play: Callable[[Stage, Mapping[str, Any]], None]
    row: Mapping[str, Any]


@click.command()
@click.argument("case", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), required=True,
              help="Where to play it: a folder that is new, or that an earlier demo made.")  # fmt: skip
def demo(*, case: Path, into: Path) -> int:
    """Play a case on its own clock: read, propose, rule, warn as an exercise, go on, and verify the record."""
    try:
        stage = _stage(case, into)
    except (KeyError, TypeError, ValueError) as error:
        what = f"this is no case: {type(error).__name__}, {error}"
        raise BadInput(where=str(case / "case.toml"), what=what, now="see examples/moscow-2024/case.toml") from error
    try:
        return _play(stage)
    finally:
        stage.book.close()


def _counting(book: "Casebook") -> "Casebook":
    """The same casebook with a counter for chance: the persons are invented, and two plays come out the same."""
    numbers = count()
    return replace(book, chance=lambda size: next(numbers).to_bytes(size, "big"))


def _play(stage: Stage) -> int:
    """Every act in its order, then the seal, the page and the verdict."""
    for act in stage.acts:
        act.play(stage, act.row)
    closes, into = stage.case["closes"], stage.into
    sealed = stage.book.seal(key(stage.found), origin=ORIGIN, at=closes)
    write(into / "checkpoint.json", canonical(sealed) + "\n")
    found = dossier(stage.book, office=stage.office, at=closes)
    write(into / "dossier.html", page.page(found))
    screen.show(found, stage.console)
    verdict = verdict_on(stage.book, keys=(public_hex(key(stage.found)),), held=(sealed,))
    stage.console.print()
    for line in spoken(verdict):
        stage.say(closes, line)
    for name, path in (("page", "dossier.html"), ("mail", "mail"), ("desk", CONFIGURATION)):
        stage.console.print(f"the {name}: {into / path}", markup=False, soft_wrap=True)
    return 0 if verdict.sound else 1


def _stage(folder: Path, into: Path) -> Stage:
    """The case, read and found sound; only then is the folder emptied and furnished."""
    case = tomllib.loads(text_of(folder / "case.toml"))
    office = Office(
        name=case["title"],
        register=duty.load_register(text_of(folder / case["register"]), name=case["register"]),
        policies=tuple(duty.shipped_policy(name) for name in case["policies"]),
        sources={row["id"]: Source(id=row["id"], name=row["name"], kind=row["kind"], family=row["owner"])
                 for row in case["source"]},
        reliability={row["source"]: Reliability(row["reliability"]) for row in case["report"] if "reliability" in row},
        casebook=f"sqlite:///{(into / 'casebook.db').resolve()}",
        key=case["key"],
    )  # fmt: skip
    found = Setting(office=office, folder=folder)
    key(found)
    acts = tuple(sorted(_acts(case), key=lambda act: act.at))
    configuration = _configuration(case, office)
    _clear(into)
    write(into / CONFIGURATION, configuration)
    for name in (case["register"], case["key"]):
        shutil.copyfile(folder / name, into / Path(name).name)
    return Stage(
        case=case, folder=folder, into=into, found=found, book=_counting(open_casebook(office.casebook)), acts=acts,
        console=tables.terminal(),
    )  # fmt: skip


def _clear(into: Path) -> None:
    """Empty the folder, if an earlier demo made it.

    Raises:
        BadInput: it holds something else.
    """
    if into.exists() and any(into.iterdir()) and not (into / MARK).exists():
        raise BadInput(where=str(into), what="it is not empty, and no demo made it", now="name another folder")
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    (into / MARK).touch()


def _configuration(case: Mapping[str, Any], office: Office) -> str:
    """The office as a `tocsin.toml`, so that every command works on what was played."""
    told: dict[str, Any] = {
        "name": office.name, "casebook": "sqlite:///casebook.db", "register": Path(case["register"]).name,
        "policies": case["policies"], "key": Path(case["key"]).name,
    }  # fmt: skip
    tables = [("[office]", told)]
    for source in office.sources.values():
        letter = {"reliability": office.reliability[source.id]} if source.id in office.reliability else {}
        row = {"id": source.id, "name": source.name, "kind": source.kind, "owner": source.family, **letter}
        tables.append(("[[source]]", row))
    tables += [(f"[channels.{name}]", {"root": "mail"}) for name in ("mail", "folder")]
    return "\n".join(
        f"{head}\n" + "".join(f"{word} = {json.dumps(value, ensure_ascii=False)}\n" for word, value in row.items())
        for head, row in tables
    )


def _acts(case: Mapping[str, Any]) -> Iterator["Act"]:
    """Every act of the case with its moment; those of one moment keep the order of the file."""
    for row in case["report"]:
        yield Act(at=row["received"], play=_arrives, row=row)
    play = {"rule": _rules, "approve": _approves, "send": _sends, "expiry": _extends, "judge": _judges}
    for row in case["stop"]:
        yield Act(at=row["at"], play=play[row["act"]], row=row)
    for row in case["acknowledgement"]:
        yield Act(at=row["at"], play=_answers, row=row)


def _arrives(stage: Stage, row: Mapping[str, Any]) -> None:
    at = row["received"]
    published = When(start=row["published"], end=row["published"], precision=TimePrecision.MINUTE, anchor="stated")
    data = (stage.folder / stage.case["reports"] / row["file"]).read_bytes()
    for item in open_bytes(
        data, name=row["file"], source=stage.office.sources[row["source"]], published=published, received=at,
        marking=marking(row["marking"], where=row["file"]),
    ):  # fmt: skip
        if not isinstance(item, Opened):
            raise BadInput(where=item.where, what=item.what, now=item.now)
        before = len(open_duties(stage.book))
        found = take(item, book=stage.book, office=stage.office, at=at)
        due = len(open_duties(stage.book)) - before
        more = f"; {many(due, 'duty', 'duties')} to decide" if due > 0 else ""
        name = item.arrival.source.name
        stage.say(at, f"{name}: {item.report.title!r}: {many(len(found.statements), 'statement')}{more}")


def _rules(stage: Stage, row: Mapping[str, Any]) -> None:
    """The officer warns where a warning is proposed; where a question is, it goes on, and the clock runs on."""
    at, by = row["at"], Person(name=row["by"])
    duties = open_duties(stage.book)
    stage.say(at, "THE CLOCK STOPS. To decide:")
    titles = {i.id: i.title for i in live(stage.book)}
    for words, whom in _together(
        (f"{titles.get(p.incident, '')}; due {left(p.due, at)}; {p.because}", p.protected) for p in duties
    ):
        stage.say(at, f"  {words}: {whom}")
    ruled: list[tuple[str, str]] = []
    for proposal in duties:
        if proposal.id not in {p.id for p in open_duties(stage.book)}:
            continue  # a warning ruled under one policy settles the other's proposal too
        ruling, words = _ruling(proposal)
        rule(proposal.id, ruling=ruling, book=stage.book, office=stage.office, by=by, at=at)
        ruled.append((words, proposal.protected))
    for words, whom in _together(ruled):
        stage.say(at, f"  {by.name} rules: {words}: {whom}")


def _ruling(proposal: DutyProposal) -> tuple[Warn | Refer, str]:
    match proposal.proposes:
        case Warn():
            return Warn(), "warn"
        case Refer(question=question):
            return Refer(question=question), "the question stays open, and the clock runs on"
        case _:
            return Refer(question=proposal.because), "whether there is no duty stays open, and the clock runs on"


def _together(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those of whom the same is said, in one line, in the order in which they came."""
    found: dict[str, dict[str, None]] = {}
    for words, whom in rows:
        found.setdefault(words, {})[whom] = None
    for words, listed in found.items():
        yield words, ", ".join(listed)


def _approves(stage: Stage, row: Mapping[str, Any]) -> None:
    at, by = row["at"], Person(name=row["by"])
    for notice in _unsent(stage, at):
        approve(notice, read=digest(notice.body), book=stage.book, by=by, at=at, office=stage.office)
        stage.say(at, f"{by.name} approves {notice.kind} to {notice.recipient}: {notice.headline}")


def _unsent(stage: Stage, at: datetime) -> tuple[Notice, ...]:
    decisions = {d.id for d in stage.book.all(DutyDecision) if d.at <= at}
    return tuple(n for n in stage.book.all(Notice) if n.decision in decisions and n.sent <= at < n.expires
                 and n.sent == max(m.sent for m in stage.book.all(Notice)))  # fmt: skip


def _sends(stage: Stage, row: Mapping[str, Any]) -> None:
    at = row["at"]
    folder = Folder(stage.into / "mail")
    channels: dict[str, Channel] = {"mail": folder, "folder": folder, "screen": Screen(sys.stdout)}
    recipients = {notice.id: notice.recipient for notice in stage.book.all(Notice)}
    for receipt in dispatch(stage.book, channels=channels, at=at):
        whom = recipients[receipt.notice]
        stage.say(at, f"sent to {whom} by {receipt.channel}: {receipt.outcome}, {receipt.because}")


def _extends(stage: Stage, row: Mapping[str, Any]) -> None:
    """The notices' time is over: that is no all-clear, and a person says what now."""
    at, by = row["at"], Person(name=row["by"])
    stage.say(at, f"THE NOTICES EXPIRE. {by.name} extends them until {row['until']:%d %B %H:%M}: {row['because']}")
    for decision in stage.book.all(DutyDecision):
        if not isinstance(decision.ruling, Warn):
            continue
        rule(decision.proposal, ruling=Warn(), book=stage.book, office=stage.office, by=by, at=at, until=row["until"])
    approver = {"at": at, "by": stage.case["approver"]["name"]}
    _approves(stage, approver)
    _sends(stage, row)


def _judges(stage: Stage, row: Mapping[str, Any]) -> None:
    """How what was warned of turned out: a person judges it, of every danger of which anybody was warned."""
    at, by = row["at"], Person(name=row["by"])
    that_day = (i for i in live(stage.book) if i.time is not None and i.time.start == row["event"])
    event = max(that_day, key=lambda i: len(i.statements))
    for feared in dict.fromkeys(d.incident for d in stage.book.all(DutyDecision) if isinstance(d.ruling, Warn)):
        judge(
            feared,
            came=Came(row["came"]),
            because=row["because"],
            event=event.id,
            book=stage.book,
            by=by,
            at=at,
            required=stage.office.all_sign,
        )
        stage.say(at, f"{by.name} judges how it turned out: {row['came']}; {row['because']}")
        for lead in of_incident(feared, book=stage.book, at=at).leads:
            stage.say(at, f"  {lead.recipient}: {lead.because}")


def _answers(stage: Stage, row: Mapping[str, Any]) -> None:
    at, by = row["at"], Person(name=row["by"])
    mine = [n for n in stage.book.all(Notice) if n.recipient == row["recipient"] and n.kind is NoticeKind.BRIEFING]
    for notice in mine[-1:]:
        acknowledge(notice, book=stage.book, by=by, because="answered by telephone", at=at)
        stage.say(at, f"{by.name} acknowledges the notice to {row['recipient']}")
