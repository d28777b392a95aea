"""Keep account of the gauges: what each has, what is missing, and at which step it is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from lstm_probe.checkup.findings import Findings
from lstm_probe.contracts.checkup import GAUGES, STEPS

#: Columns about a gauge that are numbers.
NUMBERS = [name for name, kind in GAUGES.columns.items() if kind == "float64"]


@dataclass
class Account:
    """Hold what the check-up learns of every gauge and every source.

    Parameters
    ----------
    gauges : list of str
        The gauges that are asked for.
    about : dict of str to dict
        By gauge, what the columns of the table of gauges say.
    losses : dict of str to dict
        By gauge, why it is lost, by step.
    attributes : pandas.DataFrame
        Attributes that could be read (gauge_id, attribute).
    with_target : dict of str to list of str
        By target, the gauges with enough days of it in both periods of the probes.
    missing : list of dict
        Rows of the artefact `contracts.checkup.MISSING`.
    inventory : list of dict
        Rows of the artefact `contracts.checkup.INVENTORY`.
    """

    gauges: list[str] = field(default_factory=list)
    about: dict[str, dict[str, object]] = field(default_factory=dict)
    losses: dict[str, dict[str, str]] = field(default_factory=dict)
    attributes: pd.DataFrame = field(default_factory=pd.DataFrame)
    with_target: dict[str, list[str]] = field(default_factory=dict)
    missing: list[dict[str, object]] = field(default_factory=list)
    inventory: list[dict[str, object]] = field(default_factory=list)

    def describe(self, gauge: str, **about: object) -> None:
        """Take down what is known of a gauge."""
        self.about.setdefault(gauge, {}).update(about)

    def lose(self, gauge: str, step: str, why: str) -> None:
        """Take down that a gauge is lost at a step."""
        losses = self.losses.setdefault(gauge, {})
        losses[step] = f"{losses[step]}; {why}" if step in losses and why not in losses[step] else why

    def count_missing(self, source: str, variable: str, gauge: str, days: int, missing: int) -> None:
        """Take down how many days of a variable are missing at a gauge."""
        row = {"source": source, "variable": variable, "gauge_id": gauge, "days": days, "missing": missing}
        self.missing.append(row)

    def found(
        self, source: str, where: object, found: str, days: Sequence[pd.Timestamp] = (), gauges: int | None = None
    ) -> None:
        """Take down what a source holds."""
        first, last = (f"{days[0]:%Y-%m-%d}", f"{days[-1]:%Y-%m-%d}") if len(days) else ("", "")
        row = {"source": source, "path": str(where), "found": found, "first_day": first, "last_day": last}
        self.inventory.append({**row, "gauges": np.nan if gauges is None else float(gauges)})

    def kept(self) -> list[str]:
        """List the gauges that an LSTM can learn from."""
        costly = set(STEPS[: STEPS.index("polygon")])
        return [gauge for gauge in self.gauges if not costly & set(self.losses.get(gauge, {}))]

    def table(self, findings: Findings) -> pd.DataFrame:
        """Return the artefact `contracts.checkup.GAUGES`."""
        refused, warned = findings.of_gauges("refuse"), findings.of_gauges("warn")
        shares = self._shares()
        rows = []
        for gauge in dict.fromkeys([*self.gauges, *self.losses]):
            losses = {step: self.losses.get(gauge, {})[step] for step in STEPS if step in self.losses.get(gauge, {})}
            row = {"gauge_id": gauge, "gauge_name": "", **dict.fromkeys(NUMBERS, np.nan), **self.about.get(gauge, {})}
            row |= {f"missing_{kind}": share for kind, share in shares.get(gauge, {}).items()}
            row |= {"lost_at": next(iter(losses), ""), "why": "; ".join(losses.values())}
            rows.append(
                {**row, "refused": "; ".join(refused.get(gauge, ())), "warned": "; ".join(warned.get(gauge, ()))}
            )
        return pd.DataFrame(rows, columns=list(GAUGES.columns))

    def _shares(self) -> dict[str, dict[str, float]]:
        """Give, by gauge, the largest share of missing days of its discharge, forcings and targets."""
        shares: dict[str, dict[str, float]] = {}
        for row in self.missing:
            kind = "targets" if row["source"] != "camels_gb" else "forcings"
            kind = "discharge" if row["variable"] == "discharge" else kind
            share = float(row["missing"]) / max(int(row["days"]), 1)  # type: ignore[arg-type, call-overload]
            largest = shares.setdefault(str(row["gauge_id"]), {})
            largest[kind] = max(largest.get(kind, 0.0), share)
        return shares
