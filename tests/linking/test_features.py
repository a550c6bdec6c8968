"""Every feature explains itself, and every weight is used."""

import ast
import inspect

from tocsin import linking
from tocsin.linking import features, learnt


def test_every_feature_explains_itself_in_public() -> None:
    for feature in linking.FEATURES:
        assert feature.__doc__, feature.__name__
        assert feature.__doc__.splitlines()[0].endswith((".", ":"))


def test_every_weight_is_given_by_a_feature_and_every_observation_has_a_weight() -> None:
    trees = [ast.parse(inspect.getsource(module)) for module in (features, learnt)]
    strings = {
        n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }
    assert set(linking.WEIGHTS) <= strings


def test_the_thresholds_leave_room_for_doubt() -> None:
    assert 0 < linking.UNSURE_FROM < linking.SAME_FROM
