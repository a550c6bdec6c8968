"""Whether an alert is sound: by the schema that OASIS published, and by every lint of ours."""

import capvalidator

from tocsin.model import Notice
from tocsin.release import faults

NOWHERE = {"area-given", "area-placed"}
"""What an alert lacks whose reports name no place, or none that is known: nothing can be drawn then."""


def assert_sound(alert: Notice | str, *, earlier: tuple[str, ...] = (), but: frozenset[str] = frozenset()) -> None:
    """Nothing is wrong with an alert, by the schema or by the lints."""
    body = alert if isinstance(alert, str) else alert.body
    assert capvalidator.check_schema(body.encode()).passed
    assert [str(fault) for fault in faults(body, earlier=earlier) if fault.rule not in NOWHERE | but] == []
