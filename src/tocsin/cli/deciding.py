"""What people decide: `link`, `grade`, `assess`, `correct`, `rule`, `close`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.casebook.port import JUDGED, MARKED
from tocsin.cli.moments import moment
from tocsin.cli.output import SHORT, say
from tocsin.cli.setting import (
    Setting,
    by,
    casebook,
    clock,
    config,
    person_key,
    setting,
    sign,
    tell_whom_nothing_reaches,
    ways_without_name,
)
from tocsin.desk import consulting, duties, keptback, people, rendering, tearline, updates
from tocsin.desk.counted import many
from tocsin.desk.gainsaid import gainsaid
from tocsin.desk.office import Office
from tocsin.desk.regrouped import regrouped
from tocsin.model import (
    BadInput,
    Closing,
    Confidence,
    Correction,
    CorrectionHow,
    Credibility,
    DutyDecision,
    DutyProposal,
    Incident,
    Judgement,
    Likelihood,
    NoDuty,
    NotFound,
    Notice,
    Person,
    Refer,
    Reliability,
    Report,
    Ruling,
    Statement,
    Task,
    Waive,
    Warn,
    WarnUnnamed,
)

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

_because = click.option(
    "--because", default="", help="Why, in writing. It stays on record: name nobody who need not stand there."
)
_apart = click.option("--because", default="", help="Why, in writing. It is kept apart from the record.")


@click.command()
@click.argument("left")
@click.argument("right")
@click.option("--same", "judgement", flag_value="same", help="They are one incident.")
@click.option("--different", "judgement", flag_value="different", help="They are two.")
@click.option("--unsure", "judgement", flag_value="unsure", help="Take an earlier judgement back.")
@_apart
@by
@sign
@clock
@config
def link(
    *, left: str, right: str, judgement: str | None, because: str, by: Person, key: Path | None, at: datetime,
    configuration: Path | None,
) -> None:  # fmt: skip
    """Say whether two incidents or statements are one; your word beats any score and can be taken back."""
    if judgement is None:
        raise BadInput(where="link", what="say --same, --different or --unsure")
    found, book = _open(configuration)
    pair = (_id(book, left), _id(book, right))
    made = people.judge(
        *pair, judgement=Judgement(judgement), because=because or JUDGED, book=book,
        office=found.office, by=by, at=at, key=person_key(key),
    )  # fmt: skip
    say(f"{made.id[:SHORT]}: {made.judgement}")
    clocks = book.docket.clocks()
    against = (line for each in gainsaid(book, clocks, at=at) for line in each.lines(quoting=False))
    news = (line for each in regrouped(book, clocks, at=at) for line in each.lines)
    for line in (*updates.came_since(at, book=book), *against, *news):
        say(line)


@click.command()
@click.argument("statement")
@click.argument("mark", metavar="MARK")
@_apart
@by
@sign
@clock
@config
def grade(
    *, statement: str, mark: str, because: str, by: Person, key: Path | None, at: datetime, configuration: Path | None
) -> None:
    """Mark a statement: MARK is the source's letter and the item's figure, as B2."""
    try:
        reliability, credibility = Reliability(mark[:1].upper()), Credibility(mark[1:])
    except ValueError as error:
        now = "write a letter A to F and a figure 1 to 6, as B2"
        raise BadInput(where="grade", what=f"{mark!r} is no Admiralty mark", now=now) from error
    found, book = _open(configuration)
    word = _word(book, statement, Statement)
    people.mark(
        word.id, reliability=reliability, credibility=credibility, because=because or MARKED, book=book,
        office=found.office, by=by, at=at, key=person_key(key),
    )  # fmt: skip
    say(f"{word.id[:SHORT]}: {reliability}{credibility}")
    for line in duties.unwarranted(word.id, book=book):
        say(line)


@click.command()
@click.argument("incident")
@click.option("--actor", default="unknown", show_default=True, help="The id of one of the rivals, or unknown.")
@click.option("--likelihood", type=click.Choice([m.value for m in Likelihood]), required=True,
              help="How probable it is that they did it: a band of ICD 203.")  # fmt: skip
@click.option("--confidence", type=click.Choice([m.value for m in Confidence]), required=True,
              help="How well founded that judgement is.")  # fmt: skip
@_apart
@by
@sign
@clock
@config
def assess(
    *, incident: str, actor: str, likelihood: str, confidence: str, because: str, by: Person, key: Path | None,
    at: datetime, configuration: Path | None,
) -> None:  # fmt: skip
    """Sign your own assessment of who did it; it stands beside the program's."""
    found, book = _open(configuration)
    word = _word(book, incident, Incident)
    people.assess(
        word.id, actor=None if actor == "unknown" else actor, likelihood=Likelihood(likelihood),
        confidence=Confidence(confidence), note=because, book=book, by=by, at=at, key=person_key(key),
        required=found.office.all_sign,
    )  # fmt: skip
    say(f"{word.id[:SHORT]}: signed by {by.name}")


@click.command()
@click.argument("report")
@click.option("--how", type=click.Choice([m.value for m in CorrectionHow]), required=True,
              help="What became of the report.")  # fmt: skip
@click.option("--by-report", "replacement", help="The report that corrects or supersedes it.")
@_apart
@by
@sign
@clock
@config
def correct(
    *,
    report: str,
    how: str,
    replacement: str | None,
    because: str,
    by: Person,
    key: Path | None,
    at: datetime,
    configuration: Path | None,
) -> None:
    """Record that a report was retracted, corrected or superseded; what rested on it is worked out anew."""
    found, book = _open(configuration)
    word = _word(book, report, Report)
    other = _word(book, replacement, Report).id if replacement else None
    last = next((c for c in reversed(book.all(Correction)) if c.report == word.id), None)
    if last is not None and (last.how, last.replacement) == (CorrectionHow(how), other):
        when = f"{last.at.astimezone(at.tzinfo):%d %b %Y %H:%M %Z}"
        rest = ", and your reason is not on record" if because else ""
        say(f"{word.id[:SHORT]}: it was {how} already, by {last.by.name}, {when}; nothing was changed{rest}")
        return
    reopened = people.correct(
        word.id, how=CorrectionHow(how), replacement=other, because=because or f"the report was {how}", book=book,
        office=found.office, by=by, at=at, key=person_key(key),
    )  # fmt: skip
    say(f"{word.id[:SHORT]}: {how}; {many(len(reopened), 'ruling')} reopened")


@click.command()
@click.argument("proposal")
@click.argument("ruling", type=click.Choice(["warn", "waive", "no-duty", "refer"]))
@click.option("--ground", default="", help="With waive: one of the policy's grounds. With no-duty: one of its rules.")
@click.option(
    "--until",
    callback=lambda _c, _p, value: None if value is None else moment(value, where="--until"),
    help="With warn: the moment until which the notices hold.  [default: as the threat's time suggests]",
)
@click.option("--instead-of", "seen", default="",
              help="The ruling of somebody else, of a moment ago, that this is to stand instead of.")  # fmt: skip
@click.option("--unnamed", is_flag=True, help="With warn: they are not told by whom. Say why with --because.")
@_because
@by
@sign
@clock
@config
def rule(
    *, proposal: str, ruling: str, ground: str, until: datetime | None, seen: str, unnamed: bool, because: str,
    by: Person, key: Path | None, at: datetime, configuration: Path | None,
) -> None:  # fmt: skip
    """Rule on a duty. Only a person may decide silence, and says why in writing.

    To rule again, give the duty as `tocsin duty` lists it, or an earlier ruling on it, or a notice drawn up for that.
    A warning that does not name us goes to whom it is for alone, by ways that are set up for it; nobody can answer it.
    """
    found, book = _open(configuration)
    tell_whom_nothing_reaches(found.office)
    word = _proposal(book, proposal)
    for given, option, what in (
        (until is not None, "--until", "holds until a moment"), (unnamed, "--unnamed", "goes without our name"),
    ):  # fmt: skip
        if given and ruling != "warn":
            raise BadInput(where=option, what=f"only a warning {what}", now="leave it out")
    made = _ruling(f"{ruling} unnamed" if unnamed else ruling, ground=ground, because=because, by=by)
    before = book.all(DutyDecision, parent=word.id)
    decision = people.rule(
        word.id, ruling=made, book=book, office=found.office, by=by, at=at, until=until, key=person_key(key),
        instead_of=_word(book, seen, DutyDecision).id if seen else "",
    )  # fmt: skip
    say(f"{decision.id[:SHORT]}: {ruling}, by {by.name}")
    if at < word.became_aware:
        aware = f"{word.became_aware.astimezone(at.tzinfo):%d %b %Y %H:%M %Z}"
        say(f"IT IS DATED {at:%d %b %Y %H:%M %Z}, before this was known here ({aware}): see --at and TOCSIN_AT")
    rulings = book.all(DutyDecision, parent=word.id)
    for other in rulings[: rulings.index(decision)][-1:]:
        unseen = "" if other in before else ", which was made while you ruled: look at it"
        say(f"it takes the place of {other.id[:SHORT]} by {other.by.name} of {other.at:%d %b %H:%M %Z}{unseen}")
    _tell_closed(decision, book=book, at=at)
    drawn = book.all(Notice, parent=decision.id)
    for notice in drawn:
        _tell_drawn(notice, book=book, office=found.office)
    earlier = (notice for other in before for notice in book.all(Notice, parent=other.id))
    for language in rendering.dropped(earlier, drawn, book=book) if drawn else ():
        say(f"the text in {language!r} was for the words before, and is dropped: tocsin translate adds a new one")
    for way in ways_without_name(found, drawn):
        say(f"no channel is called {way}, so that it cannot go that way: set it up under [channels.{way}]")
    owed = consulting.owed(word.id, book=book)
    for each in owed:
        say(f"still owed: {each}")
    if owed:
        say("tocsin consult puts it on record; nothing waits for it")


@click.command()
@click.argument("incident")
@_because
@by
@sign
@clock
@config
def close(
    *, incident: str, because: str, by: Person, key: Path | None, at: datetime, configuration: Path | None
) -> None:
    """Close an incident to duty: nothing more is proposed for it."""
    if not because.strip():
        raise BadInput(where="close", what="closing is silence too, and needs --because")
    found, book = _open(configuration)
    word = _word(book, incident, Incident)
    asked = [c.about for c in book.docket.clocks() if c.task is Task.RENEW and c.incident == word.id]
    closing = people.close(
        word.id, because=because, book=book, by=by, at=at, key=person_key(key),
        required=found.office.all_sign,
    )  # fmt: skip
    say(
        f"{closing.incident[:SHORT]}: closed by {by.name}; how it turned out: tocsin outcome {closing.incident[:SHORT]}"
    )
    for notice in book.some(Notice, keys=set(asked)) if asked else ():
        end = f"{notice.expires.astimezone(at.tzinfo):%d %b %H:%M %Z}"
        say(f"notice {notice.id[:SHORT]} to {notice.recipient} holds until {end}, and nobody is asked about it any "
            "more: tocsin cancel takes it back")  # fmt: skip


def _tell_closed(decision: DutyDecision, *, book: "Casebook", at: datetime) -> None:
    for closing in book.all(Closing, parent=decision.incident):
        when = f"{closing.at.astimezone(at.tzinfo):%d %b %H:%M %Z}"
        say(f"{closing.by.name} closed this incident on {when}: {closing.because}; speak with them")


def _tell_drawn(notice: Notice, *, book: "Casebook", office: Office) -> None:
    """What was drawn up, what it keeps back, and that it will be refused, while whoever ruled is still awake."""
    say(f"drawn up: {notice.kind} {notice.id[:SHORT]} to {notice.recipient}; show it, then approve it")
    for line in keptback.in_words(notice, book=book):
        say(f"  {line}")
    for leak in tearline.leaks(notice, book=book, issuer=office.issuer)[:1]:
        say(f"  IT CANNOT BE APPROVED AS IT STANDS, and {notice.recipient} hears nothing by it: {leak}")
        say("  tell them by telephone now; or take a report that tells it and may be passed on, then rule again")


def _ruling(name: str, *, ground: str, because: str, by: Person) -> Ruling:
    try:
        match name:
            case "waive":
                return Waive(ground=ground, justification=because, by=by)
            case "no-duty":
                return NoDuty(criterion=ground, justification=because)
            case "refer":
                return Refer(question=because)
            case "warn unnamed":
                return WarnUnnamed(because=because)
            case _:
                return Warn()
    except ValueError as error:
        now = "give --because" if name == "warn unnamed" else "give --ground and --because"
        raise BadInput(where="rule", what=str(error), now=now) from error


def _open(configuration: Path | None) -> "tuple[Setting, Casebook]":
    found = setting(configuration)
    return found, casebook(found)


def _proposal(book: "Casebook", prefix: str) -> DutyProposal:
    """The duty of that id, or the one that this ruling or notice is about: who is told to rule again has these."""
    word = book.find(prefix, DutyProposal, DutyDecision, Notice)[0]
    if isinstance(word, Notice):
        word = book.get(DutyDecision, word.decision) or word
    if isinstance(word, DutyDecision):
        word = book.get(DutyProposal, word.proposal) or word
    if not isinstance(word, DutyProposal):
        raise NotFound(where=prefix, what="the duty that it was about is not on record", now="tocsin duty lists them")
    return word


def _id(book: "Casebook", prefix: str) -> str:
    """The id of the incident or the statement that begins so."""
    word = book.find(prefix, Incident, Statement)[0]
    return str(word.id)


def _word(book: "Casebook", prefix: str, kind: type) -> Any:
    """The word of that kind whose id begins so."""
    return book.find(prefix, kind)[0]
