"""Milliseconds per assignment of scipy on the same random matrices, as one line of JSON."""

import json
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment

found = {}
for d in (10, 40, 100):
    matrices = np.fromfile(f"{sys.argv[1]}/random-{d}.bin", dtype=np.float64).reshape(-1, d, d)
    least = float("inf")
    for repeat in range(6):
        start = time.perf_counter()
        for matrix in matrices:
            linear_sum_assignment(matrix, maximize=True)
        if repeat > 0:
            least = min(least, (time.perf_counter() - start) / len(matrices))
    found[str(d)] = 1000 * least
print(json.dumps(found))
