"""Every text file is read and written as UTF-8 by name, whatever the user's locale."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("src", "workflow", "benchmarks")
BY_NAME = {"read_text", "write_text", "FileHandler", "TextIOWrapper", "NamedTemporaryFile", "TemporaryFile", "fdopen"}
NO_TEXT = {"tarfile.open", "Image.open", "member.open"}


def calls(source: str) -> Iterator[ast.Call]:
    """Yield every call of a module."""
    yield from (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def takes_the_locale(call: ast.Call) -> bool:
    """Say whether a call reads or writes text in the encoding of the user's locale."""
    options = {keyword.arg: keyword.value for keyword in call.keywords}
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in BY_NAME | {"open", "run"} and "encoding" in options:
        return not (
            isinstance(options["encoding"], ast.Constant) and str(options["encoding"].value).startswith("utf-8")
        )
    if any(option in options for option in ("text", "universal_newlines")):
        return True
    modes = [part.value for part in [*call.args, options.get("mode")] if isinstance(part, ast.Constant)]
    binary = any(isinstance(mode, str) and "b" in mode and set(mode) <= set("rwxabt+") for mode in modes)
    if name in BY_NAME:
        return not binary and not (name.endswith("TemporaryFile") and "mode" not in options)
    return name == "open" and not binary and ast.unparse(call.func) not in NO_TEXT


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("open(path)", True),
        ("open(path, 'w')", True),
        ("open(path, 'rb')", False),
        ("path.open()", True),
        ("path.open('a')", True),
        ("path.open('ab')", False),
        ("path.read_text()", True),
        ("path.write_text('é', encoding='utf-8')", False),
        ("path.read_text(encoding='utf-8-sig')", False),
        ("path.read_text(encoding=None)", True),
        ("subprocess.run(command, text=True)", True),
        ("subprocess.run(command, text=True, encoding='utf-8')", False),
        ("logging.FileHandler(path, mode='w')", True),
    ],
)
def test_calls_that_take_the_locale_are_found(call: str, found: bool) -> None:
    """A call that leaves the encoding to the locale is found, one that names UTF-8 or reads bytes is not."""
    assert [takes_the_locale(one) for one in calls(call)] == [found]


def test_every_text_file_is_utf8() -> None:
    """No module, script or rule leaves the encoding of a text file, or of a program's answer, to the locale."""
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    assert len(files) > 200
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno} {ast.unparse(call)[:60]}"
        for path in files
        for call in calls(path.read_text(encoding="utf-8"))
        if takes_the_locale(call)
    ]
    assert found == []
