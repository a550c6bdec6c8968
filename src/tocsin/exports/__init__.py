"""Exports: a case as others read it: STIX 2.1, MISP, rows of event data, or an archive that another Tocsin imports.

What may not leave does not come in.
"""

from tocsin.exports.archive import Archive, Recorded, pack, proof_of, unpack
from tocsin.exports.case import Case
from tocsin.exports.misp import Dissemination, event
from tocsin.exports.rows import GTD, UCDP, gtd, ucdp
from tocsin.exports.stix import bundle

__all__ = [
    "GTD",
    "UCDP",
    "Archive",
    "Case",
    "Dissemination",
    "Recorded",
    "bundle",
    "event",
    "gtd",
    "pack",
    "proof_of",
    "ucdp",
    "unpack",
]
