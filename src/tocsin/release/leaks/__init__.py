"""Leaks: what is kept back and a text that leaves go in; where the text tells of it comes out, with the reason."""

from tocsin.release.leaks.finding import Leak, search
from tocsin.release.leaks.holding import Held, Names, hold, moment_form
from tocsin.release.leaks.spelling import plain_letters
from tocsin.release.leaks.unwrapping import Surface, surfaces

__all__ = ["Held", "Leak", "Names", "Surface", "hold", "moment_form", "plain_letters", "search", "surfaces"]
