"""Collect what a check-up finds, never stopping at the first problem."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pandas as pd

from lstm_probe.contracts.checkup import PROBLEMS, SEVERITIES
from lstm_probe.errors import Finding, InputError, joined

logger = logging.getLogger(__name__)

#: Severity, source, check, item, expected and advice.
Key = tuple[str, str, str, str, str, str]


@dataclass
class Findings:
    """Hold what was found, in the order in which it was found.

    Findings that differ in nothing but the gauge and what was found there become one row.
    """

    _rows: dict[Key, dict[Finding, None]] = field(default_factory=dict)

    def add(
        self, severity: str, source: str, check: str, item: str, found: str, expected: str, advice: str, gauge: str = ""
    ) -> None:
        """Take down one finding: the source as in the configuration, the variable, table or file, and a `Finding`."""
        self.collect(source, item, [Finding(severity, check, found, expected, advice, gauge)])

    def collect(self, source: str, item: str, findings: Iterable[Finding]) -> None:
        """Take down what a check yields of one variable, table or file."""
        for one in findings:
            key = (one.severity, source, one.check, item, one.expected, one.advice)
            self._rows.setdefault(key, {})[one] = None

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
        rows = [
            (severity, source, check, item, len({one.gauge for one in found} - {""}), joined(found), expected, advice)
            for (severity, source, check, item, expected, advice), found in self._rows.items()
        ]
        names = ["severity", "source", "check", "item", "gauges", "found", "expected", "to_do"]
        table = pd.DataFrame(rows, columns=names)[list(PROBLEMS.columns)]
        return table.sort_values("severity", key=lambda names: names.map(SEVERITIES.index), kind="stable")

    def of_gauges(self, severity: str) -> dict[str, list[str]]:
        """List by gauge what was found of one severity, as ``item: check``."""
        listed: dict[str, list[str]] = {}
        for (kind, _, check, item, _, _), found in self._rows.items():
            for gauge in {one.gauge for one in found if one.gauge and kind == severity}:
                listed.setdefault(gauge, []).append(f"{item}: {check}")
        return listed

    def log(self) -> None:
        """Log every row."""
        for row in self.table().itertuples(index=False):
            level = logging.INFO if row.severity == "note" else logging.WARNING
            logger.log(level, "%s: %s, %s, %s: %s", row.severity, row.source, row.item, row.check, row.found)
