"""What was found in a Python file is found again as long as the file, and the code that looks into it, are the same."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lstm_probe.workflow import modules, remembered
from lstm_probe.workflow.modules import Source

CODE = "from lstm_probe.probe import moments\nimport numpy as np\nx = moments.empty(3)\n"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Write a module, of which nothing is remembered, and let what is found be kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "module.py"
    path.write_text(CODE)
    modules.source.cache_clear()
    yield path
    modules.source.cache_clear()


def read(path: Path) -> Source:
    """Read a file as a process that has just started does."""
    modules.source.cache_clear()
    return modules.source(path)


def test_what_was_found_is_the_same_when_it_is_remembered(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second process parses nothing, and has what the first one found."""
    first = read(module)
    monkeypatch.setattr(modules, "_found", None)
    assert read(module) == first
    assert first.uses == ("lstm_probe.probe.moments.empty",)


def test_every_module_is_remembered_as_it_was_found() -> None:
    """Of every module of the package, written to JSON and read again nothing is lost, or it is found anew."""
    modules.source.cache_clear()
    for path in modules.files().values():
        found, _ = modules._found(path, path.read_text(encoding="utf-8"), "lstm_probe")
        assert modules.source.__wrapped__(path, "lstm_probe") == found
        assert modules.source(path, "lstm_probe") == found


def test_another_text_is_found_anew(module: Path) -> None:
    """A change of the file, with the size and the time that it had, is seen."""
    before, stat = read(module), module.stat()
    module.write_text(CODE.replace("3", "4"))
    os.utime(module, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert read(module).content != before.content


def test_another_way_of_looking_is_seen(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other code has found does not count."""
    read(module)
    monkeypatch.setattr(remembered, "_finders", lambda: "other code")
    monkeypatch.setattr(modules, "_found", lambda *_: (Source("new", (), (), {}, {}, False, ()), False))
    assert read(module).content == "new"


def test_a_module_that_names_a_data_file_is_looked_into_every_time(module: Path) -> None:
    """The content of the data file counts, which may change while the module does not."""
    (module.parent / "table.csv").write_text("a\n1\n")
    module.write_text('TABLE = "table.csv"\n')
    before = read(module).content
    (module.parent / "table.csv").write_text("a\n2\n")
    assert read(module).content != before


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"key": 1}'])
def test_what_is_damaged_is_found_anew(module: Path, damage: str) -> None:
    """A file that breaks off, or is another, is as none."""
    before = read(module)
    remembered._place(module).write_text(damage)
    assert read(module) == before


def test_a_folder_that_cannot_be_written_is_no_mistake(module: Path) -> None:
    """Where nothing can be kept, all is found anew."""
    (module.parent / "__pycache__").write_text("a file")
    assert read(module) == read(module)
