"""Choose the device once: CUDA if it is there, else the CPU."""

import logging
import os

import torch

from lstm_probe import processor
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)


def choose(threads: int) -> torch.device:
    """Return the device to compute on, and say which it is.

    On CUDA all products are of full float32, not TensorFloat-32 with its 10 bits, so that states agree with those of
    the CPU to 1e-4.

    Parameters
    ----------
    threads : int
        Threads that will share the work on a CPU (`model.parts`), to be told.
    """
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # deterministic sums on CUDA
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    logger.info("computing on %s, %d %s", describe(device), threads, "thread" if threads == 1 else "threads")
    return device


def require_precision(device: torch.device, precision: str) -> None:
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
    if precision == "bfloat16" and device.type == "cpu" and not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        expected = "a processor with AVX-512 (or a GPU), and libraries that may use it"
        advice = f"write precision: float32, or unset {processor.VARIABLE} and ONEDNN_MAX_CPU_ISA"
        raise InputError("precision: bfloat16", f"computing on {describe(device)}", expected, advice)


def describe(device: torch.device) -> str:
    """Name a device: the model of the GPU, or CPU and the instructions that its libraries are held to."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    pinned = processor.instructions(os.environ)
    return f"CPU ({torch.backends.cpu.get_cpu_capability() if pinned == 'native' else f'{pinned}, pinned'})"
