#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenBLAS's single-precision matrix product on one thread, through NumPy.

"sgemm.py peak": the best of several large squares. "sgemm.py layer M K N": a layer of N units on a
batch of M vectors of K: X·W, Xᵀ·dA and dA·Wᵀ, the median of many repetitions. In GFLOP a second.
"""

import os
import sys
import time

os.environ['OPENBLAS_NUM_THREADS'] = '1'

import numpy as np  # noqa: E402 (it reads the number of threads)

import peers  # noqa: E402


def times(a, b, seconds):
    """How long each of the products a·b took that were done in so many seconds."""
    out = np.empty((a.shape[0], b.shape[1]), np.float32)
    np.dot(a, b, out=out)
    taken = []
    end = time.perf_counter() + seconds
    while True:
        start = time.perf_counter()
        np.dot(a, b, out=out)
        now = time.perf_counter()
        taken.append(now - start)
        if now > end:
            return taken


def matrix(rows, columns):
    return np.random.default_rng(1).standard_normal((rows, columns), dtype=np.float32)


def peak():
    best = 0
    for size in (512, 768, 1024, 1536):
        a, b = matrix(size, size), matrix(size, size)
        best = max(best, 2 * size ** 3 / min(times(a, b, 0.6)) / 1e9)
    peers.report(peak=best)


def layer(m, k, n):
    x, w, gradient = matrix(m, k), matrix(k, n), matrix(m, n)
    for name, a, b in (('forward', x, w), ('dw', x.T, gradient), ('dx', gradient, w.T)):
        median = np.median(times(a, b, 0.5))
        peers.report(**{name: 2 * m * k * n / median / 1e9})


def main():
    with open('/proc/self/maps', encoding='utf-8') as maps:
        if 'openblas' not in maps.read():
            sys.exit('sgemm.py: NumPy does not use OpenBLAS here')
    if sys.argv[1:] == ['peak']:
        peak()
    elif len(sys.argv) == 5 and sys.argv[1] == 'layer':
        layer(*map(int, sys.argv[2:]))
    else:
        sys.exit(__doc__)


if __name__ == '__main__':
    main()
