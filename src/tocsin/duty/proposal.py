"""What the program proposes for each open incident and each exposed entry; it decides nothing."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tocsin.duty.criteria import Facts, answer
from tocsin.duty.exposure import exposed
from tocsin.duty.harms import weigh
from tocsin.duty.outlook import ahead, is_open
from tocsin.model import (
    DutyProposal,
    Finding,
    Grade,
    Incident,
    Met,
    NoDuty,
    Policy,
    Program,
    Refer,
    Register,
    Statement,
    Warn,
)


def propose(
    incident: Incident, *, statements: Mapping[str, Statement], grades: Mapping[str, Grade], register: Register,
    policy: Policy, aware: Mapping[str, datetime], by: Program, at: datetime,
) -> tuple[DutyProposal, ...]:  # fmt: skip
    """One proposal for each entry that stands in the way of an incident that may still happen; no other.

    The clock starts when the first report that speaks of it reached us (`aware`, by report), and is due
    the policy's hours later; where no report's coming is known, it starts at `at`. Doubt (a test answered
    unknown) is proposed as a warning; where no place is said that a warning could tell to avoid (a country,
    wider still, or none), a question is proposed. What the warning itself may do is answered beside, and
    changes none of this. Whether a person closed the incident is `is_open`'s to say.
    """
    if not is_open(incident, statements, ()):
        return ()
    coming = ahead(incident, statements)
    every = tuple(statements[s] for s in incident.statements if s in statements)
    became_aware = min((aware[s.report] for s in coming if s.report in aware), default=at)
    found = []
    for entry in register.entries:
        exposure = exposed(entry, incident, statements)
        if exposure is None:
            continue
        facts = Facts(ahead=coming, every=every, grades=grades, entry=entry, exposure=exposure)
        findings = tuple(answer(rule, facts) for rule in policy.rules)
        proposes, because = _conclude(findings, asks=exposure.asks)
        found.append(
            DutyProposal(
                incident=incident.id,
                protected=entry.id,
                policy=policy.digest,
                findings=findings,
                proposes=proposes,
                because=because,
                became_aware=became_aware,
                due=became_aware + timedelta(hours=policy.hours),
                by=by,
                at=at,
                harms=tuple(weigh(harm, facts) for harm in policy.harms),
            )
        )
    return tuple(found)


def _conclude(findings: tuple[Finding, ...], *, asks: str) -> tuple[Warn | NoDuty | Refer, str]:
    unmet = next((f for f in findings if f.met is Met.NO), None)
    if unmet is not None:
        because = f"{unmet.rule} is not met: {unmet.because}; a person decides"
        return NoDuty(criterion=unmet.rule, justification=unmet.because), because
    if asks:
        return Refer(question=asks), "no place is said that a warning could tell to avoid; the clock runs on"
    doubtful = ", ".join(f.rule for f in findings if f.met is Met.UNKNOWN)
    if doubtful:
        return Warn(), f"nothing speaks against it; in doubt ({doubtful}), inform"
    return Warn(), "every test is met"
