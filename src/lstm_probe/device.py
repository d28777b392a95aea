"""Choose the device once: CUDA if it is there, else the CPU."""

import logging
import os

import torch

from lstm_probe import processor

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


def describe(device: torch.device) -> str:
    """Name a device: the model of the GPU, or CPU and the instructions that its libraries are held to."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    pinned = processor.instructions(os.environ)
    return f"CPU ({torch.backends.cpu.get_cpu_capability() if pinned == 'native' else f'{pinned}, pinned'})"
