"""The shipped configurations, complete, as the rules hand them over."""

from pathlib import Path
from typing import Any

import yaml

from lstm_probe.probe.experiment import NAMED
from lstm_probe.reproduction import settings
from lstm_probe.workflow import configuration

ROOT = Path(__file__).parents[2]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")


def shipped(overlay: str = "") -> dict[str, Any]:
    """Read config.yaml, with an overlay merged over it as Snakemake does, and write every default out."""
    config = yaml.safe_load((ROOT / "config" / "config.yaml").read_text())
    if overlay:
        config = merged(config, yaml.safe_load((ROOT / "config" / f"{overlay}.yaml").read_text()))
    return settings.complete(configuration.complete(config, SCHEMA, "config"), NAMED)


def merged(under: Any, over: Any) -> Any:
    """Merge mappings key by key; anything else replaces."""
    if not isinstance(under, dict) or not isinstance(over, dict):
        return over
    return {**under, **{key: merged(under.get(key), value) for key, value in over.items()}}
