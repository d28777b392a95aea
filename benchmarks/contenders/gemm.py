"""The ceiling: float32 products of 2048 × 2048 matrices; work is counted in GFLOP, or in units of so many MFLOP.

Arguments: threads, [MFLOP of a unit].
"""

import json
import sys
import time

import torch

SIZE, ROUNDS = 2048, 12

if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[1]))
    unit = float(sys.argv[2]) * 1e6 if len(sys.argv) > 2 else 1e9
    left, right = torch.rand(SIZE, SIZE), torch.rand(SIZE, SIZE)
    for _ in range(3):
        product = left @ right
    start = time.perf_counter()
    for _ in range(ROUNDS):
        torch.mm(left, right, out=product)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "work": 2.0 * SIZE**3 * ROUNDS / unit}))
