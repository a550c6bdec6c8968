"""A label of the Traffic Light Protocol is found however it is written, and borne or only spoken of."""

import pytest

from tocsin.desk.labels import borne, labels
from tocsin.model import Tlp

WRITTEN = {
    "TLP:RED": Tlp.RED, "TLP: AMBER+STRICT": Tlp.AMBER_STRICT, "TLP AMBER": Tlp.AMBER, "TLP-RED": Tlp.RED,
    "tlp_red": Tlp.RED, "TLPRED": Tlp.RED, "TLP:AMBER-STRICT": Tlp.AMBER_STRICT, "TLP AMBER STRICT": Tlp.AMBER_STRICT,
    "T L P : R E D": Tlp.RED, "TLP 2.0: RED": Tlp.RED, "TLP marking: AMBER": Tlp.AMBER, 'tlp="amber"': Tlp.AMBER,
    "Traffic Light Protocol: Amber": Tlp.AMBER, "[TLP:RED]": Tlp.RED, "RED (TLP)": Tlp.RED, "TLP\n:\nRED": Tlp.RED,
    "ＴＬＰ：ＲＥＤ": Tlp.RED, "TLP：ＡＭＢＥＲ＋ＳＴＲＩＣＴ": Tlp.AMBER_STRICT,
    "\U0001d413\U0001d40b\U0001d40f:\U0001d411\U0001d404\U0001d403": Tlp.RED, "ᴛʟᴘ:ʀᴇᴅ": Tlp.RED,
    "\u0422L\u0420:\u0410\u041c\u0412\u0415R": Tlp.AMBER,  # Cyrillic, but for two letters
    "\u202eDER:PLT\u202c": Tlp.RED,  # reads TLP:RED on a screen
    "<b>TLP</b>:<i>AM</i>BER": Tlp.AMBER, "TLP&#58;AMBER": Tlp.AMBER, "TLP:GREEN": Tlp.GREEN,
}  # fmt: skip
HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c\u2066\u2069\u061c\u034f\u180e\ufe0f"
PLAIN = (
    "TLP:CLEAR", "TLP:WHITE", "TLP:GREEN. Red Cross staff were told.", "the TLP, redoubled its efforts",
    "Amber alert for a child", "A red line, and a traffic light", "The TLP said that reduced fares were amber nectar.",
)  # fmt: skip


@pytest.mark.parametrize(("words", "tlp"), WRITTEN.items(), ids=map(ascii, WRITTEN))
def test_a_label_is_found_in_every_spelling_in_use(words: str, tlp: Tlp) -> None:
    for text in (
        words,
        f"Circular\n{words}\n\nGunmen attacked a pier.",
        f"It came under {words} by the bank.",
    ):
        assert labels(text)[0].tlp is tlp


@pytest.mark.parametrize("char", HIDDEN, ids=map(ascii, HIDDEN))
@pytest.mark.parametrize("label", ["TLP:AMBER", "TLP:RED", "TLP: AMBER+STRICT"])
def test_what_nobody_sees_hides_no_label_wherever_it_stands(char: str, label: str) -> None:
    for at in range(1, len(label)):
        assert labels(f"{label[:at]}{char}{label[at:]}")[0].words == label
    assert labels(char.join(label))[0].words == label


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_label_of_more_than_green_is_none(text: str) -> None:
    assert [x for x in labels(text) if not x.tlp.reaches(Tlp.GREEN)] == []


def test_a_label_that_nobody_knows_keeps_a_report_here() -> None:
    assert [(x.tlp, x.words) for x in labels("TLP:EX:CHR")] == [(Tlp.RED, "TLP:EX:CHR")]


def test_a_label_is_borne_where_a_line_is_its_own_and_not_where_it_is_spoken_of() -> None:
    assert borne("Circular to members\nTLP:AMBER\n\nMoscow") is Tlp.AMBER
    assert borne("TLP:AMBER - for members of the circle and their clients, and for nobody else at all") is Tlp.AMBER
    assert borne("The bureau had sent a TLP:RED notice to the banks of the city before that day.") is None
    assert borne("TLP:GREEN\n\nthe same\nTLP:RED") is Tlp.RED
    assert borne("Nothing of the kind") is None
