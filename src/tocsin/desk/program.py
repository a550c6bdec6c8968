"""The program, as it stands on record."""

from tocsin import __version__
from tocsin.model import Program

TOCSIN = Program(name="tocsin", version=__version__)
