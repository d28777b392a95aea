"""What a world whose store feeds the rivers in part shows of that store: how well it is read, and what it releases."""

import pandas as pd

from lstm_probe.contracts.periods import LEAD_DAYS

READ = ("r", "anomaly_r")
SEEN = ["added_mm", "true_mm", "released_mm", "release", "release_lower", "release_upper"]


def of_target(steering: pd.DataFrame, skill: pd.DataFrame, target: str) -> dict[str, float]:
    """Give what was read and released of one target.

    Parameters
    ----------
    steering : pandas.DataFrame
        As `contracts.steering.STEERING_TABLE`, of one LSTM and seed.
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`, of the probes along which the states were changed.
    target : str
        The target.

    Returns
    -------
    dict of str to float
        `READ`, medians over gauges in the test period, and the columns `SEEN` of the longest lead time.
    """
    tested = skill[(skill["target"] == target) & (skill["period"] == "test")]
    chosen = (steering["target"] == target) & (steering["direction"] == "probe")
    row = steering[chosen & (steering["lead_days"] == LEAD_DAYS[-1])].iloc[0]
    read = {name: float(tested.loc[tested["metric"] == name, "value"].median()) for name in READ}
    return read | {name: float(row[name]) for name in SEEN}
