"""What each recipient may be told: a ruling goes in, a CAP alert and a briefing with a tear line come out."""

from tocsin.release.alert import MsgType, Words, alert, cap_time, message_type, referable
from tocsin.release.checks import Fault, faults
from tocsin.release.drawing import draw_up
from tocsin.release.issuer import Issuer
from tocsin.release.signing import certificate, sign, verify

__all__ = [
    "Fault", "Issuer", "MsgType", "Words", "alert", "cap_time", "certificate", "draw_up", "faults", "message_type",
    "referable", "sign", "verify",
]  # fmt: skip
