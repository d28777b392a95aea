"""The device is chosen once, and computes with full precision."""

import logging
import os

import pytest
import torch

from lstm_probe import device
from lstm_probe.errors import InputError


@pytest.fixture(autouse=True)
def leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep threads and environment from other tests, and begin with TensorFloat-32 allowed."""
    monkeypatch.setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    monkeypatch.setattr(torch, "set_num_threads", lambda threads: None)
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = True


@pytest.mark.parametrize(
    ("there", "expected", "said"), [(True, "cuda", "a GPU"), (False, "cpu", "CPU (avx2, pinned), 2 threads")]
)
def test_cuda_is_taken_where_it_is(
    there: bool, expected: str, said: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The choice is CUDA if it is there, else the CPU; the log says which, and TensorFloat-32 is off."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: there)
    monkeypatch.setattr(os, "environ", device.SETTINGS["avx2"].copy())
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda number: "a GPU")
    with caplog.at_level(logging.INFO, logger="lstm_probe"):
        assert device.choose(2).type == expected
    assert f"computing on {said}" in caplog.text
    assert not torch.backends.cudnn.allow_tf32
    assert not torch.backends.cuda.matmul.allow_tf32


def test_a_device_is_called_by_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A GPU is named by its model, the processor by the instructions that its libraries are held to, or choose."""
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda number: "a GPU")
    assert device.describe(torch.device("cuda")) == "a GPU"
    monkeypatch.setattr(os, "environ", device.SETTINGS["avx512"])
    assert device.describe(torch.device("cpu")) == "CPU (avx512, pinned)"
    monkeypatch.setattr(os, "environ", {})
    assert device.describe(torch.device("cpu")) == f"CPU ({torch.backends.cpu.get_cpu_capability()})"


def test_bfloat16_is_refused_where_no_instruction_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A processor held to AVX2 trains with float32 alone, and says so before it trains; a GPU takes either."""
    monkeypatch.setattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: False)
    with pytest.raises(InputError, match="precision: bfloat16"):
        device.require_precision(torch.device("cpu"), "bfloat16")
    device.require_precision(torch.device("cpu"), "float32")
    device.require_precision(torch.device("cuda"), "bfloat16")
