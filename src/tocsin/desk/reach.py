"""Who in the office's care could not be reached tonight."""

from tocsin import duty
from tocsin.desk.office import Office
from tocsin.model import Concern
from tocsin.release.tongues import written


def concerns(office: Office) -> tuple[Concern, ...]:
    """What would keep those in the register from being warned, what reaches nobody at all first; nothing is sent."""
    return duty.concerns(office.register, channels={"screen", *office.channels}, written=written())
