"""The configurations of the repository, as a run merges them: defaults, the preset of the data set, and an overlay."""

from pathlib import Path
from typing import Any

from lstm_probe.workflow import presets

ROOT = Path(__file__).parents[1]


def configuration(overlay: str = "") -> dict[str, Any]:
    """Merge config.yaml, the preset and an overlay of `config/`, without filling in defaults."""
    user = presets.given([ROOT / "config" / f"{overlay}.yaml"]) if overlay else {}
    return presets.layered(presets.given([ROOT / "config" / "config.yaml"]), user, ROOT.joinpath)


def with_the_demo() -> dict[str, Any]:
    """Put world, periods, LSTM and study of the demo into the paper's configuration, whose figures stay."""
    content = configuration()
    demo = presets.given([ROOT / "config" / "demo.yaml"])
    content |= {name: demo[name] for name in ("pathvars", "world", "periods", "lstms")}
    content["study"] |= demo["study"]
    return content
