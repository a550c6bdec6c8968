"""Who in the office's care could not be reached tonight."""

from collections.abc import Mapping
from functools import partial
from ipaddress import ip_address
from urllib.parse import urlsplit

from tocsin import duty
from tocsin.desk.office import Office
from tocsin.dispatch.webhook import is_public
from tocsin.model import Concern, Contact
from tocsin.release.tongues import written


def concerns(office: Office) -> tuple[Concern, ...]:
    """What would keep those in the register from being warned, what reaches nobody at all first; nothing is sent."""
    there = {"screen", *office.channels}
    return duty.concerns(office.register, channels=there, written=written(), barred=partial(_barred, office))


def _barred(office: Office, contact: Contact) -> str:
    """Why a channel would refuse a contact as the office has set it up; "" where nothing speaks against it."""
    row = office.channels.get(contact.channel)
    if not isinstance(row, Mapping):
        return ""
    urls = row.get("urls")
    if contact.channel == "apprise" and isinstance(urls, Mapping) and contact.address not in urls:
        return "the office has no service of that name"
    if contact.channel == "webhook" and contact.address.startswith("http:") and row.get("clear") is not True:
        return "it is no https address, and the office allows no other"
    if contact.channel == "webhook" and row.get("private") is not True and _at_home(contact.address):
        return "it leads into a private network, and the office does not allow that"
    return ""


def _at_home(address: str) -> bool:
    """Whether an address is of this machine or a private network, as far as it shows without asking anybody."""
    try:
        host = urlsplit(address).hostname or ""
        return host == "localhost" or host.endswith(".localhost") or not is_public(ip_address(host))
    except ValueError:  # a name, which only the night resolves
        return False
