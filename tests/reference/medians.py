"""Slow, obvious twin of the window medians in forecasting.outliers."""

from math import isnan
from statistics import median


def others_median(values, offsets):
    result = []
    for i in range(len(values)):
        around = [values[i + k] for k in offsets if 0 <= i + k < len(values)]
        known = [value for value in around if not isnan(value)]
        result.append(median(known) if known else 0.0)
    return result
