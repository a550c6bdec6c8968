"""Tocsin: from reports to warnings, on a record that nobody can quietly change."""

__version__ = "0.1.0"
