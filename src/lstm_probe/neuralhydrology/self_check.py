"""Hold an imported model against NeuralHydrology's own scores of its run."""

import logging
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import torch
import xarray as xr

from lstm_probe import metrics
from lstm_probe.errors import InputError, shortlist
from lstm_probe.model import simulation
from lstm_probe.model.catchments import prepare
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Reading
from lstm_probe.neuralhydrology.run import Run

logger = logging.getLogger(__name__)

#: Largest difference of the two median NSE that rounding and one continuous pass in place of windows explain.
TOLERANCE = 0.01
#: Windows that are run at most before one continuous pass is tried instead, which is many times faster.
MOST_WINDOWS = 15_000
SPIN_UP_DAYS = 1095
CAUSES = (
    "another order or other values of the static attributes, discharge or forcings in other units, or series of "
    "another version of the data set"
)


@dataclass(frozen=True)
class Scores:
    """Hold NSE by gauge, ours and theirs, over the run's test period.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns ours and theirs, by gauge_id; no rows where nothing could be compared.
    reading : str
        How ours was computed, or why it was not.
    """

    table: pd.DataFrame
    reading: str

    @property
    def medians(self) -> tuple[float, float]:
        """Give the median of ours and of theirs; NaN without gauges."""
        if self.table.empty:
            return np.nan, np.nan
        ours, theirs = self.table.median()[["ours", "theirs"]]
        return float(ours), float(theirs)


def compare(
    run: Run, trained: Trained, series: xr.Dataset, attributes: xr.Dataset, device: torch.device, threads: int
) -> Scores:
    """Compare NSE per gauge over the test period of a run.

    Parameters
    ----------
    run : Run
        The run, with its settings and, if it was evaluated, scores.
    trained : Trained
        The imported model.
    series, attributes : xarray.Dataset
        Forcings and discharge (mm d-1), and attributes, of the study's gauges.
    device : torch.device
        Where to compute.
    threads : int
        Threads on a CPU.

    Raises
    ------
    InputError
        If the medians over the gauges that both have differ by more than 0.01, or an input of the model is missing.
    """
    prepare(
        series.isel(time=slice(0, 1)), attributes, trained.scalers, device
    )  # refuses gauges and inputs that do not fit
    if (reason := _in_the_way(run, trained, series)) is not None:
        return Scores(pd.DataFrame(columns=["ours", "theirs"], dtype="float64"), f"not compared: {reason}")
    theirs = their_nse(run)
    both = [gauge for gauge in series["gauge_id"].values.astype(str) if gauge in theirs.index]
    some = series.sel(gauge_id=both)
    reading = Reading(window_days=run.settings.window_days, threads=threads, spin_up_days=SPIN_UP_DAYS)
    n_windows = len(both) * sum(len(pd.date_range(*period)) for period in run.scored)
    ways = ["window"] if n_windows <= MOST_WINDOWS else ["continuous", "window"]
    for states in ways:
        ours = our_nse(run, trained, some, attributes, replace(reading, states=states), device)
        scores = Scores(pd.DataFrame({"ours": ours, "theirs": theirs.loc[both]}).dropna(), states)
        if scores.table.empty or abs(np.subtract(*scores.medians)) <= TOLERANCE:
            break
    _require_near(run, scores)
    return scores


def their_nse(run: Run) -> pd.Series:
    """Read NeuralHydrology's NSE by gauge, of the discharge where there are several targets.

    Raises
    ------
    InputError
        If the table has no NSE.
    """
    if run.metrics is None:
        return pd.Series(dtype="float64")
    table = pd.read_csv(run.metrics, dtype={"basin": str})
    columns = [name for name in table.columns if name == "NSE" or name.endswith("_NSE")]
    of_targets = [f"{target}_NSE" for target in run.settings.targets if f"{target}_NSE" in columns]
    chosen = "NSE" if "NSE" in columns else next(iter(of_targets), None)
    if "basin" not in table or chosen is None:
        raise InputError(str(run.metrics), f"columns {shortlist(table.columns)}", "basin and NSE", "evaluate it again")
    return table.set_index("basin")[chosen].astype("float64")


def our_nse(
    run: Run, trained: Trained, series: xr.Dataset, attributes: xr.Dataset, reading: Reading, device: torch.device
) -> pd.Series:
    """Compute our NSE by gauge over the test periods of a run, all of their days together."""
    parts = [simulation.discharge(trained, series, attributes, period, reading, device) for period in run.scored]
    days = xr.concat(parts, "time") if len(parts) > 1 else parts[0]
    simulated = days["simulated"].clip(min=0.0) if trained.scores_clip else days["simulated"]
    return metrics.per_gauge(simulated, days["observed"])["nse"].to_series()


def _in_the_way(run: Run, trained: Trained, series: xr.Dataset) -> str | None:
    """Give the reason why there is nothing to compare; None where there is."""
    days, testing = series.indexes["time"], run.scored
    if trained.model.architecture.output == "none":
        return "the model gives no single discharge"
    if run.metrics is None:
        return f"the run has no metrics (test_metrics.csv) of epoch {run.epoch}"
    if not testing:
        return "the run keeps the periods of its scores in another file"
    if any(pd.Timestamp(first) < days[0] or pd.Timestamp(last) > days[-1] for first, last in testing):
        return f"the series, {days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}, do not cover the days of its scores"
    if not set(series["gauge_id"].values.astype(str)) & set(map(str, their_nse(run).index)):
        return "none of its gauges is a gauge of the study"
    return None


def _require_near(run: Run, scores: Scores) -> None:
    ours, theirs = scores.medians
    logger.info(
        "NSE over the days of the run's scores at %d gauges: ours %.4f, its own %.4f", len(scores.table), ours, theirs
    )
    if abs(ours - theirs) > TOLERANCE:
        worst = (scores.table["ours"] - scores.table["theirs"]).abs().nlargest(3).index
        found = f"a median NSE of {ours:.3f} where the run itself has {theirs:.3f}, at {len(scores.table)} gauges"
        found += f", furthest apart at {shortlist(worst)}"
        advice = f"look for the cause: {CAUSES}; or another period of the scores than config.yml has"
        raise InputError(str(run.folder), found, f"a difference of at most {TOLERANCE}", advice)
