"""The verdict of a study without Snakemake, with the experiments of the shipped configuration."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from lstm_probe.calibration import study
from lstm_probe.contracts.comparisons import MAIN
from lstm_probe.workflow import configuration
from lstm_probe.workflow import ladder as plan
from tests import shipped

ROOT = Path(__file__).parents[1]
#: Beside the experiments that decide a rung stands the ceiling, which takes longest and decides none.
UNDECIDED = ("ceiling",)


@cache
def catalogue() -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the shipped configuration and its schema, once."""
    return shipped.configuration(), configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")


def experiments(lstm: Mapping[str, Any], main: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Complete the shipped configuration with an LSTM and an answer of main; give the experiments that decide."""
    given, schema = deepcopy(catalogue()[0]), catalogue()[1]
    given.setdefault("experiments", {})[MAIN] = dict(main)
    given["lstms"] = {"small": {**lstm, "forcings": list(lstm["forcings"]), "attributes": list(lstm["attributes"])}}
    given["study"]["lstms"] = ["small"]
    config = plan.added(configuration.complete(deepcopy(given), schema, "small"), given)
    return {name: config["experiments"][name] for name in (MAIN, *plan.names(config)) if name not in UNDECIDED}


@dataclass(frozen=True)
class Study(study.Study):
    """A study whose experiments are planned as the workflow plans them, for the LSTM that it has.

    Parameters
    ----------
    main : mapping
        What main answers, where it differs from the shipped configuration.
    """

    main: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def experiments(self) -> Mapping[str, Mapping[str, Any]]:
        """The ladder's experiments as the workflow plans them."""
        return experiments(self.lstm, self.main)
