"""The docket: what a person must do, and by when, as the words of one pair of incident and entry have it."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.model import (
    Approval,
    Cancellation,
    Clock,
    Closing,
    DutyDecision,
    DutyProposal,
    Extension,
    Foretold,
    Notice,
    NoticeKind,
    Policy,
    Refer,
    Reopening,
    Task,
    Warn,
    enough,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """All that the record holds of the duty to one entry about one incident, under every name that it had.

    `overtaken` are the CAP references of every approved alert about the incident, whichever entry it was drawn up for.
    """

    proposals: tuple[DutyProposal, ...] = ()
    decisions: tuple[DutyDecision, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    notices: tuple[Notice, ...] = ()
    approvals: tuple[Approval, ...] = ()
    cancellations: tuple[Cancellation, ...] = ()
    extensions: tuple[Extension, ...] = ()
    closings: tuple[Closing, ...] = ()
    policies: tuple[Policy, ...] = ()
    overtaken: frozenset[str] = frozenset()


def clocks(pair: Pair, *, incident: str) -> tuple[Clock, ...]:
    """What a pair still asks a person to do; `incident` is the one that now holds all that the pair is about.

    A ruling to warn settles every policy's proposal; a waiver or a finding of no duty settles only the policy it was
    made under; a referral settles nothing, and the clock runs on. Of one policy's proposals, made before incidents
    were joined, that of `incident` is asked; without it the first. An incident that happened meanwhile stays on the
    docket: that nobody decided in time must be seen. So does one of which no statement stands any more.

    After a ruling to warn, what more is said of things to come asks for an update: a new ruling, which draws the words
    up anew, or a person's extension or cancellation, by which they looked. It runs for the policy's hours and stops
    nothing.

    A notice that was drawn up waits for approval, as long as the ruling's clock runs. One that was approved is to be
    extended, renewed or cancelled before it expires, unless a person closed the incident. One that was approved on a
    ruling which no longer stands is to be updated or cancelled at once. A newer one that was approved answers both, and
    so does a person who cancels it: then the word that it is cancelled waits for approval, and asks for nothing more.
    """
    stands = {d.id: d for d in standing(pair.decisions, pair.reopenings)}
    found = (
        *_to_decide(pair, stands.values(), incident=incident), *_to_update(pair, incident=incident),
        *_to_answer(pair, stands, incident=incident),
    )  # fmt: skip
    return tuple(sorted(found, key=lambda c: (c.due, c.protected, c.about)))


def standing(decisions: Iterable[DutyDecision], reopenings: Iterable[Reopening]) -> Iterator[DutyDecision]:
    """The last ruling on each proposal, but those that were reopened after it."""
    last = {decision.proposal: decision for decision in decisions}
    reopened = {r.decision for r in reopenings}
    return (d for d in last.values() if d.id not in reopened)


def _to_decide(pair: Pair, stands: Iterable[DutyDecision], *, incident: str) -> Iterator[Clock]:
    settled = set()
    for decision in stands:
        if isinstance(decision.ruling, Warn):
            return
        if not isinstance(decision.ruling, Refer):
            settled.add(decision.policy)
    for p in _proposed(pair, incident=incident):
        if p.policy in settled:
            continue
        yield Clock(
            task=Task.DECIDE, about=p.id, incident=incident, protected=p.protected, recipient=p.protected,
            policy=p.policy, since=p.became_aware, due=p.due,
        )  # fmt: skip


def _proposed(pair: Pair, *, incident: str) -> tuple[DutyProposal, ...]:
    """The proposal of each policy: that of the incident which holds the pair now, without it the first."""
    found: dict[str, DutyProposal] = {}
    for proposal in pair.proposals:
        if proposal.policy not in found or proposal.incident == incident:
            found[proposal.policy] = proposal
    return tuple(found.values())


def _to_update(pair: Pair, *, incident: str) -> Iterator[Clock]:
    new = {p.id: came for p in _proposed(pair, incident=incident) if (came := unreckoned(pair, p))}
    last = next((d for d in reversed(pair.decisions) if isinstance(d.ruling, Warn)), None)
    asked = [p for p in _proposed(pair, incident=incident) if p.id in new]
    for p in sorted(asked, key=lambda p: last is None or p.policy != last.policy)[:1]:
        hours = next((policy.hours for policy in pair.policies if policy.digest == p.policy), 0)
        since = min(f.at for f in new[p.id])
        yield Clock(
            task=Task.UPDATE, about=p.id, incident=incident, protected=p.protected, recipient=p.protected,
            policy=p.policy, since=since, due=since + timedelta(hours=hours),
        )  # fmt: skip


def unreckoned(pair: Pair, proposal: DutyProposal) -> tuple[Foretold, ...]:
    """What a proposal foretells and no standing ruling to warn has reckoned with; nothing where none stands.

    A ruling has reckoned with whatever it rests on, and with all that a notice of it tells or keeps back. Whoever
    extended or cancelled a notice of it later has looked at what there was, and so has whoever closed the incident.
    """
    stands = tuple(standing(pair.decisions, pair.reopenings))
    warned = {d.id for d in stands if isinstance(d.ruling, Warn)}
    if not warned or pair.closings:
        return ()
    notices = {n.id: n for n in pair.notices if n.decision in warned}
    known = {s for d in stands for finding in d.findings for s in finding.statements}
    known |= {each.statement for n in notices.values() for each in n.disclosures}
    known |= {s for n in notices.values() for s in n.draws_on}
    looked = [e.at for e in pair.extensions if e.notice in notices]
    looked += [c.at for c in pair.cancellations if c.notice in notices]
    return tuple(
        f for f in proposal.foretold if f.statement not in known and (not looked or f.at >= max(looked))
    )  # fmt: skip


def _to_answer(pair: Pair, stands: Mapping[str, DutyDecision], *, incident: str) -> Iterator[Clock]:
    out = tuple(
        approved(pair.notices, approvals=pair.approvals, decisions=pair.decisions, policies=pair.policies)
    )  # fmt: skip
    newest = {(n.kind, n.recipient): n for n in out}
    went = {n.id for n in out}
    taken_back = {c.notice for c in pair.cancellations}
    for n in pair.notices:  # whoever takes a text back takes every later version of it back
        if n.revises in taken_back and not n.cancels:
            taken_back.add(n.id)
    ruled = {d.id: d for d in pair.decisions}
    replaced = ({n.revises for n in pair.notices} | set(_overtaken(pair.notices, went))) - went
    last = {n.revises: n.id for n in pair.notices if n.cancels}
    for n in pair.notices:
        decision = ruled[n.decision]
        if n.id not in went:
            task, asked = Task.APPROVE, n.decision in stands and n.id not in taken_back
            if n.cancels:  # the last such word: one before it ran out before anybody had it
                asked = last[n.revises] == n.id
            asked = asked and n.id not in replaced  # a language was added, or it was extended anew: that is asked about
            since, due = (n.sent, n.sent) if n.revises else (decision.became_aware, decision.due)
        elif n.decision in stands:
            task, since, due = Task.RENEW, n.sent, n.expires
            asked = not pair.closings
        else:
            task, asked = Task.RECALL, True
            since = due = _fell(decision, pair)
        if n.id in went:
            asked = asked and not n.cancels and n.id not in taken_back
            asked = asked and not _answered(n, newest, pair.overtaken)
        if asked:
            yield Clock(
                task=task, about=n.id, incident=incident, protected=decision.protected, recipient=n.recipient,
                policy=decision.policy, since=since, due=due,
            )  # fmt: skip


def approved(
    notices: Iterable[Notice], *, approvals: Iterable[Approval], decisions: Iterable[DutyDecision],
    policies: Iterable[Policy],
) -> Iterator[Notice]:  # fmt: skip
    """The notices that as many people approved as the policy of their ruling asks for."""
    needed = {p.digest: p.approvers for p in policies}
    policy = {d.id: d.policy for d in decisions}
    given: dict[str, list[Approval]] = {}
    for approval in approvals:
        given.setdefault(approval.notice, []).append(approval)
    for notice in notices:
        if enough(notice, given.get(notice.id, ()), needed=needed.get(policy.get(notice.decision, ""), 1)):
            yield notice


def _overtaken(notices: Iterable[Notice], went: Container[str]) -> Iterator[str]:
    """The drafts that extend an approved version which another draft after them extends, too."""
    drawn = {n.id: n for n in notices if not n.cancels}
    last: dict[str, list[str]] = {}
    for n in drawn.values():
        before = drawn.get(n.revises)
        for _ in drawn:
            if before is None or before.id in went:
                break
            before = drawn.get(before.revises)
        if before is not None and before.id in went:
            last.setdefault(before.id, []).append(n.id)
    return (name for names in last.values() for name in names[:-1])


def _answered(notice: Notice, newest: Mapping[tuple[NoticeKind, str], Notice], overtaken: Iterable[str]) -> bool:
    """Whether a newer approved one took its place; a CAP reference is sender, identifier and moment, between commas."""
    if newest[notice.kind, notice.recipient].id != notice.id:
        return True
    return any(notice.identifier in reference.split(",") for reference in overtaken)


def _fell(decision: DutyDecision, pair: Pair) -> datetime:
    """When a ruling stopped standing: when it was reopened, or superseded by the next one on its proposal."""
    ends = [r.at for r in pair.reopenings if r.decision == decision.id]
    after = pair.decisions[pair.decisions.index(decision) + 1 :]
    ends += [d.at for d in after if d.proposal == decision.proposal][:1]
    return min(ends)
