"""Skill against minutes of training, of the real run: read from what config/real666.yaml left, not run again here."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd

from benchmarks import results
from lstm_probe.figures import common

TITLE = "Real catchments: skill against minutes"
UNIT = "updates"
CLAIMS = ()

#: Where the finished run is, and which LSTM and seed of it.
RUN, LSTM, SEED = Path(__file__).parents[1] / "runs" / "real666", "real666", 1
FIGURE = Path(__file__).parents[1] / "docs" / "figures" / "training_curve.png"
THREADS = re.compile(r"computing on .*, (\d+) threads?$", re.MULTILINE)
LINE = re.compile(r"^(\d\d:\d\d:\d\d) INFO epoch (\d+) of \d+: .*median validation NSE (-?[\d.]+)")


def measurements(quick: bool) -> pd.DataFrame:
    """Read the log, the history and the skill of the run.

    Parameters
    ----------
    quick : bool
        Nothing to make smaller: nothing is run.
    """
    log = RUN / "logs" / "train_lstm" / LSTM / f"seed{SEED}.log"
    folder = RUN / "results" / "lstm" / LSTM / f"seed{SEED}"
    missing = [path for path in (log, folder / "history.csv", folder / "discharge_skill.csv") if not path.exists()]
    row = {"contender": f"{LSTM}, seed {SEED}", "pair": 1}
    if missing:
        return pd.DataFrame([{**row, "reason": f"{missing[0]} is not there: run config/real666.yaml first"}])
    text = log.read_text(encoding="utf-8")
    if "resuming after epoch" in text:
        return pd.DataFrame([{**row, "reason": "the training was stopped in between; its log begins in the middle"}])
    curve = read(text).merge(pd.read_csv(folder / "history.csv")[["epoch", "updates"]], on="epoch")
    skill = pd.read_csv(folder / "discharge_skill.csv")
    nse = skill[(skill["period"] == "test") & (skill["metric"] == "nse")]["value"]
    last = {"seconds": 60 * curve["minutes"].iloc[-1], "work": curve["updates"].iloc[-1], "test_nse": nse.median()}
    more = {"gauges": nse.notna().sum(), "threads": THREADS.findall(text)[0], "curve": curve.to_dict("records")}
    return pd.DataFrame([{**row, **last, **more}])


def read(log: str) -> pd.DataFrame:
    """Take minutes since the first line, epoch and median validation NSE from a log of train_lstm.

    Parameters
    ----------
    log : str
        Its lines begin with the time of day; a day that ends in between is counted.
    """
    start, before, days, rows = None, None, 0, []
    for line in log.splitlines():
        try:
            now = datetime.strptime(line[:8], "%H:%M:%S")
        except ValueError:  # a line that goes on, without a time
            continue
        start, days = start or now, days + (before is not None and now < before)
        before = now
        if found := LINE.match(line):
            minutes = (now - start + timedelta(days=days)).total_seconds() / 60
            rows.append({"minutes": minutes, "epoch": int(found[2]), "nse": float(found[3])})
    return pd.DataFrame(rows, columns=["minutes", "epoch", "nse"])


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Give threads, minutes, updates and the median NSE of the test period."""
    ran = rows.dropna(subset="seconds") if "seconds" in rows else rows[:0]
    return pd.DataFrame(
        {
            "LSTM": ran["contender"],
            "threads": [f"{count}" for count in ran.get("threads", [])],
            "minutes": [f"{seconds / 60:.1f}" for seconds in ran.get("seconds", [])],
            "updates": [f"{work:,.0f}" for work in ran.get("work", [])],
            "gauges scored": [f"{count:.0f}" for count in ran.get("gauges", [])],
            "median NSE of the test period": [f"{nse:.3f}" for nse in ran.get("test_nse", [])],
        }
    )


@common.paper_style()
def draw(path: Path = FIGURE, folder: Path = results.FOLDER) -> None:
    """Draw the median NSE of the validation period against minutes, and that of the test period at the end.

    Parameters
    ----------
    path : pathlib.Path
        Where to; its folder exists.
    folder : pathlib.Path
        Where the measurements are.
    """
    curve, found = results.read_curve("training_curve", "curve", folder), results.read("training_curve", folder)
    if curve is None or found is None:
        return
    figure = common.new_figure(common.COLUMN, 55.0)
    axes = figure.subplots()
    axes.plot(
        curve["minutes"], curve["nse"], "o-", markersize=2.5, color=common.COLOURS["swvl1"], label="validation period"
    )
    end = found[0].iloc[-1]
    axes.plot(end["seconds"] / 60, end["test_nse"], "D", color=common.COLOURS["swvl4"], label="test period, at the end")
    axes.set_xlim(left=0.0)
    axes.set_xlabel("minutes of training")
    axes.set_ylabel("median NSE of discharge")
    axes.legend(loc="lower right")
    common.save(figure, path)
