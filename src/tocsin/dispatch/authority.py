"""Asking a time stamping authority over HTTP (RFC 3161, 3.4). Nothing is followed, and no proxy is looked for."""

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from tocsin.model import BadInput, Unavailable

_LONGEST = 2**16


def ask(url: str, request: bytes, *, timeout: float = 20.0) -> bytes:
    """The authority's answer to a request, as it came.

    Raises:
        BadInput: the address is none of HTTP.
        Unavailable: the authority is not there, or answers otherwise than with a time stamp.
    """
    where = "time stamping authority"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadInput(where=where, what=f"its address cannot be used: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadInput(where=where, what="its address cannot be used", now='write url = "https://HOST/PATH"')
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(parts.hostname, port, timeout=timeout)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body=request, headers={"Content-Type": "application/timestamp-query"})
        answer = connection.getresponse()
        body = answer.read(_LONGEST)
        kind = answer.headers.get_content_type()
    except (OSError, HTTPException) as error:
        what = f"it was not reached: {type(error).__name__}"
        raise Unavailable(where=where, what=what, now="the checkpoint stands without a stamp; try again") from error
    finally:
        connection.close()
    if answer.status != 200 or kind != "application/timestamp-reply":  # noqa: PLR2004 - RFC 9110, 15.3.1
        raise Unavailable(where=where, what=f"it answered {answer.status}, {kind}", now="see url under [timestamps]")
    return body
