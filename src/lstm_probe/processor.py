"""Hold numerical libraries to instructions that processors share, so that one seed trains one LSTM everywhere.

Libraries choose their code by the processor they find, and other code sums in another order. Training amplifies the
last bit of a sum into another LSTM, so the choice is made here, before any of them is loaded. What it costs, and which
processors were compared: docs/performance.md.
"""

import platform
from collections.abc import Mapping, MutableMapping, Set
from pathlib import Path

from lstm_probe.errors import InputError

#: Environment variable that chooses the instructions: one of `CHOICES`, the first if it is not set.
VARIABLE = "LSTM_PROBE_INSTRUCTIONS"
CHOICES = ("shared", "avx2", "native")
#: What every library is told: ATen, MKL and oneDNN for torch, OpenBLAS and its own loops for numpy. MKL has no other
#: code that is the same on the processors of all makers.
SETTINGS = {
    "avx512": {
        "ATEN_CPU_CAPABILITY": "avx512",
        "MKL_CBWR": "COMPATIBLE",
        "ONEDNN_MAX_CPU_ISA": "AVX512_CORE",
        "OPENBLAS_CORETYPE": "SkylakeX",
        "NPY_DISABLE_CPU_FEATURES": "AVX512_ICL AVX512_SPR",
    },
    "avx2": {
        "ATEN_CPU_CAPABILITY": "avx2",
        "MKL_CBWR": "COMPATIBLE",
        "ONEDNN_MAX_CPU_ISA": "AVX2",
        "OPENBLAS_CORETYPE": "Haswell",
        "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR",
    },
}
#: Flags in /proc/cpuinfo that a set of instructions needs.
NEEDS = {
    "avx512": {"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"},
    "avx2": {"avx2", "fma", "bmi1", "bmi2", "movbe", "f16c"},
}


def pin(environment: MutableMapping[str, str], flags: Set[str] | None = None) -> None:
    """Set the environment variables that hold libraries to shared instructions, whatever stood there.

    By default these are the widest that both Intel and AMD have: AVX-512 where the processor has it, else AVX2. With
    ``LSTM_PROBE_INSTRUCTIONS=avx2`` they are AVX2 everywhere; with ``native``, or on a processor that has neither,
    the environment stays as it is.

    Parameters
    ----------
    environment : mutable mapping of str to str
        The environment, before any numerical library is loaded.
    flags : set of str, optional
        The processor's flags; None reads them from the system.

    Raises
    ------
    InputError
        If the variable holds another word, or asks for AVX2 on a processor without it.
    """
    choice = environment.get(VARIABLE) or CHOICES[0]
    if choice not in CHOICES:
        advice = f"unset it, or set it to one of them; {CHOICES[0]} is the default"
        raise InputError(f"the environment variable {VARIABLE}", f"'{choice}'", f"one of {', '.join(CHOICES)}", advice)
    if choice == "native":
        return
    found = _flags() if flags is None else flags
    usable = [name for name, needed in NEEDS.items() if needed <= found and choice in ("shared", name)]
    if choice == "avx2" and not usable:
        advice = "unset it: the libraries then choose what this processor has"
        raise InputError(f"the environment variable {VARIABLE}", "'avx2'", "a processor that has AVX2", advice)
    environment.update(SETTINGS[usable[0]] if usable else {})


def instructions(environment: Mapping[str, str]) -> str:
    """Name the set of instructions that an environment holds libraries to: avx512, avx2 or native."""
    pinned = [name for name, settings in SETTINGS.items() if settings.items() <= environment.items()]
    return pinned[0] if pinned else "native"


def _flags(cpuinfo: Path = Path("/proc/cpuinfo")) -> set[str]:
    """Read the flags of an x86-64 processor that runs Linux; elsewhere there are none to rely on."""
    if platform.machine() not in ("x86_64", "AMD64") or not cpuinfo.is_file():
        return set()
    lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    return set(next((line.partition(":")[2].split() for line in lines if line.startswith("flags")), []))
