"""What computes: CUDA if it is there, else the CPU, held to instructions that processors share.

Numerical libraries choose their code by the processor they find, and other code sums in another order. Training
amplifies the last bit of a sum into another LSTM, so the instructions are chosen here, before any of them is loaded:
this module loads torch only where a device is asked for. What it costs, and which processors were compared:
docs/performance.md.
"""

import logging
import os
import platform
from collections.abc import Mapping, MutableMapping, Set
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_probe.errors import InputError

if TYPE_CHECKING:
    import torch

logger = logging.getLogger(__name__)

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


def choose(threads: int) -> "torch.device":
    """Return the device to compute on, and say which it is.

    On CUDA all products are of full float32, not TensorFloat-32 with its 10 bits, so that states agree with those of
    the CPU to 1e-4.

    Parameters
    ----------
    threads : int
        Threads that will share the work on a CPU (`model.parts`), to be told.
    """
    import torch

    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # deterministic sums on CUDA
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    logger.info("computing on %s, %d %s", describe(device), threads, "thread" if threads == 1 else "threads")
    return device


def require_precision(device: "torch.device", precision: str) -> None:
    """Refuse a precision that the device cannot compute with.

    Parameters
    ----------
    device : torch.device
        Where an LSTM is trained.
    precision : {"float32", "bfloat16"}
        Of the products inside the LSTM.

    Raises
    ------
    InputError
        If it is bfloat16 on a processor whose instructions, as far as they are used, have none of it.
    """
    import torch

    if precision == "bfloat16" and device.type == "cpu" and not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        expected = "a processor with AVX-512 (or a GPU), and libraries that may use it"
        advice = f"write precision: float32, or unset {VARIABLE} and ONEDNN_MAX_CPU_ISA"
        raise InputError("precision: bfloat16", f"computing on {describe(device)}", expected, advice)


def describe(device: "torch.device") -> str:
    """Name a device: the model of the GPU, or CPU and the instructions that its libraries are held to."""
    import torch

    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    pinned = instructions(os.environ)
    return f"CPU ({torch.backends.cpu.get_cpu_capability() if pinned == 'native' else f'{pinned}, pinned'})"


def _flags(cpuinfo: Path = Path("/proc/cpuinfo")) -> set[str]:
    """Read the flags of an x86-64 processor that runs Linux; elsewhere there are none to rely on."""
    if platform.machine() not in ("x86_64", "AMD64") or not cpuinfo.is_file():
        return set()
    lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    return set(next((line.partition(":")[2].split() for line in lines if line.startswith("flags")), []))
