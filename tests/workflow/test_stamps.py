"""A stamp marks just the inputs that were checked: other files or settings need another one."""

from pathlib import Path
from typing import Any

import pytest

from lstm_probe.workflow import configuration, stamps
from tests import shipped

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config() -> dict[str, Any]:
    """Give the complete configuration of the demo."""
    schema = configuration.load_schema(ROOT / "workflow/schemas/config.schema.yaml")
    return configuration.complete(shipped.configuration("demo"), schema, "demo.yaml")


def test_another_digest_or_setting_needs_another_stamp(config: dict[str, Any]) -> None:
    """The name of a stamp follows all that ingestion reads, and the world; the figures of the study change nothing."""

    def named(**changes: Any) -> str:
        changed = {**config, **changes}
        return stamps.stamp(changed, stamps.ingested(changed, files="a digest"))

    first = named()
    assert named(figures={}, study={**config["study"], "figures": []}) == first
    others = [
        named(world=None),
        named(periods={**config["periods"], "lstm_train": ["1990-01-01", "1999-12-31"]}),
        named(data={**config["data"], "extra_attributes": []}),
        stamps.stamp(config, stamps.ingested(config, files="another digest")),
    ]
    assert len({first, *others}) == 1 + len(others)


def test_settings_of_training_ask_for_no_new_check(config: dict[str, Any]) -> None:
    """The check-up depends on the forcings of an LSTM, and not on how long it is trained."""

    def held_against(**settings: Any) -> dict[str, Any]:
        lstm = {**config["lstms"]["demo"], **settings}
        return stamps.checked({**config, "lstms": {**config["lstms"], "demo": lstm}}, "digest")

    assert held_against(epochs=1) == held_against()
    assert held_against(forcings=["precipitation"]) != held_against()


def test_a_stamp_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    """Of all stamps those are left that lie nowhere below the results, each once."""
    (tmp_path / "check").mkdir()
    (tmp_path / "check" / "a.txt").write_text("The inputs may be used.\n")
    asked = ["<results>/check/a.txt", "<results>/check/b.txt", "<results>/check/b.txt"]
    assert stamps.lacking(asked, str(tmp_path)) == ["<results>/check/b.txt"]
