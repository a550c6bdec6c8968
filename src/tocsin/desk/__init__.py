"""The desk: the order of work. It alone knows the rooms' order, and writes each step into the casebook."""

from tocsin.desk.dossier import Dossier, dossier
from tocsin.desk.duties import open_duties
from tocsin.desk.office import Office, load_office
from tocsin.desk.people import find_incident
from tocsin.desk.take import live, take
from tocsin.desk.why import Why, why
from tocsin.desk.why import lines as why_lines

__all__ = [
    "Dossier",
    "Office",
    "Why",
    "dossier",
    "find_incident",
    "live",
    "load_office",
    "open_duties",
    "take",
    "why",
    "why_lines",
]
