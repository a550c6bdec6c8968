"""What the encoder sees does not hang on the processor: products of whole numbers are exact, or care is asked for."""

from collections.abc import Iterator
from importlib.resources import as_file, files

import numpy as np
import onnxruntime
import pytest

from tests.by_heart import CLAIMED, DEAD
from tocsin.desk import network, products
from tocsin.reading.encoder.network import Floats

WITH_CARE = "session.x64quantprecision"


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    products.are_exact.cache_clear()
    yield
    products.are_exact.cache_clear()


def _states(sentence: str) -> Floats:
    with as_file(files("tocsin.reading.encoder") / "weights") as folder:
        loaded = network.Loaded(folder, threads=1)
    (tokens,) = loaded.tokens([sentence])
    return loaded.states([loaded.frame[0], *tokens.ids, loaded.frame[1]])


def _session_that_gives(overflow: int) -> type:
    class Session:
        def __init__(self, *_: object, **__: object) -> None: ...

        def run(self, _: object, given: dict[str, Floats]) -> list[Floats]:
            return [np.full((len(given["left"]), 32), 64 * 255 * 127 - overflow)]

    return Session


@pytest.mark.parametrize(("overflow", "exact"), [(0, True), (1_024_096, False), (1, False)])
def test_a_product_that_comes_out_too_small_is_not_exact(
    *, overflow: int, exact: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnxruntime, "InferenceSession", _session_that_gives(overflow))
    assert products.are_exact() is exact


@pytest.mark.parametrize("exact", [True, False])
def test_care_is_asked_for_where_products_overflow_and_only_there(
    *, exact: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[tuple[str, str]]()
    monkeypatch.setattr(products, "are_exact", lambda: exact)
    monkeypatch.setattr(
        onnxruntime.SessionOptions, "add_session_config_entry", lambda _, key, value: asked.append((key, value))
    )
    monkeypatch.setattr(onnxruntime, "InferenceSession", lambda *_, **__: None)
    network._session(network.Path("anchors.onnx"), 1)
    assert ((WITH_CARE, "1") in asked) is not exact


@pytest.mark.parametrize("sentence", [CLAIMED, DEAD, "No."])
def test_states_are_those_of_a_runtime_that_takes_care_to_the_last_bit(
    sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_is = _states(sentence)
    monkeypatch.setattr(products, "are_exact", lambda: False)
    assert (as_it_is == _states(sentence)).all()
