"""Bare products of queries and documents with numpy's sgemm: prints the seconds by the clock and of the processor. Sizes: queries, documents, columns."""
import sys
import time

import numpy as np

queries, documents, columns = map(int, sys.argv[1:4])
chunk = 50_000
generator = np.random.default_rng(1)
left = generator.random((queries, columns), dtype=np.float32) - 0.5
right = generator.random((min(chunk, documents), columns), dtype=np.float32) - 0.5
np.dot(left[:8], right[:8].T)
wall = processor = 0.0
for start in range(0, documents, chunk):
    part = right[: min(chunk, documents - start)]
    begin, used = time.perf_counter(), time.process_time()
    np.dot(left, part.T)
    wall += time.perf_counter() - begin
    processor += time.process_time() - used
print(wall, processor)
