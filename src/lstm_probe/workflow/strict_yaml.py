"""Read the YAML of a configuration more strictly than Snakemake, which keeps the last of repeated keys in silence."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from lstm_probe.errors import InputError, shortlist

#: More entries than any configuration has; references to references can stand for billions.
MOST = 100_000
PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}
MERGE, INTEGER, DECIMAL = (f"tag:yaml.org,2002:{kind}" for kind in ("merge", "int", "float"))
NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def check(paths: Sequence[str | Path]) -> None:
    """Check configuration files: what they say must be said once, and be what a person takes it for.

    Parameters
    ----------
    paths : sequence of path
        YAML or JSON files.

    Raises
    ------
    InputError
        Naming file and line, if one is no YAML, repeats a key, has a tag or a template, a number that YAML reads as
        another, or references that stand for more than `MOST` entries.
    """
    for path in map(Path, paths):
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise _refused(path, line, "text that is not UTF-8", "UTF-8", "save it again in UTF-8") from error
        if not _is_json(text, path):
            _check_yaml(text, path)


def _is_json(text: str, path: Path) -> bool:
    """Say whether a text is JSON, which Snakemake tries first, and refuse repeated keys in it."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise InputError(str(path), f"keys {shortlist(twice)} twice", "every key once", "remove one of them")
        return dict(pairs)

    try:
        json.loads(text, object_pairs_hook=once)
    except InputError:
        raise
    except (ValueError, RecursionError):
        return False
    return True


def _check_yaml(text: str, path: Path) -> None:
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise _unreadable(text, path, error) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(str(path), f"{error or 'too many levels'}", "YAML", "mend it") from error
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise _refused(path, 1, "no keys at the top level", "keys such as 'study:'", "see config/README.md")
    if _size(root, path, {}, set()) > MOST:
        found = f"references that stand for more than {MOST} entries"
        raise _refused(path, 1, found, "a configuration", "write the entries out")


def _unreadable(text: str, path: Path, error: yaml.MarkedYAMLError) -> InputError:
    """Name the line that is no YAML, and a tab in it."""
    line = error.problem_mark.line if error.problem_mark else 0
    written = (text.splitlines() or [""])[min(line, max(len(text.splitlines()) - 1, 0))]
    if "\t" in written[: len(written) - len(written.lstrip())] or written.endswith("\t"):
        return _refused(path, line + 1, "a tab", "spaces: YAML does not indent by tabs", "replace the tab by spaces")
    found = f"'{written.strip()[:60]}': {error.problem}"
    return _refused(path, line + 1, found, "YAML", "mend the line, or the one above it")


def _size(node: yaml.Node, path: Path, known: dict[int, int], above: set[int]) -> int:
    """Count the entries that a node stands for, references followed, and check each once."""
    if id(node) in above:
        raise _refused(path, _line(node), "a reference to what it stands in", "an end", "write the entry out")
    if id(node) in known:
        return known[id(node)]
    above.add(id(node))
    count = 1
    if isinstance(node, yaml.MappingNode):
        _check_keys(node, path)
        count += sum(_size(part, path, known, above) for pair in node.value for part in pair)
    elif isinstance(node, yaml.SequenceNode):
        count += sum(_size(part, path, known, above) for part in node.value)
    elif isinstance(node, yaml.ScalarNode):
        _check_scalar(node, path)
    if node.tag not in PLAIN | {MERGE}:
        raise _refused(path, _line(node), f"the tag '{node.tag}'", "plain text, numbers, lists and keys", "remove it")
    above.discard(id(node))
    known[id(node)] = count
    return count


def _check_keys(node: yaml.MappingNode, path: Path) -> None:
    lines: dict[str, int] = {}
    for key, _ in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "[…]"
        if not isinstance(key, yaml.ScalarNode) or key.tag.rpartition(":")[2] not in ("str", "int", "merge"):
            found = f"'{name}' as a key, which YAML takes for something else than text"
            raise _refused(path, _line(key), found, "names as keys", f'write it in quotes: "{name}"')
        if name in lines:
            found = f"'{name}' again, which stands in line {lines[name]} already"
            raise _refused(path, _line(key), found, "every key once", "remove one of them: the last would count")
        if name == "__use_yte__":
            found = "'__use_yte__', a template that runs code"
            raise _refused(path, _line(key), found, "settings", "use no configuration that you do not trust")
        lines[name] = _line(key)


def _check_scalar(node: yaml.ScalarNode, path: Path) -> None:
    """Refuse whole numbers that are not what they look like: 010002 is octal, 12:30 counts by sixties."""
    if node.tag == DECIMAL and node.value.lower() == ".nan":
        raise _refused(path, _line(node), "'.nan', which is no number", "a number", "write one, or null")
    if node.tag == INTEGER and not NUMBER.fullmatch(node.value):
        found = f"'{node.value}', which YAML reads as {yaml.safe_load(node.value)}"
        raise _refused(
            path, _line(node), found, "a number as it is written, or text", f'write "{node.value}" in quotes'
        )


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _refused(path: Path, line: int, found: str, expected: str, advice: str) -> InputError:
    return InputError(f"{path}, line {line}", found, expected, advice)
