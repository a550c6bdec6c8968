"""What an office lays down: `tocsin register check`, `tocsin policy`."""

import tomllib
from pathlib import Path

import click

from tocsin import duty
from tocsin.cli.output import emit, say, tell
from tocsin.cli.setting import CONFIGURATION, as_json, config, set_up, setting, text_of
from tocsin.cli.tables import print_table, row, table
from tocsin.desk.reach import concerns
from tocsin.desk.reader import lacking
from tocsin.model import BadInput


@click.group()
def register() -> None:
    """Those in the office's care."""


@register.command()
@config
@as_json
def check(*, configuration: Path | None, as_json: bool) -> int:
    """Look for whoever could not be warned tonight: every unsound row, contact, channel, language and point.

    Nothing is sent, so that a mailbox which is full or gone is not found. The exit code is 1 where the register is
    unsound, a channel cannot be set up, or somebody in it cannot be reached by any way.
    """
    path = configuration or Path(CONFIGURATION)
    wrong = _faults(path)
    for fault in wrong:
        say(str(fault))
    if wrong:
        say(f"{len(wrong)} to mend; until then each is left out, and every command says so")
    from tocsin.desk.whereabouts import misplaced  # noqa: PLC0415 - whoever prints a policy need not load the places

    found = setting(configuration)
    told = (*concerns(found.office), *misplaced(found.office.register))
    for concern in told:
        if as_json:
            emit(concern)
        else:
            tell(f"{concern.entry}: {concern.what}{'; nothing else reaches it' if concern.grave else ''}")
            tell(f"  {concern.now}")
    lost = {c.entry for c in told if c.grave}
    weights = lacking(Path(found.office.weights)) if found.office.weights else None
    unsound = [*set_up(found)[1], *([weights] if weights else ())]
    for unset in unsound:
        say(str(unset))
    to_mend = len(wrong) + len(told) + len(unsound)
    say(f"{len(found.office.register.entries)} in our care, {len(lost)} whom nothing reaches, {to_mend} to mend")
    return 1 if wrong or lost or unsound else 0


def _faults(path: Path) -> tuple[BadInput, ...]:
    """All that is wrong in the register that a configuration names; what is wrong in that is not looked for here."""
    try:
        name = tomllib.loads(text_of(path)).get("office", {}).get("register", "")
    except (tomllib.TOMLDecodeError, AttributeError):
        return ()
    return duty.faults(text_of(path.parent / name), name=name) if isinstance(name, str) and name else ()


@click.command()
@click.argument("name", metavar="[NAME]", required=False)
def policy(*, name: str | None) -> None:
    """List the policies that come with Tocsin, or print the one called NAME: copy it, change it, name your file.

    Its comments say what each key may hold.
    """
    if name is not None:
        click.echo(duty.shipped_text(name), nl=False)
        return
    made = table("policy", "title", "version", "decided within", "published by")
    for each in map(duty.shipped_policy, duty.shipped_policies()):
        row(made, each.id, each.title, each.version, f"{each.hours} h", each.source)
    print_table(made)
