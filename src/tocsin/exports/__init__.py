"""Exports: a case as others read it, in STIX 2.1 or as rows of event data. What may not leave does not come in."""

from tocsin.exports.case import Case
from tocsin.exports.misp import Dissemination, event
from tocsin.exports.rows import GTD, UCDP, gtd, ucdp
from tocsin.exports.stix import bundle

__all__ = ["GTD", "UCDP", "Case", "Dissemination", "bundle", "event", "gtd", "ucdp"]
