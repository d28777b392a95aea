"""Configurations as people write them: tabs, repeated keys, references, other types; and what must not be run."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from lstm_probe.workflow import configuration, strict_yaml
from tests import shipped
from tests.hostile.case import Case

ROOT = Path(__file__).parents[2]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
BASE = shipped.configuration()


def overlay(text: str | bytes, *place: str) -> Callable[[Path], object]:
    """Read an overlay as a run does: strictly, merged over the shipped configuration, completed; gives one key."""

    def read(folder: Path) -> object:
        path = folder / "mine.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        strict_yaml.check([path])
        config: Any = configuration.complete(
            merged(copy.deepcopy(BASE), yaml.safe_load(path.read_bytes())), SCHEMA, path.name
        )
        for key in place:
            config = config[key]
        return config

    return read


def merged(base: dict, change: dict | None) -> dict:
    """Merge mappings as Snakemake does."""
    for key, value in (change or {}).items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        base[key] = merged(base[key], value) if both else value
    return base


LINES = [f"  x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]" for n in range(1, 12)]
BOMB = "\n".join(["figures:", "  x0: &x0 [a, a, a, a, a, a, a, a, a, a]", *LINES])
REFERENCE = "lstms:\n  one: &one {hidden_size: 8, dropout: 0.1}\n  two: {<<: *one, hidden_size: 16}\n"
YAML = "YAML"
CASES = [
    Case(YAML, "a tab", overlay("study:\n\tseeds: [1]\n"), ("mine.yaml, line 2", "a tab", "spaces")),
    Case(YAML, "a tab after spaces", overlay("study:\n  seeds: [1]\n \ttargets: [sd]\n"), ("line 3", "a tab")),
    Case(YAML, "a key twice", overlay("study:\n  seeds: [1]\n  seeds: [2]\n"), ("line 3", "'seeds' again", "line 2")),
    Case(
        YAML,
        "a block twice",
        overlay("study: {seeds: [1]}\ncheck: true\nstudy: {seeds: [2]}\n"),
        ("line 3", "'study' again"),
    ),
    Case(YAML, "a key twice in JSON", overlay('{"check": true, "check": false}'), ("keys check twice",)),
    Case(YAML, "references", overlay(REFERENCE, "lstms", "two", "hidden_size"), gives=16),
    Case(YAML, "what a reference brings along", overlay(REFERENCE, "lstms", "two", "dropout"), gives=0.1),
    Case(YAML, "references to references, billions", overlay(BOMB), ("more than 100000 entries",)),
    Case(
        YAML,
        "a reference to itself",
        overlay("study: &a {seeds: *a}\n"),
        ("line 1", "a reference to what it stands in"),
    ),
    Case(YAML, "a reference to nothing", overlay("study: *a\n"), ("line 1", "undefined alias")),
    Case(
        YAML,
        "text for a number",
        overlay("lstms: {paper: {epochs: many}}\n"),
        ("lstms.paper.epochs", "'many'", "integer"),
    ),
    Case(YAML, "a number for a list", overlay("study: {seeds: 1}\n"), ("study.seeds", "1", "array")),
    Case(YAML, "a list for a block", overlay("study: [1]\n"), ("study", "object")),
    Case(YAML, "nothing for a block", overlay("study:\n"), ("study", "None", "object")),
    Case(YAML, "1e-3 without a point", overlay("lstms: {paper: {gradient_clip: 1e-3}}\n"), ("'1e-3'", "1.0e-3")),
    Case(
        YAML,
        "a decimal comma",
        overlay("lstms: {paper: {dropout: '0,4'}}\n"),
        ("lstms.paper.dropout", "'0,4'", "number"),
    ),
    Case(YAML, "yes for a list", overlay("study: {targets: yes}\n"), ("study.targets", "True")),
    Case(YAML, "no as a name", overlay("experiments: {no: {}}\n"), ("line 1", "'no' as a key", "quotes")),
    Case(
        YAML,
        "an id with a leading zero",
        overlay("data: {camels_gb: {gauges: [010002]}}\n"),
        ("line 1", "reads as 4098"),
    ),
    Case(YAML, "times that count by sixties", overlay("study: {seeds: [1:30]}\n"), ("'1:30'", "reads as 90")),
    Case(YAML, "infinity", overlay("lstms: {paper: {dropout: .inf}}\n"), ("lstms.paper.dropout", "less than 1")),
    Case(YAML, "no number", overlay("lstms: {paper: {dropout: .nan}}\n"), ("line 1", "no number")),
    Case(
        YAML, "DD/MM/YYYY", overlay("periods: {lstm_train: [01/01/1988, 31/12/1997]}\n"), ("lstm_train.0", "YYYY-MM-DD")
    ),
    Case(
        YAML,
        "no such day",
        overlay("periods: {lstm_train: ['1988-02-30', '1997-12-31']}\n"),
        ("lstm_train.0", "1988-02-30"),
    ),
    Case(YAML, "code", overlay("study: !!python/object/apply:os.system ['touch evil']\n"), ("line 1", "the tag")),
    Case(YAML, "a template", overlay("__use_yte__: true\ncheck: true\n"), ("line 1", "a template that runs code")),
    Case(YAML, "two documents", overlay("check: true\n---\ncheck: false\n"), ("line 2", "another document")),
    Case(YAML, "a list at the top", overlay("- study\n"), ("line 1", "no keys at the top level")),
    Case(YAML, "an open bracket", overlay("study: {seeds: [1, 2}\n"), ("line 1", "YAML")),
    Case(YAML, "nothing at all", overlay("", "check"), gives=True),
    Case(YAML, "a byte-order mark", overlay(b"\xef\xbb\xbfcheck: false\n", "check"), gives=False),
    Case(YAML, "UTF-16", overlay("check: true\n".encode("utf-16")), ("line 1", "not UTF-8")),
    Case(YAML, "Latin-1", overlay("published:\n  path: Dŵr é".encode("cp1252", "replace")), ("line 2", "not UTF-8")),
    Case(
        "odd paths",
        "in the configuration",
        overlay("data: {era5_land: {path: 'D ata/Ŵysg #1'}}\n", "data", "era5_land", "path"),
        gives="D ata/Ŵysg #1",
    ),
]
