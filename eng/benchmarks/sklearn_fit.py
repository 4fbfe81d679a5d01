"""Fits with scikit-learn on one thread: prints seconds by the clock and of the processor, and the iterations of all fits.

Arguments: logistic or kmeans, a file of float32 rows, rows, columns, classes or clusters, number of fits.
"""
import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"

import sys
import time
import warnings

import numpy as np
from sklearn.cluster import MiniBatchKMeans
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")
method, path = sys.argv[1:3]
rows, columns, groups, repeats = map(int, sys.argv[3:7])
values = np.fromfile(path, dtype=np.float32).reshape(rows, columns)
labels = np.arange(rows) % groups


def fit():
    if method == "kmeans":
        model = MiniBatchKMeans(n_clusters=groups, batch_size=512, n_init=1, random_state=42).fit(values)
        return model.n_steps_
    return int(LogisticRegression(max_iter=100).fit(values, labels).n_iter_[0])


fit()
begin, used = time.perf_counter(), time.process_time()
iterations = sum(fit() for _ in range(repeats))
print(time.perf_counter() - begin, time.process_time() - used, iterations)
