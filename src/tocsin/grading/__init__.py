"""Incidents to marks and assessments: how far each statement can be trusted, and who may have done it.

In: statements, whom they go back to (origins), the desk's letters for sources, incidents. Out: a `Grade` for each
statement, an `Assessment` for each incident with all its rivals, unknown among them. The tables are in docs/grading.md.
"""

from tocsin.grading.assessing import assess
from tocsin.grading.evidence import Evidence, evidence
from tocsin.grading.marks import grade
from tocsin.grading.reassess import Weaknesses, held_to

__all__ = ["Evidence", "Weaknesses", "assess", "evidence", "grade", "held_to"]
