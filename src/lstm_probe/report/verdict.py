"""Draw the conclusion of a run from the rungs that its targets climb."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lstm_probe.contracts.comparisons import CONCEPT, MISSED, NOT_RUN, PASSED
from lstm_probe.contracts.thresholds import FEWEST, SKILFUL
from lstm_probe.datasets.naming import display_name
from lstm_probe.errors import listed
from lstm_probe.report import scores
from lstm_probe.report.scores import Scores, known, tested
from lstm_probe.report.study import Study

HOLDS, IN_PART, FAILS, OPEN = "holds", "holds only in part", "does not hold", "cannot be judged"


@dataclass(frozen=True)
class Rung:
    """Hold what one rung found: its outcome, what was compared with what, and the comparison in words."""

    name: str
    outcome: str
    value: float
    threshold: float
    reason: str


@dataclass(frozen=True)
class Finding:
    """Hold what the run finds of one target, called `name`.

    `scores` are main's, as `scores.case`; `beside` is what stands beside the rungs, as `scores.evidence`.
    """

    target: str
    name: str
    long_name: str
    scores: Scores
    beside: Mapping[str, Any]
    rungs: tuple[Rung, ...]

    @property
    def climbed(self) -> tuple[str, ...]:
        """Rungs that it passes before the first that it does not."""
        stop = self.stop
        names = [rung.name for rung in self._concept]
        return tuple(names[: names.index(stop.name)] if stop else names)

    @property
    def stop(self) -> Rung | None:
        """The first rung that it does not pass; None where it climbs all that a concept asks for."""
        return next((rung for rung in self._concept if rung.outcome != PASSED), None)

    @property
    def missed(self) -> bool:
        """Whether the climb ends at a rung that it misses."""
        return self.stop is not None and self.stop.outcome == MISSED

    @property
    def _concept(self) -> list[Rung]:
        return [rung for rung in self.rungs if rung.name in CONCEPT]


@dataclass(frozen=True)
class Verdict:
    """Hold the outcome of a run, why, what it is about, and what it rests on: discharge, and all findings."""

    outcome: str
    reason: str
    about: tuple[str, ...]
    discharge: Scores
    findings: tuple[Finding, ...]
    discharge_by_training: Mapping[str, Scores] = field(default_factory=dict)


def judge(numbers: Mapping[str, Any], ladder: pd.DataFrame, study: Study) -> Verdict:
    """Judge a run.

    Parameters
    ----------
    numbers : mapping
        As docs/numbers.schema.json.
    ladder : pandas.DataFrame
        As `contracts.verdict.LADDER`.
    study : Study
        What the run set out to answer.
    """
    discharge = tested(numbers["discharge"].get(study.lstm, {}))
    findings = tuple(find(name, numbers, ladder, study) for name in study.targets)
    parts = (("soil moisture", study.soil), ("snow", [study.snow]))
    about = tuple(what for what, names in parts if any(name in names for name in study.targets))
    words = " and ".join(about) or "this run"
    decided = [finding for finding in findings if finding.target in study.deciding]
    by_training = (numbers.get("discharge_by_training") or {}).get(study.lstm, {}).get("test", {})
    asked = study.source == "trained" or known(discharge, "nse")  # a model from elsewhere may have no discharge
    outcome = _worth_probing(discharge) if asked else None
    return Verdict(*(outcome or _conclude(decided, words)), about, discharge, findings, by_training)


def find(target: str, numbers: Mapping[str, Any], ladder: pd.DataFrame, study: Study) -> Finding:
    """Put together what a run finds of one target.

    Parameters
    ----------
    target : str
        Its name.
    numbers, ladder, study
        As of `judge`.
    """
    rows = ladder[ladder["target"] == target].drop(columns="target")
    rungs = tuple(Rung(*row) for row in rows.itertuples(index=False, name=None))
    name = display_name(target, set(study.targets) - {target})
    own, beside = scores.of_main(numbers, target), scores.evidence(numbers, target)
    return Finding(target, name, study.targets[target], own, beside, rungs)


def _worth_probing(discharge: Scores) -> tuple[str, str] | None:
    """Say why the discharge keeps a run from being judged; None if it does not."""
    if not known(discharge, "nse"):
        return OPEN, "the LSTM's discharge has no score, so nothing shows that its states are worth probing"
    if discharge["nse"] < SKILFUL:
        return OPEN, (
            f"the LSTM does not simulate discharge well enough (median NSE below {SKILFUL:g}) "
            "for its states to be worth probing"
        )
    if discharge.get("gauges", 0) < FEWEST:
        return OPEN, f"discharge is scored at fewer than {FEWEST} gauges, too few for a median"
    return None


def _conclude(decisive: Sequence[Finding], about: str) -> tuple[str, str]:
    """Draw the conclusion from the findings on the targets that decide."""
    formed = [finding for finding in decisive if finding.rungs and finding.stop is None]
    missed = [finding for finding in decisive if finding.missed]
    if not formed and not missed:
        return OPEN, f"no probe of {about} can be judged: {_why(decisive)}"
    if len(formed) == len(decisive):
        what = f"every target of {about}" if len(decisive) > 1 else decisive[0].name
        return HOLDS, f"{what} climbs all {len(CONCEPT)} rungs"
    if not formed:
        return FAILS, f"no target of {about} climbs all {len(CONCEPT)} rungs"
    return IN_PART, f"not every target of {about} climbs all {len(CONCEPT)} rungs"


def _why(findings: Sequence[Finding]) -> str:
    """Give the reasons for which targets could not be judged, and the rungs that were not run."""
    absent = [rung.name for finding in findings[:1] for rung in finding.rungs if rung.outcome == NOT_RUN]
    absent = [name for name in absent if name in CONCEPT]
    if absent:
        return f"the rung{'s' * (len(absent) > 1)} {listed(absent)} {'were' if len(absent) > 1 else 'was'} not run"
    return "; ".join(dict.fromkeys(finding.stop.reason for finding in findings if finding.stop)) or "there is none"
