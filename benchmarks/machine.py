"""Say on what machine, with what versions and how fast it was in that very run."""

import os
import platform
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmarks import measure

GEMM = Path(__file__).parent / "contenders" / "gemm.py"


def describe() -> dict:
    """Describe the machine, and measure its float32 matrix products on one thread and on all cores.

    Returns
    -------
    dict
        processor, cores, memory_gb, date, versions, and gemm_gflops by number of threads.
    """
    cores = len(os.sched_getaffinity(0))
    rates = {}
    for threads in sorted({1, cores}):
        found = measure.run([sys.executable, str(GEMM), str(threads)])
        rates[str(threads)] = round(found["work"] / found["seconds"], 1) if "seconds" in found else None
    return {
        "processor": _processor(),
        "cores": cores,
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "date": date.today().isoformat(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("torch", "numpy", "scikit-learn", "xarray")},
        "gemm_gflops": rates,
    }


def _processor() -> str:
    """Name the processor as the system does."""
    if (info := Path("/proc/cpuinfo")).exists():
        names = [
            line.split(":", 1)[1].strip()
            for line in info.read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ]
        if names:
            return names[0]
    return platform.processor() or platform.machine()
