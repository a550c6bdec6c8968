"""What each recipient may be told: a ruling goes in, a CAP alert and a briefing with a tear line come out."""

from tocsin.release.alert import cap_time
from tocsin.release.drawing import draw_up
from tocsin.release.issuer import Issuer

__all__ = ["Issuer", "cap_time", "draw_up"]
