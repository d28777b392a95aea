"""One run: its numbers and its settings, at the places that the paper's values and disagreements name."""

import string
from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_probe.datasets.naming import stand_in
from lstm_probe.reproduction import settings
from lstm_probe.reproduction.paper import TARGETS, Value

NO_TARGET = "no target"
OF_EXPERIMENTS = ("probes", "shares_beating_main", "changes", "changes_from", "weights", "seeds")


class Run:
    """Look up the numbers and the settings of one run.

    Places and paths have placeholders: ``{lstm}`` is the LSTM that main probes, ``{target}`` the target that a value is
    of, and the names of the paper's targets are what the study calls them; ``{second}`` is the second of the two
    products that the run sets beside each other.

    Parameters
    ----------
    numbers : mapping
        As docs/numbers.schema.json.
    config : mapping
        The run's complete configuration.
    """

    def __init__(self, numbers: Mapping[str, Any], config: Mapping[str, Any]):
        study, catalogue = config["study"], config.get("targets", {})
        self.numbers = numbers
        self.settings = {**config, "products": numbers.get("products")}
        self.names = {name: stand_in(name, study["targets"]) for name in TARGETS}
        main = config.get("experiments", {}).get("main", {}).get("lstm") or study["lstms"][0]
        self.names |= {"lstm": main, "second": (numbers.get("products") or {}).get("second")}
        sources = {catalogue.get(name, {}).get("source") for name in study["targets"]}
        self.known = {kind: set(study[kind]) for kind in ("targets", "experiments")}
        self.known["data"] = {"camels_gb", *sources}

    def place(self, path: str, target: str = "") -> str | None:
        """Fill the placeholders of a place or path in; None if it is about a target that the study lacks."""
        names = {**self.names, "target": self.names.get(target)}
        fields = [field for _, field, _, _ in string.Formatter().parse(path) if field]
        return None if any(names[field] is None for field in fields) else path.format_map(names)

    def find(self, place: str | None) -> float:
        """Find the number at a place; NaN where there is none."""
        found = settings.find(self.numbers, place or "")
        return np.nan if found is None or isinstance(found, Mapping | str) else float(found)

    def lacks(self, value: Value) -> str:
        """Say why a run does not answer."""
        place = self.place(value.number or "", value.target)
        if place is None:
            return f"{NO_TARGET} {value.target} in this run"
        first, *names = place.split(".")
        named = names[: 2 if first == "changes_from" else 1] if first in OF_EXPERIMENTS else []
        for name in named:
            if name not in self.numbers["probes"]:
                return f"no experiment {name} in this run"
        if not np.isnan(self.find(place)):
            return self.differ(value.requires)
        return f"this run has no such number; it needs {value.needs}" if value.needs else "this run has no such number"

    def differ(self, wanted: Mapping[str, Any]) -> str:
        """Say in which settings this run is not what a source is; nothing where it is in all."""
        differing = []
        for path, expected in wanted.items():
            place = self.place(path) or path
            found = settings.find(self.settings, place)
            theirs = self.place(expected) or expected.strip("{}") if isinstance(expected, str) else expected
            if found != theirs:
                differing.append(
                    f"{place} is {settings.written(found)} in this run, {settings.written(theirs)} in the source"
                )
        return "; ".join(differing)

    def setting(self, path: str) -> str:
        """Write what this run is set to at a path, or which target, experiment or source of data it lacks."""
        kind, name, *_ = path.split(".")
        place = self.place(path)
        if place is not None:
            name = place.split(".")[1]
        if place is None or name not in self.known.get(kind, {name}):
            return f"no {'target from' if kind == 'data' else kind.removesuffix('s')} {name.strip('{}')}"
        return settings.written(settings.find(self.settings, place))
