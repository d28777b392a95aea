"""The verdict of a study in one process: states and targets in, the rungs of every target out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import xarray as xr

from lstm_probe.contracts.comparisons import MAIN, PARTIAL, UNSEEN
from lstm_probe.probe import (
    null_parts,
    null_tables,
    null_targets,
    own_moments,
    residual,
    scoring,
    spatial_folds,
    yearly_sums,
)
from lstm_probe.probe.experiment import Experiment, predict
from lstm_probe.probe.features import OF_UNITS, Sources
from lstm_probe.probe.inputs import Inputs
from lstm_probe.results import draws, intervals, ladder, sampling, tables
from lstm_probe.results import yearly_sums as gathered
from lstm_probe.results.evidence import Evidence


@dataclass(frozen=True)
class Study:
    """Hold what the ladder of a study is judged by, and judge it by the functions that the rules' scripts call.

    Parameters
    ----------
    states : mapping of int to xarray.Dataset
        States of the trained LSTM, by seed.
    untrained : mapping of str to mapping of int to xarray.Dataset
        States of the untrained ones, by name and draw.
    series, attributes : xarray.Dataset
        As `contracts.data.CATCHMENTS` and `contracts.data.ATTRIBUTES`.
    targets : mapping of str to xarray.DataArray
        Of shape (gauge_id, time).
    periods : mapping of str to slice
        First and last day of ``fit`` and ``test``.
    lstm : mapping
        ``forcings`` and ``attributes`` of the LSTM.
    criteria : mapping of str to mapping
        Criteria of the targets on gauges.
    derangements : int
        Draws of other gauges' states.
    catalogue : mapping of str to mapping
        The answers of `main` and of the experiments that decide the ladder, by name.
    """

    states: Mapping[int, xr.Dataset]
    untrained: Mapping[str, Mapping[int, xr.Dataset]]
    series: xr.Dataset
    attributes: xr.Dataset
    targets: Mapping[str, xr.DataArray]
    periods: Mapping[str, slice]
    lstm: Mapping[str, Sequence[str]]
    criteria: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    derangements: int = 24
    catalogue: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @cached_property
    def inputs(self) -> Inputs:
        """Forcings and attributes of the LSTM."""
        return Inputs.of(self.series, self.attributes, self.lstm, self.periods)

    @cached_property
    def experiments(self) -> Mapping[str, Mapping[str, Any]]:
        """The experiments that are fitted, `main` and those that decide the ladder among them."""
        return self.catalogue

    @cached_property
    def residuals(self) -> dict[str, xr.DataArray]:
        """What inputs leave of the targets."""
        features = self.experiments[PARTIAL]["residual_of"]
        given = (self.targets, self.criteria, self.attributes, self.periods, self.inputs)
        return residual.regress(features, *given)

    def fitted(self, name: str) -> list[tuple[int, xr.Dataset, xr.Dataset]]:
        """Fit an experiment: seed, probe and predictions of each of its seeds or draws."""
        entry = self.experiments[name]
        kinds = {feature.name for feature in Experiment(**entry).features}
        of_seeds: Mapping[int, xr.Dataset | None] = {1: None}
        if kinds & set(OF_UNITS):
            of_seeds = self.untrained.get(str(entry["lstm"]), self.states)
        targets = self.residuals if entry["residual_of"] else self.targets
        given = (targets, self.criteria, self.attributes, self.periods)
        inputs = self.inputs if kinds - set(OF_UNITS) else None
        return [
            (seed, *predict(Experiment(**entry), states, *given, name=name, seed=seed, inputs=inputs))
            for seed, states in of_seeds.items()
        ]

    @cached_property
    def evidence(self) -> Evidence:
        """All that the rungs are judged by; every target is of the verdict's family by itself."""
        runs, skill, nulls, shifts, predictions = [], [], [], {}, []
        for name in self.experiments:
            for seed, probe, predicted in self.fitted(name):
                sums = yearly_sums.yearly_sums(predicted, self.periods)
                runs.append((name, seed, sums))
                own = scoring.score(predicted, self.periods) if name == MAIN else yearly_sums.skill(sums)
                skill.append(own.assign(experiment=name, seed=seed))
                if name == MAIN:
                    predictions.append(predicted)
                    drawn, shifts[seed], unseen = self.nulls(seed, probe)
                    nulls.append(drawn)
                    runs.append((UNSEEN, seed, unseen))
        table, null_table = pd.concat(skill, ignore_index=True), pd.concat(nulls, ignore_index=True)
        shifted = gathered.of_highest_shift(shifts, null_table)
        summed = gathered.targets(runs, self.attributes, draws.best(table), shifted)
        return Evidence(
            intervals.below([intervals.estimate(one) for one in summed]),
            tables.gather(sampling.of_target(one, predictions, self.periods["test"]) for one in summed),
            null_table,
            tables.seeds(table),
            {name: one.attrs[residual.SHARE] for name, one in self.residuals.items()},
            attributes=bool(self.lstm["attributes"]),
        )

    def nulls(self, seed: int, probe: xr.Dataset) -> tuple[pd.DataFrame, xr.Dataset, xr.Dataset]:
        """Score strangers' states, other years' states and unseen gauges of one seed."""
        main, partial = (Experiment(**self.experiments[name]) for name in (MAIN, PARTIAL))
        observed = null_targets.observed(self.targets, self.residuals, probe, self.periods)
        drawn = null_targets.draws(observed, self.attributes, derangements=self.derangements, distance_km=150.0)
        answers = null_targets.answers_of(null_targets.records(self.targets, observed), main, partial)
        given = (main.features, Sources(self.states[seed], None), observed, self.periods)
        nulls = null_parts.Nulls(*given, drawn, answers)
        shifted, sums = nulls.year_shifts()
        table = null_tables.nulls(nulls.derangements(), shifted, drawn, seed)
        own = own_moments.own_moments(*given[:2], {name: observed[name] for name in shifted}, self.periods)
        unseen = spatial_folds.unseen(own, {name: answers[name] for name in shifted}, self.attributes)[1]
        return table, sums, unseen

    @cached_property
    def verdict(self) -> pd.DataFrame:
        """The rungs of all targets, as `contracts.verdict.LADDER`."""
        return ladder.judge(self.evidence, list(self.targets))

    def outcomes(self, target: str) -> dict[str, str]:
        """Outcome of every rung of a target."""
        rows = self.verdict[self.verdict["target"] == target]
        return dict(zip(rows["rung"], rows["outcome"], strict=True))

    def climbed(self, target: str) -> int:
        """Rungs that a target climbs."""
        return ladder.climbed(self.verdict, target)
