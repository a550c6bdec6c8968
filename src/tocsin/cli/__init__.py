"""The command line: each command is one call to the desk and one to print.

Data goes to stdout, words to stderr. Exit codes: 0 fine, 1 "no" (verification failed, a notice
undelivered, a report refused), 2 wrong use.
"""

import sys

import click

from tocsin import __version__
from tocsin.cli.deciding import approve, assess, close, correct, grade, link, rule
from tocsin.cli.demo import demo
from tocsin.cli.looking import duty, incidents, notices, show, why
from tocsin.cli.reading import read, take
from tocsin.cli.record import ledger
from tocsin.cli.sending import ack, dispatch
from tocsin.model import TocsinError

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_SETTINGS)
@click.version_option(__version__, prog_name="tocsin")
def tocsin() -> None:
    """From reports to warnings, on a record that nobody can quietly change."""


for _command in (
    read, take, incidents, show, why, link, grade, assess, correct, duty, rule, close, notices, approve, dispatch,
    ack, ledger, demo,
):  # fmt: skip
    tocsin.add_command(_command)


def main() -> None:
    """Run the command line; an error that Tocsin knows is printed in words, never as a stack trace."""
    try:
        code = tocsin.main(standalone_mode=False)
    except TocsinError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; what was recorded before stands", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
