"""The command line: each command is one call to the desk and one to print.

Data goes to stdout, words to stderr. Exit codes: 0 fine; 1 "no" (verification failed, a notice
undelivered, a report refused, a text not approved, a disk or database that gave way); 2 wrong use.
"""

import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword

import click

from tocsin import __version__
from tocsin.cli.output import say
from tocsin.model import TocsinError

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_MODULES = {
    "reading": ("read", "take"),
    "noting": ("note",),
    "looking": ("incidents", "show", "why", "notices"),
    "deciding": ("link", "grade", "assess", "correct", "rule", "close"),
    "watching": ("duty", "since", "watch"),
    "noticing": ("submit", "approve", "extend", "translate", "cancel"),
    "sending": ("dispatch", "bounces", "ack"),
    "acks": ("serve-acks",),
    "feeding": ("feed",),
    "telling": ("disclosures", "account"),
    "consulting": ("consult",),
    "relaying": ("relay",),
    "weighing": ("weigh",),
    "hindsight": ("outcome", "hindsight"),
    "keys": ("keys",),
    "personal": ("personal",),
    "registering": ("register", "policy"),
    "record": ("ledger",),
    "exporting": ("export",),
    "importing": ("import",),
    "demo": ("demo",),
}
"""The commands of each module. Only the module of the command that is asked for is loaded: lists must come at once."""
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


class _Commands(click.Group):
    """A group that loads a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Every name, in the order of the alphabet."""
        return sorted(_MODULE_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        """The command of a name, from its module."""
        if cmd_name not in _MODULE_OF:
            return None
        name = cmd_name.replace("-", "_")
        name += "_" * iskeyword(name)
        found = getattr(import_module(f"tocsin.cli.{_MODULE_OF[cmd_name]}"), name)
        return found if isinstance(found, click.Command) else None


@click.group(cls=_Commands, context_settings=_SETTINGS)
@click.version_option(__version__, prog_name="tocsin")
def tocsin() -> None:
    """From reports to warnings, on a record that nobody can quietly change."""


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
