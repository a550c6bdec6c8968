"""The best way to pair two lists, one to one."""

import math
from collections.abc import Sequence


def best(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs (row, column) whose gains add up to the most; a pair that gains nothing is left out.

    The Hungarian method with potentials (Kuhn 1955, Munkres 1957), over a square that is filled up with noughts.
    """
    rows, columns = len(gains), max((len(row) for row in gains), default=0)
    size = max(rows, columns)
    cost = [[-gains[i][j] if i < rows and j < len(gains[i]) else 0.0 for j in range(size)] for i in range(size)]
    of_column = _assigned(cost, size)
    pairs = sorted((row, column) for column, row in enumerate(of_column) if row < rows and column < columns)
    return [(i, j) for i, j in pairs if gains[i][j] > 0]


def _assigned(cost: Sequence[Sequence[float]], size: int) -> list[int]:
    """The row of each column, at the least cost."""
    row_price, column_price = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [size] * (size + 1)  # the last column is where a new row starts from
    for row in range(size):
        row_of[size] = row
        at, least = size, [math.inf] * size
        came, seen = [size] * size, [False] * (size + 1)
        while row_of[at] != size:
            seen[at], here, step, following = True, row_of[at], math.inf, size
            for column in range(size):
                if seen[column]:
                    continue
                price = cost[here][column] - row_price[here] - column_price[column]
                if price < least[column]:
                    least[column], came[column] = price, at
                if least[column] < step:
                    step, following = least[column], column
            for column in range(size + 1):
                if seen[column]:
                    row_price[row_of[column]] += step
                    column_price[column] -= step
                elif column < size:
                    least[column] -= step
            at = following
        while at != size:
            row_of[at], at = row_of[came[at]], came[at]
    return row_of[:size]
