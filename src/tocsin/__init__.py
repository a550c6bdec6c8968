"""Tocsin: from reports to warnings, on a record that nobody can quietly change.

The faces (`cli`) call the `desk`. It takes a report through the rooms in order: `intake`, `reading`, `linking`,
`grading`, `duty`; once a person has ruled, `release` draws up what may be said and `dispatch` sends it. The `casebook`
keeps every step, each with its entry in the `ledger`; `exports` writes a case for others. All speak in the words of
`model`, which `codec` spells. No room imports another.
"""

__version__ = "0.1.0"
