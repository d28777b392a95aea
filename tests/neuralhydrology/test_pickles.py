"""An old pickle is described and never executed; attacks, results and damaged files are refused with a message."""

import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_probe.errors import InputError
from lstm_probe.neuralhydrology import old_scaler, pickles, plain_yaml, scaler


class Attack:
    """Become a call when it is unpickled."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Say what is called."""
        return self.call


def attacks(witness: Path) -> dict[str, bytes]:
    """Write pickles that would write a file, or worse, if they were loaded."""
    here = str(witness)
    nested = {"attribute_means": Attack(Path.touch, witness)}
    by_hand = {
        "os.system": b"cos\nsystem\n(S'touch " + here.encode() + b"'\ntR.",
        "posix": b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c" + bytes([len(f"touch {here}")])
        + f"touch {here}".encode() + b"\x85R.",
        "getattr of numpy": b"cbuiltins\ngetattr\n(cnumpy\nndarray\nS'tofile'\ntR.",
        "a name below an allowed one": b"\x80\x04\x8c\x05numpy\x8c\x0ctesting.rand\x93.",
        "instance": b"(ios\nsystem\n(S'touch " + here.encode() + b"'\no.",
        "an extension": b"\x80\x02\x82\x01.",
        "a persistent id": b"Pname\n.",
        "a huge memo": b"\x80\x02K\x01r\xff\xff\xff\x7f0r\xff\xff\xff\xff.",
    }  # fmt: skip
    return {
        "eval": pickle.dumps(Attack(eval, f"open({here!r}, 'w')")),
        "exec": pickle.dumps(Attack(exec, f"open({here!r}, 'w')")),
        "subprocess": pickle.dumps(Attack(subprocess.call, ["touch", here])),
        "nested": pickle.dumps(nested),
        "import": pickle.dumps(Attack(__import__, "this")),
        "numpy": pickle.dumps(Attack(np.save, here, np.ones(2))),
        **by_hand,
    }


@pytest.mark.parametrize("name", sorted(attacks(Path("witness"))))
def test_no_attack_is_executed(name: str, tmp_path: Path) -> None:
    """A pickle that would call anything is refused as a file, and calls nothing."""
    witness, path = tmp_path / "witness", tmp_path / "train_data_scaler.p"
    path.write_bytes(attacks(witness)[name])
    before = set(sys.modules)
    with pytest.raises(InputError) as caught:
        scaler.read(path)
    assert str(path) in str(caught.value)
    assert not witness.exists()
    assert "this" not in set(sys.modules) - before


@pytest.mark.parametrize("protocol", range(6))
def test_plain_values_are_read_in_every_protocol(protocol: int, tmp_path: Path) -> None:
    """Numbers, text, lists and mappings come back equal from every protocol."""
    value = {"b": [1, 2.5, None, True, "text", 2**40], "a": ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)), "c": {"d": {}}}
    path = tmp_path / "value.p"
    path.write_bytes(pickle.dumps(value, protocol=protocol))
    assert pickles.describe(path) == value


@pytest.mark.parametrize("protocol", range(2, 6))
@pytest.mark.parametrize("dtype", ["<f4", "<f8", ">f8", "<i8"])
def test_numbers_are_read_from_the_bytes_of_arrays(protocol: int, dtype: str, tmp_path: Path) -> None:
    """An array of any order and protocol gives the numbers that numpy would."""
    values = np.arange(6, dtype=dtype).reshape(2, 3).T
    path = tmp_path / "array.p"
    path.write_bytes(pickle.dumps({"x": values}, protocol=protocol))
    try:
        described = pickles.describe(path)
    except InputError:
        assert protocol == 5, "protocol 5 makes arrays from buffers, which no old scaler has"
        return
    np.testing.assert_array_equal(old_scaler.array(described["x"]), values)


@pytest.mark.data
def test_the_scaler_of_a_real_old_run_is_read(runs: Path) -> None:
    """The scaler that pandas 1.5 and xarray 0.20 pickled has the numbers of the same gauges that run a has, nearly."""
    (path,) = runs.glob("l_*/run/train_data/train_data_scaler.p")
    (newer,) = runs.glob("a_*/run/train_data/train_data_scaler.yml")
    old, new = scaler.read(path), scaler.read(newer)
    assert dict(old.means) == pytest.approx(dict(new.means), rel=1e-12)
    assert dict(old.stds) == pytest.approx(dict(new.stds), rel=1e-12)
    assert set(old.center) == {"precipitation", "temperature", "peti", "discharge_spec"}


@pytest.mark.data
def test_results_of_a_real_run_are_no_scaler(runs: Path) -> None:
    """The pickled results of an evaluation are refused."""
    (path,) = runs.glob("a_*/run/test/*/test_results.p")
    with pytest.raises(InputError):
        old_scaler.read(path)


@pytest.mark.data
def test_a_truncated_scaler_is_refused_wherever_it_ends(runs: Path, tmp_path: Path) -> None:
    """A pickle that ends early is a message, never a traceback."""
    (path,) = runs.glob("l_*/run/train_data/train_data_scaler.p")
    content, short = path.read_bytes(), tmp_path / "short.p"
    for end in range(0, len(content) - 1, 37):
        short.write_bytes(content[:end])
        with pytest.raises(InputError):
            old_scaler.read(short)


@pytest.mark.data
def test_no_changed_byte_makes_a_traceback(runs: Path, tmp_path: Path) -> None:
    """Whatever bytes are changed, the scaler is read or refused with a message."""
    (path,) = runs.glob("l_*/run/train_data/train_data_scaler.p")
    content, rng, changed = path.read_bytes(), np.random.default_rng(0), tmp_path / "changed.p"
    for _ in range(150):
        broken = bytearray(content)
        broken[int(rng.integers(len(broken)))] = int(rng.integers(256))
        changed.write_bytes(bytes(broken))
        try:
            scaler.read(changed)
        except InputError:
            continue


def test_yaml_makes_text_alone(tmp_path: Path) -> None:
    """A tag makes no object; numbers without a point and the word no stay text."""
    path = tmp_path / "config.yml"
    path.write_text("a: !!python/object/apply:os.getcwd []\nb: 5e-05\nno: no\nc:\n")
    assert plain_yaml.read(path, "a mapping") == {"a": [], "b": "5e-05", "no": "no", "c": None}


def test_a_value_that_holds_itself_is_refused(tmp_path: Path) -> None:
    """An anchor within itself ends with a message."""
    path = tmp_path / "config.yml"
    path.write_text("a: &x\n  b: *x\n")
    with pytest.raises(InputError, match="recursive"):
        plain_yaml.read(path, "a mapping")


def test_aliases_of_aliases_take_no_room(tmp_path: Path) -> None:
    """Thirty lines that stand for a thousand million values are read at once."""
    path = tmp_path / "config.yml"
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30))]
    path.write_text("\n".join(lines))
    assert len(plain_yaml.read(path, "a mapping")) == 30
