"""Numbers in words for people: "1 duty", "3 duties"."""


def many(number: int, one: str, more: str = "") -> str:
    """So many of a thing: "1 duty", "3 duties"."""
    return f"{number} {one if number == 1 else more or one + 's'}"
