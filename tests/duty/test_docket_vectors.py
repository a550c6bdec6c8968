"""The language-neutral vectors of the docket: after these acts, this is left to do."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.duty.test_docket import notice, proposal, ruled
from tests.scene import AT, OFFICER, policy
from tocsin.duty.docket import Pair, clocks
from tocsin.model import (
    Approval,
    Cancellation,
    Closing,
    DutyDecision,
    DutyProposal,
    Extension,
    Finding,
    Foretold,
    Met,
    NoDuty,
    Notice,
    NoticeKind,
    Person,
    Policy,
    Refer,
    Reopening,
    Ruling,
    Waive,
    Warn,
    digest,
)

FILE = Path(__file__).parents[1] / "conformance" / "duty" / "docket.toml"
CASES = tomllib.loads(FILE.read_text("utf-8"))["case"]
RULINGS: Mapping[str, Ruling] = {
    "warn": Warn(), "alert": Warn(), "refer": Refer(question="Is it open?"),
    "waive": Waive(ground="W1", justification="They know.", by=OFFICER),
    "no-duty": NoDuty(criterion="real", justification="a hoax"),
}  # fmt: skip
WORD = {
    "decide": "decide",
    "update": "update",
    "approve": "approve",
    "extend, renew or cancel": "renew",
    "update or cancel": "recall",
}


@dataclass
class Story:
    """A pair as it grows, act by act; each thing is known by the name that the vectors give it."""

    case: Mapping[str, Any]
    hour: int = 0
    proposals: dict[str, DutyProposal] = field(default_factory=dict)
    decisions: list[DutyDecision] = field(default_factory=list)
    reopenings: list[Reopening] = field(default_factory=list)
    notices: dict[str, Notice] = field(default_factory=dict)
    approvals: list[Approval] = field(default_factory=list)
    cancellations: list[Cancellation] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    overtaken: set[str] = field(default_factory=set)
    extensions: list[Extension] = field(default_factory=list)
    foretold: list[Foretold] = field(default_factory=list)

    def play(self) -> list[str]:
        """Play the acts; what is left to do, by the vectors' names."""
        for name in self.case.get("proposed", ["p"]):
            at, _, incident = name.partition("@")
            self.proposals[name] = proposal(self.policy(at).digest, incident or "i")
        for act in self.case["acts"]:
            self.hour += 1
            self.act(*act.split(" ", 1))
        names = {p.id: name for name, p in self.proposals.items()} | {n.id: name for name, n in self.notices.items()}
        return [f"{WORD[c.task]} {names[c.about]}" for c in clocks(self.pair(), incident="i")]

    def act(self, verb: str, about: str = "") -> None:
        """One act."""
        at = AT + timedelta(hours=self.hour)
        if verb in RULINGS:
            known = tuple(f.statement for f in self.foretold)
            rests_on = (Finding(rule="real", met=Met.YES, statements=known, because="it is said"),)
            made = ruled(self.proposals[about], RULINGS[verb], hour=self.hour)
            self.decisions.append(replace(made, findings=rests_on))
            if verb in {"warn", "alert"}:
                self.draw("a" if verb == "alert" else "b")
        elif verb == "approve":
            name, _, who = about.partition(" by ")
            word = self.notices[name]
            by = Person(name=f"Exercise Approver {who or 'Jonas'}")
            self.approvals.append(Approval(notice=word.id, body=digest(word.body), by=by, at=at))
        elif verb == "cancel":
            word = self.notices[about]
            self.cancellations.append(Cancellation(notice=word.id, because="a hoax", by=OFFICER, at=at))
            made = next(d for d in self.decisions if d.id == word.decision)
            self.draw("c", made, revises=word.id, cancels=True, sent=at)
        elif verb == "hear":
            self.foretold.append(Foretold(statement=about, at=at))
            self.proposals = {n: replace(p, foretold=tuple(self.foretold)) for n, p in self.proposals.items()}
        elif verb == "extend":
            word = self.notices[about]
            until = word.expires + timedelta(hours=1)
            self.extensions.append(Extension(notice=word.id, until=until, because="it goes on", by=OFFICER, at=at))
            made = next(d for d in self.decisions if d.id == word.decision)
            self.draw("b", made, revises=word.id, sent=at)
        elif verb == "reopen":
            last = [d for d in self.decisions if d.proposal == self.proposals[about].id][-1]
            self.reopenings.append(Reopening(decision=last.id, because="retracted", by=OFFICER, at=at))
        elif verb == "refer-to":
            self.overtaken.add(f"desk.example,{about},{at.isoformat()}")
        else:
            assert verb == "close"
            self.closings.append(Closing(incident="i", because="it is over", by=OFFICER, at=at))

    def draw(self, letter: str, decision: DutyDecision | None = None, **more: Any) -> None:
        """A notice is drawn up: a briefing, an alert, or the word that one is cancelled."""
        name = f"{letter}{1 + sum(other.startswith(letter) for other in self.notices)}"
        kind = NoticeKind.ALERT if letter == "a" else NoticeKind.BRIEFING
        self.notices[name] = notice(decision or self.decisions[-1], kind=kind, body=name, **more)

    def policy(self, name: str) -> Policy:
        """The policy p or q, which asks for as many approvers as the case says."""
        found = policy(name)
        return Policy(**{f: getattr(found, f) for f in found.__slots__} | {"approvers": self.case.get("approvers", 1)})

    def pair(self) -> Pair:
        """All of it."""
        return Pair(
            proposals=tuple(self.proposals.values()), decisions=tuple(self.decisions),
            reopenings=tuple(self.reopenings), notices=tuple(self.notices.values()), approvals=tuple(self.approvals),
            cancellations=tuple(self.cancellations), extensions=tuple(self.extensions), closings=tuple(self.closings),
            policies=(self.policy("p"), self.policy("q")), overtaken=frozenset(self.overtaken),
        )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_left_to_do_is_what_is_written_down(case: Mapping[str, Any]) -> None:
    assert sorted(Story(case).play()) == sorted(case["open"])


def test_a_near_miss_differs_from_its_neighbour_and_comes_out_otherwise() -> None:
    by_name = {case["name"]: case for case in CASES}
    assert len(by_name) == len(CASES)
    for case in CASES:
        if "near" in case:
            assert by_name[case["near"]]["open"] != case["open"], case["name"]
