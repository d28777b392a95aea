"""Libraries are held to instructions that processors share, so that surroundings do not choose the weights."""

import os
import subprocess
import sys

import pytest

from lstm_probe import device
from lstm_probe.errors import InputError

AVX512 = {"fpu", *device.NEEDS["avx2"], *device.NEEDS["avx512"]}
TRAINING = """
import hashlib, os
from lstm_probe import device
device.pin(os.environ)
import torch
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.settings import Architecture
torch.set_num_threads(1)
model = DischargeLSTM(Architecture(("p", "t", "e"), ("area",), 64, 0.0, 3.0), torch.Generator().manual_seed(1))
draw = torch.Generator().manual_seed(2)
forcings, attributes = torch.randn(120, 8, 3, generator=draw), torch.randn(8, 1, generator=draw)
observed = torch.randn(60, 8, generator=draw)
adam = torch.optim.Adam(model.parameters(), lr=1e-2, fused=True)
for _ in range(5):
    adam.zero_grad()
    ((model(forcings, attributes, 60)[0] - observed) ** 2).mean().backward()
    adam.step()
states = model(forcings, attributes)[1].detach()
weights = b"".join(part.detach().numpy().tobytes() for part in (*model.parameters(), states))
print(hashlib.sha256(weights).hexdigest())
"""
#: What a user's surroundings may hold, each of which makes some library compute otherwise unless it is overruled.
SURROUNDINGS = [
    {"MKL_CBWR": "AVX2"},
    {"ONEDNN_MAX_CPU_ISA": "SSE41"},
    {"ATEN_CPU_CAPABILITY": "default"},
    {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4"},
    {"MKL_ENABLE_INSTRUCTIONS": "SSE4_2", "OMP_NUM_THREADS": "1"},
]


def trained(**surroundings: str) -> str:
    """Train a small LSTM in a process of its own and give a digest of its weights and states."""
    clean = {name: value for name, value in os.environ.items() if name not in device.SETTINGS["avx2"]}
    environment = {**clean, device.VARIABLE: "", **surroundings}
    done = subprocess.run([sys.executable, "-c", TRAINING], env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def weights() -> str:
    """Train where nothing is set."""
    return trained()


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda entry: "-".join(entry))
def test_the_surroundings_do_not_choose_the_weights(surroundings: dict[str, str], weights: str) -> None:
    """The same seed trains the same LSTM, to the last bit, whatever instructions the environment asks for."""
    assert trained(**surroundings) == weights


def test_the_widest_shared_instructions_are_taken() -> None:
    """A processor with AVX-512 is held to AVX-512, one with AVX2 to AVX2, whatever stood in the environment."""
    for flags, name in ((AVX512, "avx512"), (device.NEEDS["avx2"], "avx2")):
        environment = {"MKL_CBWR": "AUTO", "HOME": "/home/ann"}
        device.pin(environment, flags)
        assert environment == {**device.SETTINGS[name], "HOME": "/home/ann"}
        assert device.instructions(environment) == name


def test_avx2_can_be_asked_for_where_there_is_more() -> None:
    """With avx2 chosen, a processor that has AVX-512 computes as one that has not."""
    environment = {device.VARIABLE: "avx2"}
    device.pin(environment, AVX512)
    assert device.instructions(environment) == "avx2"


@pytest.mark.parametrize(("choice", "flags"), [("native", AVX512), ("shared", {"fpu", "sse2"}), ("shared", set())])
def test_the_environment_stays_where_nothing_is_pinned(choice: str, flags: set[str]) -> None:
    """With native chosen, or on a processor without AVX2 or of another kind, no variable is set."""
    environment = {device.VARIABLE: choice, "MKL_CBWR": "AVX2"}
    device.pin(environment, flags)
    assert environment == {device.VARIABLE: choice, "MKL_CBWR": "AVX2"}
    assert device.instructions(environment) == "native"


def test_an_unknown_choice_is_refused() -> None:
    """A word that is no choice is named, and AVX2 is not promised where the processor lacks it."""
    with pytest.raises(InputError, match=r"found:    'sse'\n  expected: one of shared, avx2, native"):
        device.pin({device.VARIABLE: "sse"}, AVX512)
    with pytest.raises(InputError, match="expected: a processor that has AVX2"):
        device.pin({device.VARIABLE: "avx2"}, {"sse2"})
