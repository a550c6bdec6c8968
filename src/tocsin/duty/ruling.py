"""A person's ruling on a proposal."""

from datetime import datetime

from tocsin.model import (
    DutyDecision,
    DutyProposal,
    NoDuty,
    NotAllowed,
    Person,
    Policy,
    Refer,
    Ruling,
    Waive,
    Warn,
    WarnUnnamed,
)


def rule(proposal: DutyProposal, ruling: Ruling, *, policy: Policy, by: Person, at: datetime) -> DutyDecision:
    """The decision that a person takes on a proposal, under the policy it was made under.

    Raises:
        NotAllowed: it is no person who rules, the policy is another, the ground or the criterion is not
            one of the policy's, or what must be justified in writing is not.
    """
    where = f"ruling on {proposal.id[:12]}"
    if not isinstance(by, Person):
        raise NotAllowed(where=where, what="only a person rules", now="say who you are with --by NAME")
    if policy.digest != proposal.policy:
        raise NotAllowed(
            where=where, what="the proposal was made under another policy", now="rule on the newer proposal"
        )
    if at.tzinfo is None:
        raise NotAllowed(where=where, what="the moment of a ruling has a zone", now="give one, as +03:00")
    _sound(ruling, policy=policy, by=by, where=where)
    return DutyDecision(
        proposal=proposal.id,
        incident=proposal.incident,
        protected=proposal.protected,
        findings=proposal.findings,
        ruling=ruling,
        policy=policy.digest,
        became_aware=proposal.became_aware,
        due=proposal.due,
        by=by,
        at=at,
    )


def _sound(ruling: Ruling, *, policy: Policy, by: Person, where: str) -> None:
    match ruling:
        case WarnUnnamed(because=because):
            _in_words(because, where=where, whose="a warning without our name")
        case Warn():
            return
        case Waive(ground=ground, justification=justification, by=who):
            grounds = [g.id for g in policy.grounds]
            if ground not in grounds:
                listed = ", ".join(grounds) or "none"
                raise NotAllowed(
                    where=where,
                    what=f"{ground!r} is no ground of {policy.id}",
                    now=f"it has {listed}; there is no other",
                )
            if who != by:
                raise NotAllowed(where=where, what="a waiver is signed by whoever rules", now="one person, one name")
            _in_words(justification, where=where)
        case NoDuty(criterion=criterion, justification=justification):
            rules = [r.id for r in policy.rules]
            if criterion not in rules:
                raise NotAllowed(
                    where=where,
                    what=f"{criterion!r} is no rule of {policy.id}",
                    now=f"it has {', '.join(rules)}",
                )
            _in_words(justification, where=where)
        case Refer(question=question):
            if not _says(question):
                raise NotAllowed(where=where, what="a referral asks a question", now="say which, with --because")
        case _:
            raise NotAllowed(
                where=where, what=f"{type(ruling).__name__} is no ruling", now="warn, waive, none or refer"
            )


def _in_words(justification: str, *, where: str, whose: str = "silence") -> None:
    if not _says(justification):
        raise NotAllowed(where=where, what=f"{whose} needs a written justification", now="say why, with --because")


def _says(text: str) -> bool:
    """Whether there is a letter in it: neither blanks nor dots nor unseen characters justify silence."""
    return any(letter.isalpha() for letter in text)
