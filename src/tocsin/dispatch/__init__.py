"""Dispatch: a notice goes out by one channel to one contact, and what is known of it comes back.

A channel never raises for what a recipient, a server or a disk does: each of these is a `Sent` with its
reason. The reason never holds an address, since reasons are printed, logged and kept.
"""

from tocsin.dispatch.channel import Channel, Sent
from tocsin.dispatch.folder import Folder
from tocsin.dispatch.message import compose
from tocsin.dispatch.screen import Screen
from tocsin.dispatch.services import Services
from tocsin.dispatch.smtp import Smtp
from tocsin.dispatch.terms import Retry, Terms
from tocsin.dispatch.webhook import Webhook

__all__ = ["Channel", "Folder", "Retry", "Screen", "Sent", "Services", "Smtp", "Terms", "Webhook", "compose"]
