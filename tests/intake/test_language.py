"""Language is told where there is enough to tell it by."""

import pytest

from tocsin.intake.language import LETTERS, identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The embassy warned of attacks on large gatherings in Moscow within 48 hours.", "en"),
        ("Посольство предупредило о возможных нападениях в Москве в ближайшие двое суток.", "ru"),
        ("حذرت السفارة من هجمات محتملة على التجمعات الكبيرة في موسكو", "ar"),
        ("L'ambassade a mis en garde contre des attaques imminentes à Moscou.", "fr"),
        ("police say", None),
        ("12 34 56 78 90 " * 20, None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert identify(text) == language


def test_one_letter_short_of_enough_is_not_enough() -> None:
    assert identify("warned of attacks in Moscow"[: LETTERS - 1]) is None
