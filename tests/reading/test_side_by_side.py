"""Of what is to come everything that is named side by side is a target: whoever is left out is not warned."""

import pytest

from tests.reading.told import read

CASES = [
    ("Police warned that gunmen may attack concerts and hotels in Kisumu on March 28.", ("concerts", "hotels")),
    ("Police warned of attacks on schools, hotels and churches in Kisumu.", ("schools", "hotels", "churches")),
    ("Police warned that gunmen may attack a church or a mosque in Kisumu.", ("church", "mosque")),
    ("Police warned that gunmen may attack clinics and a choir concert in Kisumu.", ("clinics", "concert")),
    ("The group threatened to bomb hotels and embassies in Kisumu.", ("hotels", "embassies")),
    ("Police warned that gunmen may attack a market and flee to a hotel in Kisumu.", ("market",)),
    ("Police warned of attacks on the market in Kisumu and asked hotels to close.", ("market",)),
    ("Police warned that gunmen may attack a market near the hotel in Kisumu.", ("market",)),
]


@pytest.mark.parametrize(("sentence", "targets"), CASES)
def test_what_is_named_side_by_side_is_feared_for(sentence: str, targets: tuple[str, ...]) -> None:
    (said,) = read(sentence)
    assert tuple(m.span.quote for m in said.roles.target) == targets
