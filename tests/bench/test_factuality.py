"""Labels and scales are scored right, and the mentions of a file of columns are read with their values."""

from pathlib import Path

import pytest

from bench import factuality
from bench.factuality import AS_FACT, Mention, told, value
from bench.labels import accuracy, correlation, macro_f1, mean_error, of_label
from bench.marks import Mark
from bench.spelling import spelled
from tocsin.model import Certainty, Factuality, Polarity

WANTED, GIVEN = ["a", "a", "a", "b", "c"], ["a", "a", "b", "b", "a"]


def test_accuracy_and_the_mean_over_labels() -> None:
    assert accuracy(WANTED, GIVEN) == pytest.approx(3 / 5)
    assert of_label(WANTED, GIVEN, "a") == Mark(3, 3, 2)
    assert macro_f1(WANTED, GIVEN) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert macro_f1(["a"], ["d"]) == 0


def test_a_label_that_is_only_given_lowers_the_mean() -> None:
    assert macro_f1(["a", "a"], ["a", "d"]) == pytest.approx((2 / 3 + 0) / 2)


def test_error_and_correlation() -> None:
    assert mean_error([3, -3], [3, 0]) == pytest.approx(1.5)
    assert correlation([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert correlation([1, 2, 3], [3, 3, 3]) == 0


@pytest.mark.parametrize(
    ("on_scale", "certainty", "polarity"),
    [(3.0, "certain", "positive"), (-3.0, "certain", "negative"), (1.5, "probable", "positive"),
     (-0.75, "possible", "negative"), (0.0, "unknown", "unknown")],
)  # fmt: skip
def test_the_one_scale_and_the_two_fields_say_the_same(on_scale: float, certainty: str, polarity: str) -> None:
    wanted = Mention(text="It fell.", start=3, end=7, value=on_scale).wanted
    assert wanted == Factuality(certainty=Certainty(certainty), polarity=Polarity(polarity))
    assert value(wanted) == on_scale


def test_words_are_spelled_as_they_would_be_written() -> None:
    text, spans = spelled(["``", "She", "did", "n't", "(", "yet", ")", "go", ",", "''", "he", "said", "."])
    assert text == "“She didn't (yet) go,” he said."
    assert [text[a:b] for a, b in spans[1:4]] == ["She", "did", "n't"]


def test_a_mention_that_is_negated_or_hedged_is_no_fact() -> None:
    text = "The bridge may have burned, and the mill did not fall."
    burned, fall = text.index("burned"), text.index("fall")
    assert told(Mention(text=text, start=burned, end=burned + 6, value=3)).certainty is Certainty.POSSIBLE
    assert told(Mention(text=text, start=fall, end=fall + 4, value=3)).polarity is Polarity.NEGATIVE
    assert told(Mention(text="The mill fell.", start=9, end=13, value=3)) == AS_FACT


def test_only_the_held_files_are_measured(tmp_path: Path) -> None:
    rows = "0\tIt\t_\tPRP\t1\tnsubj\tit\n1\tfell\t{}\tVBD\t1\tROOT\tfall\n2\t.\t_\t.\t1\tpunct\t.\n\n"
    for name, on_scale in (("train", "-3.0"), ("dev", "3.0"), ("test", "0")):
        (tmp_path / f"{name}.conll").write_text(rows.format(on_scale), "utf-8")
    figures = {name: got for name, got, _ in factuality.run(tmp_path)}
    assert figures["event mentions"] == 2
    assert figures["mentions, polarity: accuracy"] == 50
    assert figures["mentions: mean absolute error"] == 1.5
    (line,) = factuality.worst(tmp_path)
    assert "wanted unknown unknown, given certain positive: It [fell]." in line
