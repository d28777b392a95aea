"""The shipped configurations, complete, as the rules hand them over."""

from pathlib import Path
from typing import Any

import tests.shipped
from lstm_probe.probe.experiment import NAMED
from lstm_probe.reproduction import settings
from lstm_probe.workflow import configuration

ROOT = Path(__file__).parents[2]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")


def shipped(overlay: str = "") -> dict[str, Any]:
    """Read config.yaml, with the preset and an overlay over it as a run does, and write every default out."""
    config = tests.shipped.configuration(overlay)
    return settings.complete(configuration.complete(config, SCHEMA, "config"), NAMED)
