"""The options of a command that may put what it reads to an endpoint: none is asked unless it is named."""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import click

from tocsin.cli.output import say
from tocsin.cli.setting import legible
from tocsin.desk.endpoint import Endpoint, endpoint
from tocsin.desk.office import Office
from tocsin.desk.reader import Together
from tocsin.model import BadInput
from tocsin.reading import Asked, Reader, Rules

KEY = "TOCSIN_ENDPOINT_KEY"

_endpoint = click.option(
    "--endpoint", metavar="URL",
    help="Have the reports read by the model behind this address, which speaks chat completions.  [default: nobody is "
    "asked; the rules read]",
)  # fmt: skip
_model = click.option("--model", metavar="NAME", help="The model to ask for at the endpoint.")
_reader = click.option(
    "--reader", type=click.Choice(["rules", "both"]), envvar="TOCSIN_READER",
    help="Who reads: the rules alone, or the rules and the encoder together, who find more and take some accidents "
    "for attacks.  [default: whom the configuration names, or the rules]",
)  # fmt: skip
_in_clear = click.option("--in-clear", is_flag=True, help="Allow an endpoint elsewhere without encryption.")
_patience = click.option(
    "--patience", type=click.IntRange(1, 3600), default=300, show_default=True,
    help="Seconds that an answer of the endpoint may take.",
)  # fmt: skip


def asking(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command these options, and what they come to as `asked`: an endpoint, or the reader of ours that reads."""

    @_reader
    @_endpoint
    @_model
    @_in_clear
    @_patience
    @wraps(command)
    def with_options(
        *, reader: str | None, endpoint: str | None, model: str | None, in_clear: bool, patience: int, **others: Any
    ) -> int:
        asked = _chosen(endpoint, model, in_clear=in_clear, patience=patience)
        return command(asked=asked or (OURS[reader] if reader else None), **others)

    return with_options


OURS: dict[str, Reader] = {"rules": Rules(), "both": Together()}


def reads_with(office: Office, asked: Endpoint | Reader | None) -> Office:
    """The office with the reader that is named, if one is; whoever sends text away is told so.

    Raises:
        BadInput: the office's own weights are to read, and cannot: no report is refused for what is wrong with them.
    """
    if isinstance(asked, Endpoint):
        return _asking(office, asked)
    reader = office.together if isinstance(asked, Together) else asked or office.reader
    if isinstance(reader, Together) and reader.weights:
        reader.load()
    return replace(office, reader=reader)


def _asking(office: Office, asked: Endpoint) -> Office:
    if not asked.stays:
        how = "not encrypted" if asked.clear else "encrypted"
        say(f"the text of the reports leaves this machine: it is sent to {asked.host}, {how} on the way")
    reader = Asked(model=asked.model, ask=asked.ask)
    return replace(office, reader=reader, sends_to="" if asked.stays else asked.host)


def _chosen(url: str | None, model: str | None, *, in_clear: bool, patience: int) -> Endpoint | None:
    """The endpoint that the options name.

    Raises:
        BadInput: one is named without the other, or cannot be used.
    """
    if url is None and model is None:
        return None
    if url is None:
        raise BadInput(where="--model", what="no endpoint is named to ask it at", now="name one with --endpoint")
    if model is None:
        raise BadInput(where="--endpoint", what="no model is named to ask for", now="name one with --model")
    name = legible(model, where="--model")
    return endpoint(url, model=name, key=os.environ.get(KEY, ""), in_clear=in_clear, patience=patience)
