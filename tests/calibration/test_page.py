"""The page of a calibration has the shares of the table, in hundredths, and the thresholds chosen."""

import pandas as pd

from lstm_probe.calibration import choosing, doses, origin, page, rates, rules
from lstm_probe.contracts.calibration import CUT, LADDER
from tests.calibration.ladders import decoy, target, worlds


def test_shares_choices_and_doses_stand_on_the_page() -> None:
    """Rates, thresholds, doses and the origin of made-up worlds are those that were computed from them."""
    made = worlds(
        [
            *(target(weather_seed=seed, target="sd", release=0.8) for seed in (1, 2)),
            *(target(weather_seed=seed, target="sd", kind=CUT, coupling=0.0, release=0.1) for seed in (1, 2)),
            *(decoy(weather_seed=seed) for seed in (1, 2)),
        ]
    )
    rated = rates.table(made, {LADDER: rules.found(made, rules.Thresholds())[LADDER]})
    chosen = pd.DataFrame(
        [(1, 0.05, 0.4, 0.3), (choosing.ALL, 0.025, 0.35, 0.2)],
        columns=["without_seed", "margin", "partial", "partial_lower"],
    )
    text = page.write(rated, chosen, doses.table(made), origin.describe(made, 600.0), "calibration.png")
    assert "| ladder | 100 (16–100) | – | 100 (16–100) | 0 (0–84) | – | 0 (0–84) |" in text
    assert "| all but 1 | 0.05 | 0.4 | 0.3 |" in text
    assert "| all weather seeds | 0.025 | 0.35 | 0.2 |" in text
    assert "| sd | 0 | 0.90 | 0.60 (0.60 to 0.60) | 0.80 | 0.10 (0.10 to 0.10) |" in text
    assert "2 worlds of the weather seeds 1, 2" in text
    assert "10 minutes of processor time" in text
