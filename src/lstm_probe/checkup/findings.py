"""Gather what a check-up finds, never stopping at the first problem."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pandas as pd

from lstm_probe.contracts.checkup import PROBLEMS, SEVERITIES
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

#: So many gauges are named in a row; the table of gauges has all.
NAMED = 6

Key = tuple[str, str, str, str, str, str]


@dataclass
class Findings:
    """Hold what was found, in the order in which it was found.

    Findings that differ in nothing but the gauge and what was found there become one row.
    """

    _rows: dict[Key, list[tuple[str, str]]] = field(default_factory=dict)

    def add(
        self, severity: str, source: str, check: str, item: str, found: str, expected: str, advice: str, gauge: str = ""
    ) -> None:
        """Take down one finding.

        Parameters
        ----------
        severity : {"refuse", "warn", "note"}
            How bad it is.
        source : str
            Which source, as in the configuration.
        check : str
            What was looked at, in a few words that are the same for every gauge.
        item : str
            The variable, table or file.
        found, expected, advice : str
            What stands there, what should, and what to do; `found` is of this gauge, if one is given.
        gauge : str
            The gauge, where it concerns one.
        """
        told = self._rows.setdefault((severity, source, check, item, expected, advice), [])
        if (gauge, found) not in told:
            told.append((gauge, found))

    def error(
        self, source: str, check: str, error: InputError, item: str = "", gauge: str = "", severity: str = "refuse"
    ) -> None:
        """Take down what a reader refuses."""
        self.add(severity, source, check, item or error.where, error.found, error.expected, error.advice, gauge)

    @contextmanager
    def guarded(self, source: str, check: str, gauge: str = "", severity: str = "refuse") -> Iterator[None]:
        """Turn what a reader in the block refuses into a finding, and go on after the block."""
        try:
            yield
        except InputError as error:
            self.error(source, check, error, gauge=gauge, severity=severity)
        except OSError as error:
            where = str(error.filename or source)
            found = error.strerror or str(error)
            self.add(severity, source, check, where, found, "a file that can be read", "see to its permissions", gauge)

    def table(self) -> pd.DataFrame:
        """Return the artefact `contracts.checkup.PROBLEMS`, the worst first."""
        rows = []
        for (severity, source, check, item, expected, advice), told in self._rows.items():
            gauges = [gauge for gauge, _ in told if gauge]
            row = {"severity": severity, "source": source, "check": check, "item": item, "gauges": len(set(gauges))}
            rows.append({**row, "found": _joined(told), "expected": expected, "to_do": advice})
        table = pd.DataFrame(rows, columns=list(PROBLEMS.columns))
        return table.sort_values("severity", key=lambda names: names.map(SEVERITIES.index), kind="stable")

    def of_gauges(self, severity: str) -> dict[str, list[str]]:
        """List by gauge what was found of one severity, as ``item: check``."""
        listed: dict[str, list[str]] = {}
        for (kind, _, check, item, _, _), told in self._rows.items():
            for gauge in {gauge for gauge, _ in told if gauge and kind == severity}:
                listed.setdefault(gauge, []).append(f"{item}: {check}")
        return listed

    def log(self) -> None:
        """Log every row."""
        for row in self.table().itertuples(index=False):
            level = logging.INFO if row.severity == "note" else logging.WARNING
            logger.log(level, "%s: %s, %s, %s: %s", row.severity, row.source, row.item, row.check, row.found)


def _joined(told: Sequence[tuple[str, str]]) -> str:
    """Say what was found, and at which gauges."""
    texts: dict[str, list[str]] = {}
    for gauge, found in told:
        texts.setdefault(found, []).append(gauge)
    if len(texts) == 1:
        found, gauges = next(iter(texts.items()))
        return f"{found} at {shortlist(gauges, NAMED)}" if any(gauges) else found
    parts = [f"{', '.join(gauges[:NAMED])}: {found}" if any(gauges) else found for found, gauges in texts.items()]
    rest = f"; and {len(parts) - NAMED} more" if len(parts) > NAMED else ""
    return "; ".join(parts[:NAMED]) + rest
