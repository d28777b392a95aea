"""Choose the ladder's thresholds by their error rates, on some weather seeds, and rate them on another."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pandas as pd

from lstm_probe.calibration import rates, rules
from lstm_probe.calibration.rules import Thresholds
from lstm_probe.contracts.calibration import CHOSEN, LADDER, MOST_FALSE, NO_STORE, STORE

#: Values that are tried: a lead in r of anomalies, partial r, and the lower bound of its interval. Some lead is always
#: asked for, as "learned" says that the states follow a store better than the weather's memories do; what the rule
#: without it finds is rated beside (`rates.NO_LEAD`).
MARGINS = np.round(np.arange(0.0, 0.101, 0.025), 3)
PARTIALS = np.round(np.arange(0.1, 0.61, 0.05), 2)
LOWERS = np.round(np.arange(0.0, 0.41, 0.05), 2)
#: In the table of what was chosen, the row of all weather seeds together.
ALL = -1


def candidates() -> Iterator[Thresholds]:
    """Go through all thresholds that are tried; a lower bound never exceeds its partial r."""
    for margin, partial, lower in product(MARGINS, PARTIALS, LOWERS):
        if lower <= partial:
            yield Thresholds(float(margin), float(partial), float(lower))


def choose(worlds: pd.DataFrame) -> Thresholds:
    """Choose the thresholds by which most stores climb the ladder while few that are none do.

    The upper bound of the binomial interval of false positives, over decoys and pseudo-stores, must not exceed 5 %,
    or their rate where there are too few targets for that. Of all choices that find as many stores as the best, within
    one standard error of its share (Breiman et al., 1984, Classification and Regression Trees, sect. 3.4.3), that which
    moves the defaults least is taken; where none keeps false positives as low, of those with the fewest.

    Parameters
    ----------
    worlds : pandas.DataFrame
        As `contracts.calibration.WORLDS`.
    """
    store, none = worlds["kind"] == STORE, worlds["kind"].isin(NO_STORE)
    enough = rates.rate(0, int(none.sum()))[2] <= MOST_FALSE

    def rated(chosen: Thresholds) -> tuple[float, float]:
        held = rules.found(worlds, chosen)[LADDER]
        share, _, upper = rates.rate(int(held[none].sum()), int(none.sum()))
        return max((upper if enough else share) - MOST_FALSE, 0.0), float(held[store].mean())

    tried = {chosen: rated(chosen) for chosen in candidates()}
    excess = min(found[0] for found in tried.values())
    shares = {chosen: share for chosen, (over, share) in tried.items() if over == excess}
    best = max(shares.values())
    least = best - np.sqrt(best * (1 - best) / store.sum())
    return min((chosen for chosen, share in shares.items() if share >= least), key=moved)


def moved(chosen: Thresholds) -> float:
    """Sum how far thresholds lie from the defaults."""
    usual = Thresholds()
    return float(sum(abs(getattr(chosen, name) - getattr(usual, name)) for name in vars(usual)))


def rotate(worlds: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Judge the targets of every weather seed by the thresholds chosen on the other seeds.

    Parameters
    ----------
    worlds : pandas.DataFrame
        As `contracts.calibration.WORLDS`, of several weather seeds.

    Returns
    -------
    found : pandas.Series
        Of bool, whether a target climbs the ladder, aligned with `worlds`.
    chosen : pandas.DataFrame
        As `contracts.calibration.CHOSEN`: what was chosen without each seed, and on all of them.
    """
    found, rows = pd.Series(False, index=worlds.index), []
    for seed in sorted(worlds["weather_seed"].unique()):
        own = worlds["weather_seed"] == seed
        chosen = choose(worlds[~own])
        found[own] = rules.found(worlds[own], chosen)[LADDER]
        rows.append({"without_seed": int(seed), **vars(chosen)})
    rows.append({"without_seed": ALL, **vars(choose(worlds))})
    return found, CHOSEN.check(pd.DataFrame(rows, columns=list(CHOSEN.columns)), "chosen.csv")
