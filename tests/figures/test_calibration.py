"""The figure of the calibration shows the curves, points and doses that it is given."""

import numpy as np

from lstm_probe.calibration import choosing, doses, rates, rules
from lstm_probe.contracts.calibration import CUT
from lstm_probe.figures import calibration
from tests.calibration.ladders import decoy, target, worlds


def test_curves_points_and_doses_are_drawn_where_they_are() -> None:
    """Rules stand at their shares of false and of true positives; lines go through the medians of the doses."""
    rows = [target(weather_seed=seed, target="sd", release=0.8) for seed in (1, 2)]
    rows += [target(weather_seed=seed, target="sd", kind=CUT, coupling=0.0, release=0.1) for seed in (1, 2)]
    rows += [decoy(weather_seed=seed) for seed in (1, 2)]
    made = worlds(rows)
    rated = rates.table(made, rates.all_rules(made, rules.Thresholds(), choosing.rotate(made)[0]))
    followed = doses.table(made)
    figure = calibration.draw(rates.curves(made), rates.points(rated), made, followed)
    left, middle, right = figure.axes
    shown = {line.get_label(): line for line in left.lines}
    assert [*rates.curves(made), *rates.points(rated)] == list(shown)
    for rule, place in rates.points(rated).items():
        assert (shown[rule].get_xdata()[0], shown[rule].get_ydata()[0]) == place
    lines = [line for line in right.lines if line.get_linestyle() == "-" and len(line.get_xdata()) == len(followed)]
    assert any(np.allclose(line.get_ydata(), followed["release"]) for line in lines)
    assert middle.get_ylabel() == "partial r"
