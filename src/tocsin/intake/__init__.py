"""Intake: bytes become reports, with the map back from their text to what was handed in.

`open_bytes` takes what came (text, HTML, PDF, mail, JSON lines, a zip of these) and gives a report for
each document in it, or a refusal that says where, what is wrong and what now; it never raises for what
the bytes hold. `original` says where a span of a report's text stands in the original.
"""

from tocsin.intake.opener import Found, Further, Opener
from tocsin.intake.opening import LARGEST, OPENERS, UNKNOWN_SOURCE, Opened, open_bytes
from tocsin.intake.pieces import original

__all__ = ["LARGEST", "OPENERS", "UNKNOWN_SOURCE", "Found", "Further", "Opened", "Opener", "open_bytes", "original"]
