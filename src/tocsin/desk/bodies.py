"""For whom a person may speak: the institutions and states of the reader's tables, loaded when one is asked for."""

from collections.abc import Iterator, Mapping

from tocsin.model import Actor


class _Bodies(Mapping[str, Actor]):
    """Every institution and state by id; most commands ask for none that no report mentions, and load no reader."""

    def __getitem__(self, id_: str) -> Actor:
        if not id_:
            raise KeyError(id_)
        return _table()[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(_table())

    def __len__(self) -> int:
        return len(_table())


def _table() -> Mapping[str, Actor]:
    from tocsin.reading.organs import bodies  # noqa: PLC0415 - loads the reader

    return bodies()


BODIES: Mapping[str, Actor] = _Bodies()
