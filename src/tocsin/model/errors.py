"""What can go wrong, said so that a tired person knows where, what, and what now.

TocsinError
├── BadInput          what came from outside cannot be used
├── NotFound          no such thing, or too many things of that name
├── NotAllowed        the house forbids it: silence without a person, approval without the text
├── RecordBroken      the record does not verify
└── Unavailable       a disk, database or server is not there
"""


class TocsinError(Exception):
    """Something went wrong.

    Attributes:
        where: the thing at hand ("register.toml, entry 3").
        what: what is wrong with it; by default the class's docstring.
        now: what a person can do next.
    """

    exit_code = 2

    def __init__(self, *, where: str = "", what: str = "", now: str = "") -> None:
        self.where = where
        self.what = what or (type(self).__doc__ or "").splitlines()[0]
        self.now = now
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.now}" if self.now else head


class BadInput(TocsinError):
    """What came from outside cannot be used."""


class NotFound(TocsinError):
    """No such thing is in the casebook."""


class NotAllowed(TocsinError):
    """The house does not allow this."""


class RecordBroken(TocsinError):
    """The record does not verify."""

    exit_code = 1


class Unavailable(TocsinError):
    """Something this step needs is not there."""

    exit_code = 1
