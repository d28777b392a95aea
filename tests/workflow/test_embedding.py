"""A module takes its configuration and folders from the workflow around it, and nothing that is no choice."""

from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from lstm_probe.errors import InputError
from lstm_probe.workflow import embedding
from tests.test_workflow import ROOT

DEFAULTS = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))


class Variables(dict):
    """Stand for path variables of Snakemake, all set by the statement of the module."""

    level = property(lambda self: dict.fromkeys(self, embedding.OF_MODULE))


def around(shared: dict[str, Any] | None = None, prefix: str | None = None, **variables: str) -> SimpleNamespace:
    """Stand for Snakemake's workflow while it reads a module."""
    outer = SimpleNamespace(globals={"config": shared or {"its": "own"}})
    paths = SimpleNamespace(prefix=prefix)
    modifier = SimpleNamespace(parent_modifier=outer, path_modifier=paths, namespace="lstm_probe")
    return SimpleNamespace(modifier=modifier, pathvars=Variables(variables))


def test_a_few_lines_are_all_a_choice() -> None:
    """What a short configuration says counts, also where it says what the defaults do."""
    said = {"check": DEFAULTS["check"], "study": {"seeds": [3]}}
    assert embedding.given(around(), said, DEFAULTS, {"check": False}) == said


def test_of_a_copy_of_the_defaults_only_changes_count() -> None:
    """Presets lie over the defaults, so a copy of these must not lie over presets."""
    copied = deepcopy(DEFAULTS)
    copied["study"]["seeds"] = [3]
    copied["lstms"]["mine"] = {"hidden_size": 8}
    changes = {"study": {"seeds": [3]}, "lstms": {"mine": {"hidden_size": 8}}}
    assert embedding.given(around(), copied, DEFAULTS, {}) == changes


def test_the_command_line_counts_where_the_configuration_is_handed_on() -> None:
    """It counts as typed values, and even where it says what the defaults do."""
    copied = deepcopy(DEFAULTS)
    run = {"check": DEFAULTS["check"]}
    assert embedding.given(around(shared=copied), copied, DEFAULTS, run) == run
    assert embedding.given(around(), copied, DEFAULTS, run) == {}


def test_folders_of_the_module_statement_count() -> None:
    """`pathvars:` beside `config:` is the last word, and path variables of others are none of ours."""
    said = embedding.given(around(results="there/results", plots="there"), {}, DEFAULTS, {})
    assert said == {"pathvars": {"results": "there/results"}}


def test_a_prefix_is_refused() -> None:
    """Python code names files by path variables and would not know of it."""
    embedding.check(around())
    with pytest.raises(InputError, match=r"config of module lstm_probe(.|\n)*prefix: there/(.|\n)*pathvars"):
        embedding.check(around(prefix="there/"))
