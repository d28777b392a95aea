"""Rates and their intervals: known shares, an independent formula of the bounds, curves of numbers that part."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta

from lstm_probe.calibration import rates, rules
from lstm_probe.contracts.calibration import CUT, DECOY, LADDER, NO_STORES, PSEUDO, STORE
from tests.calibration.ladders import decoy, seeds, target, worlds


def test_intervals_are_those_of_clopper_and_pearson() -> None:
    """Bounds are quantiles of beta distributions; none found has the lower bound 0, and none to find no rate."""
    share, lower, upper = rates.rate(7, 240)
    assert share == pytest.approx(7 / 240)
    assert lower == pytest.approx(beta.ppf(0.025, 7, 234))
    assert upper == pytest.approx(beta.ppf(0.975, 8, 233))
    assert rates.rate(0, 100)[1] == 0.0
    assert rates.rate(0, 100)[2] == pytest.approx(1 - 0.025 ** (1 / 100))
    assert np.isnan(rates.rate(0, 0)).all()


def test_the_table_counts_every_group() -> None:
    """Of made-up ladders with known outcomes the table has the counts, for kinds, decoys and halved stores."""
    halved = target(target="swvl4", coupling=0.5, partial_r=0.2)
    cut = target(target="sd", kind=CUT, coupling=0.0)
    pseudo = target(target="pseudo_sd", kind=PSEUDO, coupling=np.nan, r=0.2)
    made = worlds([target(), halved, cut, decoy(), decoy(target="noise", anomaly_r=0.0), pseudo])
    table = rates.table(made, dict(rules.found(made, rules.Thresholds()).items()))
    counted = table.set_index(["rule", "group"])
    assert counted.loc[("ladder", STORE), ["targets", "found"]].tolist() == [2, 1]
    assert counted.loc[("ladder", "store coupled by half"), ["targets", "found"]].tolist() == [1, 0]
    assert counted.loc[("ladder", CUT), "rate"] == 1.0
    assert counted.loc[("ladder", NO_STORES), ["targets", "found"]].tolist() == [3, 0]
    assert counted.loc[("decodable", DECOY), "rate"] == 0.5
    assert counted.loc[("decodable", "decoy rain_30"), "rate"] == 1.0


def test_curves_go_from_nothing_to_all() -> None:
    """A number that parts stores from the rest reaches all stores before the first of the rest; a useless one does not.

    The highest threshold calls nothing found, the lowest all.
    """
    made = seeds(stores=[0.5, 0.7], none=[0.1, 0.3])
    store, none = made["kind"] == STORE, made["kind"] == PSEUDO
    parted = rates.roc(made["partial_r"], store, none)
    assert parted.iloc[0][["false_positive", "true_positive"]].tolist() == [0.0, 0.0]
    assert parted.iloc[-1][["false_positive", "true_positive"]].tolist() == [1.0, 1.0]
    assert parted.loc[parted["true_positive"] == 1.0, "false_positive"].min() == 0.0
    useless = rates.roc(pd.Series(1.0, made.index), store, none)
    assert useless["true_positive"].tolist() == useless["false_positive"].tolist() == [0.0, 1.0]


def test_points_of_the_figure_are_rates_of_the_table() -> None:
    """Each rule that is shown stands at its share of false and of true positives."""
    made = seeds(stores=[0.5], none=[0.1, 0.1])
    held = rules.found(made, rules.Thresholds())[LADDER]
    table = rates.table(made, rates.all_rules(made, rules.Thresholds(), held))
    assert rates.points(table)[LADDER] == (0.0, 1.0)
    assert rates.points(table)[rules.FIRST] == (1.0, 1.0)
