"""Choose the device once: CUDA if it is there, else the CPU."""

import logging
import os

import torch

logger = logging.getLogger(__name__)


def choose(threads: int) -> torch.device:
    """Return the device to compute on, and say which it is.

    Parameters
    ----------
    threads : int
        Threads that torch may use on the CPU; fixed by the rule, so that numbers do not depend on the machine's load.
    """
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # deterministic sums on CUDA
    torch.set_num_threads(threads)
    if torch.cuda.is_available():
        device, name = torch.device("cuda"), torch.cuda.get_device_name(0)
    else:
        device, name = torch.device("cpu"), f"CPU, {threads} threads"
    logger.info("computing on %s", name)
    return device
