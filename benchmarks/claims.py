"""What a benchmark is to show: a ratio of two contenders, pair by pair."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Claim:
    """Set one contender beside its peers.

    Parameters
    ----------
    what : str
        What is compared, for a table and a figure.
    ours : str
        The contender.
    peers : tuple of str
        The contenders beside it; in each pair the fastest of them counts.
    aim : float
        The ratio that is aimed at.
    by : {"rate", "seconds"}
        Whether work per second is compared, or the seconds alone.
    """

    what: str
    ours: str
    peers: tuple[str, ...]
    aim: float
    by: str = "rate"

    def ratios(self, rows: pd.DataFrame) -> np.ndarray:
        """Give how many times faster ours is, one number a pair in which both ran.

        Parameters
        ----------
        rows : pandas.DataFrame
            Measurements, as `measure.alternate` gives them.
        """
        speed = (rows["work"] if self.by == "rate" else 1.0) / rows["seconds"]
        table = rows.assign(speed=speed).pivot(index="pair", columns="contender", values="speed")
        table = table.reindex(columns=[self.ours, *self.peers])
        return (table[self.ours] / table[list(self.peers)].max(axis=1)).dropna().to_numpy()
