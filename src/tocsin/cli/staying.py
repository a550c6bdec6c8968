"""Commands that stay: they end when they are told to, never midway, and wait for a casebook that is away."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar

from tocsin.cli.output import say
from tocsin.model import TocsinError

Each = TypeVar("Each")

_PATIENCE = 60.0
"""Seconds after which a command that stays looks at a casebook again that was not there."""


def now() -> datetime:
    """The moment that it is, by the time zone of this machine: screens and texts tell the hour that is on the wall."""
    found = datetime.now(UTC).astimezone()
    return found.astimezone(timezone(found.utcoffset() or timedelta()))


def again(work: Callable[[], Iterable[Each]], *, every: float, stop: threading.Event) -> Iterator[Each]:
    """What some work brings, done again every so many seconds; a casebook that is not there is waited for."""
    wait = every
    while not stop.is_set():
        try:
            yield from work()
            wait = every
        except TocsinError as error:
            if error.exit_code != 1:
                raise
            say(f"{error}\n  trying again in {wait:g} s")
            wait = min(2 * wait, _PATIENCE)
        stop.wait(wait)


@contextmanager
def stopped() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set, instead of breaking off what is being done."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
