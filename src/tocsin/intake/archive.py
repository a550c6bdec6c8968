"""A zip: its members opened one by one, in memory, within limits; nothing is written anywhere."""

import io
import zipfile

from tocsin.intake.opener import Found, Further
from tocsin.intake.plain import tidy
from tocsin.model import Refused

MEMBERS = 200
RATIO = 200
"""Unpacked to packed, beyond which a member is a bomb; text packs about 3 to 10 to one."""
RATIO_FROM = 1024 * 1024
"""Bytes unpacked, below which no ratio harms."""
UNPACKED = 32 * 1024 * 1024
"""Bytes that all members may come to."""


def open_zip(data: bytes, *, name: str, further: Further) -> tuple[Found | Refused, ...]:
    """The documents in a zip; names of members are shown and never used as paths."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return (
            Refused(where=name, what="this zip is damaged", now="ask for it again, or for the files by themselves"),
        )
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        refused = _bomb(members, name)
        if refused:
            return (refused,)
        if any(m.filename == "[Content_Types].xml" for m in members):
            return (
                Refused(where=name, what="this is an Office file, which is not read", now="save it as PDF or text"),
            )
        found = [f for m in members for f in _member(archive, m, within=name, further=further)]
    return tuple(found) or (Refused(where=name, what="this zip is empty", now="see where it came from"),)


def _bomb(members: list[zipfile.ZipInfo], name: str) -> Refused | None:
    now = "do not unpack it; ask its sender for the files by themselves"
    if len(members) > MEMBERS:
        return Refused(where=name, what=f"this zip has {len(members)} members, and {MEMBERS} are read at most", now=now)
    if any(m.file_size > RATIO_FROM and m.file_size > RATIO * max(m.compress_size, 1) for m in members):
        return Refused(where=name, what=f"this zip is a bomb: a member unpacks to over {RATIO} times its size", now=now)
    if sum(m.file_size for m in members) > UNPACKED:
        what = f"this zip unpacks to over {UNPACKED // 2**20} MiB"
        return Refused(where=name, what=what, now=now)
    return None


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, within: str, further: Further
) -> tuple[Found | Refused, ...]:
    where = f"{within}, {tidy(member.filename)}"
    if member.flag_bits & 1:
        return (Refused(where=where, what="it is locked with a password", now="ask for it without one"),)
    try:
        with archive.open(member) as file:
            # What a zip says of its own sizes is not believed: one byte more than it said is one too many.
            content = file.read(member.file_size + 1)
    except Exception as error:  # noqa: BLE001 - zipfile raises what zlib, lzma and bz2 raise, and more
        what = f"it is damaged ({type(error).__name__})"
        return (Refused(where=where, what=what, now="ask for it again; the other members were read"),)
    if len(content) > member.file_size:
        return (Refused(where=where, what="it is larger than the zip says", now="do not unpack it"),)
    return further(content, name=where)
