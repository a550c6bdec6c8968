"""What the program proposes for each open incident and each exposed entry; it decides nothing."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tocsin.duty.criteria import Facts, answer
from tocsin.duty.exposure import ahead, exposed
from tocsin.model import (
    DutyProposal,
    Finding,
    Grade,
    Incident,
    Met,
    NoDuty,
    Policy,
    Program,
    Protected,
    Refer,
    Register,
    Statement,
    Warn,
)


def propose(
    incident: Incident, *, statements: Mapping[str, Statement], grades: Mapping[str, Grade], register: Register,
    policy: Policy, aware: Mapping[str, datetime], by: Program, at: datetime,
) -> tuple[DutyProposal, ...]:  # fmt: skip
    """One proposal for each entry that stands in the way of the incident; none for the others.

    The clock starts when the first report that speaks of it reached us (`aware`, by report), and
    is due the policy's hours later. Doubt (a test answered unknown) is proposed as a warning.
    """
    coming = ahead(incident, statements)
    held = tuple(statements[s] for s in incident.statements if s in statements)
    received = [aware[s.report] for s in coming if s.report in aware]
    if not received:
        return ()
    found = []
    for entry in register.entries:
        exposure = exposed(entry, incident, statements)
        if exposure is None:
            continue
        facts = Facts(incident=incident, ahead=coming, every=held, grades=grades, entry=entry, exposure=exposure, at=at)
        findings = tuple(answer(rule, facts) for rule in policy.rules)
        found.append(_proposal(entry, findings, incident=incident, policy=policy, aware=min(received), by=by, at=at))
    return tuple(found)


def _proposal(
    entry: Protected, findings: tuple[Finding, ...], *, incident: Incident, policy: Policy, aware: datetime,
    by: Program, at: datetime,
) -> DutyProposal:  # fmt: skip
    proposes, because = _conclude(findings)
    return DutyProposal(
        incident=incident.id, protected=entry.id, policy=policy.digest, findings=findings, proposes=proposes,
        because=because, became_aware=aware, due=aware + timedelta(hours=policy.hours), by=by, at=at,
    )  # fmt: skip


def _conclude(findings: tuple[Finding, ...]) -> tuple[Warn | NoDuty | Refer, str]:
    unmet = [f for f in findings if f.met is Met.NO]
    doubtful = [f for f in findings if f.met is Met.UNKNOWN]
    if unmet:
        first = unmet[0]
        return (
            NoDuty(criterion=first.rule, justification=first.because),
            f"{first.rule} is not met: {first.because}; a person decides",
        )
    if doubtful:
        open_ = ", ".join(f.rule for f in doubtful)
        return Warn(), f"nothing speaks against it; in doubt ({open_}), inform"
    return Warn(), "every test is met"
