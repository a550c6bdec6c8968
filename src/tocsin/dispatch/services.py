"""Whatever Apprise reaches (an optional extra): telephones, chats, pagers, by a name that the office gave each.

The address of a service holds keys and numbers. It stands in the office's configuration; the register, the record and
every reason hold the name it has there, and Apprise's own `url_id`.
"""

import logging
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tocsin.dispatch.channel import Sent
from tocsin.dispatch.message import subject, words
from tocsin.model import Attempt, BadInput, Contact, Delivery, Notice, NoticeKind, NoticeStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Services by name, each with Apprise's address of it. `timeout` is in seconds, for one notice to one service.

    Apprise says whether a service confirmed. Where none did, the notice may have gone out or not: UNKNOWN.
    """

    urls: Mapping[str, str] = field(repr=False)
    timeout: float = 30.0
    link: Callable[[Notice, Attempt], str] | None = field(default=None, repr=False)
    name: str = "apprise"

    def __post_init__(self) -> None:
        for name, url in self.urls.items():
            _service(name, url)

    def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
        """One call of one service."""
        if notice.status is NoticeStatus.DRAFT:
            return Sent(outcome=Delivery.REFUSED, because="it is a draft, and drafts are not sent")
        if contact.address not in self.urls:
            return Sent(outcome=Delivery.REFUSED, because="the office has no service of that name")
        service, url_id = _service(contact.address, self.urls[contact.address])
        text = words(notice.below) if notice.kind is NoticeKind.ALERT else notice.body
        link = self.link(notice, attempt) if self.link else ""
        if link:
            text = f"{text.rstrip()}\n\n{link}\n"
        result = service.notify(body=text, title=subject(notice), body_format="text", timeout=self.timeout)
        if result.status.name == "SUCCESS":
            return Sent(outcome=Delivery.ACCEPTED, because=f"the service took it (url_id {url_id})")
        because = (
            f"the service did not confirm it ({result.status.name.lower()}, url_id {url_id}); it may be tried again"
        )
        return Sent(outcome=Delivery.UNKNOWN, because=because)


def _service(name: str, url: str) -> tuple[Any, str]:
    """The service of an address, and its url_id.

    Raises:
        BadInput: Apprise is not installed, or knows no such address. The message does not repeat it.
    """
    where = f"[channels.apprise.urls], {name}"
    try:
        import apprise  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        now = "pip install 'tocsin[apprise]'"
        raise BadInput(where="[channels.apprise]", what="Apprise is not installed", now=now) from error
    log = logging.getLogger("apprise")  # it would print addresses
    log.propagate = False
    log.addHandler(logging.NullHandler())
    asset = apprise.AppriseAsset(app_id="Tocsin", storage_mode=apprise.PersistentStoreMode.MEMORY)
    service = apprise.Apprise(asset=asset)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of what its plug-ins are built on
        known = service.add(url)
    if not known:
        raise BadInput(where=where, what="Apprise knows no such address", now="see the list of its services")
    first: Any = service[0]
    return service, str(first.url_id())
