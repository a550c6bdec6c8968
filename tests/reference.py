"""The reference of the command line, written from the commands themselves."""

import inspect
from collections.abc import Iterator

import click

from tocsin import cli

HEAD = """# The command line

Written from the commands by `make docs`; a test holds it to them. What a command prints for you to use goes to
standard output, what it says to you goes to standard error. `--json` gives JSON Lines: one typed object a line,
as `docs/schema/tocsin.schema.json` has it.

Ids may be shortened, as in git, to any beginning that no other id shares. Wherever `--at` is left out, it is now,
by the time zone of the machine (`TZ`); every moment on record bears its zone.

| exit code | meaning |
|---|---|
| 0 | fine |
| 1 | no: something was refused, unanswered, undelivered or unacknowledged, or the record does not verify |
| 2 | wrong use, or what came in cannot be used; nothing was done |

| variable | what it stands for |
|---|---|
| `TOCSIN_CONFIG` | `--config` |
| `TOCSIN_AT` | `--at` |
| `DATABASE_URL` | the casebook, before the one that the configuration names |
| `TOCSIN_ENDPOINT_KEY` | the key of `--endpoint`; there is no option for it |
"""


def reference() -> str:
    """Every command, with its arguments and options."""
    parts = [HEAD]
    for words, command in everything():
        parts.append(f"\n## {words}\n\n{_said(command)}\n\n    {_usage(words, command)}\n{_options(command)}")
    return "".join(parts)


def everything() -> Iterator[tuple[str, click.Command]]:
    """Each command that does something, in alphabetical order, under the words that call it."""
    yield from _under("tocsin", cli.tocsin)


def options(command: click.Command) -> tuple[click.Option, ...]:
    """The options of a command, but for `--help`."""
    return tuple(p for p in command.params if isinstance(p, click.Option))


def _under(words: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield words, command
        return
    context = click.Context(command)
    for name in sorted(command.list_commands(context)):
        found = command.get_command(context, name)
        assert found is not None
        yield from _under(f"{words} {name}", found)


def _said(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "").replace("\n", " ")


def _usage(words: str, command: click.Command) -> str:
    context = click.Context(command, info_name=words)
    return " ".join((words, *command.collect_usage_pieces(context)))


def _options(command: click.Command) -> str:
    if not options(command):
        return ""
    context = click.Context(command)
    rows = (option.get_help_record(context) for option in options(command))
    lines = (f"| `{_cell(row[0])}` | {_cell(row[1])} |" for row in rows if row)
    return "\n| option | |\n|---|---|\n" + "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")
