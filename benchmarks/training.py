"""Training: samples a second in the paper's sampling, and targets a second with many targets a window."""

import sys
from pathlib import Path

from benchmarks import peers
from benchmarks.claims import Claim

TITLE = "Training"
UNIT = "targets"
CONTENDERS = Path(__file__).parent / "contenders"

THREADS, UNITS, INPUTS, DAYS = 2, 64, 3 + 22, 365

#: Of one sample: products with inputs and units forward, with both for the weights' gradient, with units backward.
MFLOP = 2 * 4 * UNITS * (2 * (INPUTS + UNITS) + UNITS) * DAYS / 1e6

PEERS = ("neuralhydrology", "neuralhydrology, 1 worker")
CLAIMS = (
    Claim("training, one target a window: ours to neuralhydrology", "ours, last, float32", PEERS, 1.2),
    Claim("training, many targets a window: ours to neuralhydrology", "ours, sequence, float32", PEERS, 150.0),
)


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands: an epoch of each loop, after one that is not counted.

    An epoch is 20 batches of 256 samples of 365 days, or 20 batches of 32 windows of 365 + 365 days.
    """
    gauges, days = ("2", "128") if quick else ("8", "640")
    many = ("4", "1095") if quick else ("64", "3650")
    threads = "1" if quick else str(THREADS)
    peer = [peers.python("neuralhydrology"), str(CONTENDERS / "train_neuralhydrology.py"), gauges, days, threads]
    ours = [sys.executable, str(CONTENDERS / "train_ours.py"), threads]
    bare = [sys.executable, str(CONTENDERS / "train_bare.py"), gauges, days, threads]
    ceiling = [sys.executable, str(CONTENDERS / "gemm.py"), threads, f"{MFLOP:.4f}"]
    return {
        "neuralhydrology": [*peer, "0"],
        "neuralhydrology, 1 worker": [*peer, "1"],
        "bare nn.LSTM": bare,
        "ours, last, float32": [*ours, "last", "float32", gauges, days],
        "ours, last, bfloat16": [*ours, "last", "bfloat16", gauges, days],
        "ours, sequence, float32": [*ours, "sequence", "float32", *many],
        "matrix products alone (the ceiling)": ceiling,
    }
