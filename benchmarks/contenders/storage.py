"""Write an artefact with one encoding and read it back as its jobs do; prints a line of JSON.

    python storage.py KIND ENCODING GAUGES DAYS

KIND is states (gauge, day, unit), read gauge by gauge, or predictions (target, gauge, day), read target by target.
The values are random, yet like the artefact's: each follows its own first-order autoregression from day to day, with
a memory of a few days to a few years, as cell states and soil water do; float32 and with digits that mean nothing.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import xarray as xr

UNITS, TARGETS = 64, 6
ENCODINGS = {
    "none": {},
    "zlib 1": {"zlib": True, "complevel": 1, "shuffle": False},
    "zlib 1, shuffled": {"zlib": True, "complevel": 1, "shuffle": True},
    "zlib 4, shuffled": {"zlib": True, "complevel": 4, "shuffle": True},
}


def series(rng: np.random.Generator, days: int, count: int) -> np.ndarray:
    """Draw autoregressions of unit variance, float32 of shape (days, count)."""
    memory = np.exp(-1.0 / np.geomspace(3.0, 700.0, count))
    values = np.empty((days, count), dtype="float32")
    level = rng.standard_normal(count)
    for day, shock in enumerate(rng.standard_normal((days, count))):
        level = memory * level + np.sqrt(1.0 - memory**2) * shock
        values[day] = level
    return values


def artefact(kind: str, gauges: int, days: int) -> tuple[xr.DataArray, dict[str, int], str]:
    """Draw the values, with the length of their chunks and the dimension along which they are read."""
    rng = np.random.default_rng(1)
    if kind == "states":
        few = np.stack([series(rng, days, UNITS) for _ in range(8)])  # gauges repeat: only their bytes matter
        return (
            xr.DataArray(few[np.arange(gauges) % 8], dims=("gauge_id", "time", "unit"), name=kind),
            {"gauge_id": 1},
            "gauge_id",
        )
    values = np.stack([series(rng, days, gauges).T for _ in range(TARGETS)])
    return xr.DataArray(values, dims=("target", "gauge_id", "time"), name=kind), {"target": 1, "gauge_id": 64}, "target"


def measure(kind: str, encoding: str, gauges: int, days: int) -> dict[str, float]:
    """Write and read; seconds are those of a writing and a reading, processor seconds and size stand beside them."""
    values, chunks, along = artefact(kind, gauges, days)
    shape = [min(size, chunks.get(str(dim), size)) for dim, size in values.sizes.items()]
    with tempfile.TemporaryDirectory(dir=".") as folder:
        path = Path(folder) / "artefact.nc"
        marks = [(time.perf_counter(), time.process_time())]
        values.to_dataset().to_netcdf(path, encoding={kind: {**ENCODINGS[encoding], "chunksizes": shape}})
        marks.append((time.perf_counter(), time.process_time()))
        with xr.open_dataset(path) as stored:
            for position in range(values.sizes[along]):
                stored[kind][{along: position}].to_numpy()
        marks.append((time.perf_counter(), time.process_time()))
        megabytes = path.stat().st_size / 1e6
    return {
        "seconds": marks[2][0] - marks[0][0],
        "work": values.nbytes / 1e6,
        "write_cpu_seconds": marks[1][1] - marks[0][1],
        "read_cpu_seconds": marks[2][1] - marks[1][1],
        "file_mb": megabytes,
    }


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
