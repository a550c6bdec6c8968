"""Measurements: each figure stands beside a named yardstick, measured in the same run on the same machine."""
