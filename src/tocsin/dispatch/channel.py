"""The port that every channel fits, and what it answers."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from tocsin.model import Attempt, Contact, Delivery, Notice, NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What is known of one attempt, and why, in words that hold no address.

    ACCEPTED: a server, disk or screen took it; nobody is said to have seen it. REFUSED: it was turned
    down, and the same attempt would be turned down again. FAILED: it certainly did not go out, and may
    be tried again. UNKNOWN: it may have gone out; trying again may send it twice.
    """

    outcome: Delivery
    because: str


def failed(because: str) -> Sent:
    """What certainly did not go out, and may be tried again."""
    return Sent(outcome=Delivery.FAILED, because=f"{because}; it may be tried again")


def kind_of(error: Exception) -> str:
    """The error's kind and the system's standing words; never those of the other side."""
    strerror = error.strerror if isinstance(error, OSError) and isinstance(error.errno, int) else None
    return f"{type(error).__name__}, {strerror}" if strerror else type(error).__name__


class Channel(Protocol):
    """One way out. `name` is what contacts call it ("mail", "folder", "screen")."""

    @property
    def name(self) -> str:
        """What contacts call it."""
        ...

    def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
        """Try once; never raise for what lies outside."""
        ...


@runtime_checkable
class Keeping(Protocol):
    """A channel that can keep its way out open from one notice to the next."""

    def kept(self) -> AbstractContextManager[Channel]:
        """The same channel, whose way out stays open until the end of the block; used by one thread at a time."""
        ...


UNSIGNED = "unsigned, since the office had no key at hand whose certificate holds at its moment"
"""What is put down of an alert that leaves as it was drawn, although the office signs its alerts."""


def remarked(sent: Sent, notice: Notice, *, text: Callable[[Notice], str] | None) -> Sent:
    """The same, and that an alert went unsigned: `text` is how the office has its alerts leave, if it signs them."""
    gone = sent.outcome not in {Delivery.REFUSED, Delivery.FAILED}
    if gone and text is not None and notice.kind is NoticeKind.ALERT and text(notice) == notice.body:
        return replace(sent, because=f"{sent.because}; {UNSIGNED}")
    return sent


UNNAMED = "unnamed-"
"""Before a channel's name: the same way, set up so that nothing on it says whose desk this is."""


def way(notice: Notice, contact: Contact) -> str:
    """The name of the channel by which a notice goes to a contact: of another where it does not name us."""
    return f"{UNNAMED}{contact.channel}" if notice.unnamed else contact.channel


@contextmanager
def kept(channels: Mapping[str, Channel]) -> Iterator[dict[str, Channel]]:
    """These channels, those that can do so keeping their way out open until the end of the block."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(each.kept()) if isinstance(each, Keeping) else each
            for name, each in channels.items()
        }
