"""The command line: each command is one call to the desk and one to print.

Data goes to stdout, words to stderr. Exit codes: 0 fine; 1 "no" (verification failed, a notice
undelivered, a report refused, a text not approved, a disk or database that gave way); 2 wrong use.
"""

import io
import os
import sys
from contextlib import suppress

import click

from tocsin import __version__
from tocsin.cli.acks import serve_acks
from tocsin.cli.deciding import assess, close, correct, grade, link, rule
from tocsin.cli.demo import demo
from tocsin.cli.keys import keys
from tocsin.cli.looking import incidents, notices, show, why
from tocsin.cli.noticing import approve, cancel, extend, submit
from tocsin.cli.output import say
from tocsin.cli.reading import read, take
from tocsin.cli.record import ledger
from tocsin.cli.sending import ack, bounces, dispatch
from tocsin.cli.watching import duty, since, watch
from tocsin.model import TocsinError

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_SETTINGS)
@click.version_option(__version__, prog_name="tocsin")
def tocsin() -> None:
    """From reports to warnings, on a record that nobody can quietly change."""


for _command in (
    read, take, incidents, show, why, link, grade, assess, correct, duty, since, watch, rule, close, notices, submit,
    approve, extend, cancel, dispatch, bounces, ack, serve_acks, keys, ledger, demo,
):  # fmt: skip
    tocsin.add_command(_command)


def main() -> None:
    """Run the command line; what is known to go wrong is said in words, never as a stack trace."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without Cyrillic is no reason to stop
    try:
        code = tocsin.main(standalone_mode=False)
        sys.stdout.flush()
    except TocsinError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        say("stopped; what was recorded before stands")
        sys.exit(1)
    except BrokenPipeError:
        _let_go_of_stdout()
        sys.exit(0)
    except OSError as error:
        _let_go_of_stdout()
        where, what = error.filename or "output", error.strerror or type(error).__name__
        say(f"{where}: {what}\n  see the disk and the path; what was recorded before stands")
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _let_go_of_stdout() -> None:
    """Nothing more can be written there, and what is still held back must not be tried again at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
