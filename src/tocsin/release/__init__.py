"""What each recipient may be told: a ruling goes in, a CAP alert and a briefing with a tear line come out."""

from tocsin.release.alert import MsgType, Words, alert, cap_time, referable
from tocsin.release.checks import Fault, faults
from tocsin.release.drawing import Material, draw_up
from tocsin.release.issuer import Issuer
from tocsin.release.life import Life, may_not_approve, state
from tocsin.release.revising import cancelled, extended, follows
from tocsin.release.signing import Signer, certificate, sign, signer_of, verify

__all__ = [
    "Fault", "Issuer", "Life", "Material", "MsgType", "Signer", "Words", "alert", "cancelled", "cap_time",
    "certificate", "draw_up", "extended", "faults", "follows", "may_not_approve", "referable", "sign", "signer_of",
    "state", "verify",
]  # fmt: skip
