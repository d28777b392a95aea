"""Ours beside the paper's: verdicts and reasons by hand, placeholders, numbers in words."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.contracts.tables import DISAGREEMENTS, REPRODUCTION
from lstm_probe.reproduction import paper
from lstm_probe.reproduction.comparison import compare, settle, show
from lstm_probe.reproduction.paper import Disagreement, Value
from lstm_probe.reproduction.run import Run
from tests.examples import examples

NUMBERS: dict[str, Any] = {
    "counts": {"gauges": 40, "seeds": 1},
    "discharge": {"mine": {"test": {"nse": 0.87}}},
    "probes": {
        "main": {"swvl3_table": {"test": {"r": 0.86, "nse": None}}, "esa_cci": {"test": {"r": 0.6}}},
        "alpha_1": {"swvl3_table": {"test": {"r": 0.8, "nse": -0.5}}},
    },
    "changes": {},
    "offsets": None,
}


def config(*targets: str, **others: Any) -> dict[str, Any]:
    """Make the part of a configuration that a comparison needs."""
    return {"study": {"lstms": ["mine"], "targets": list(targets), "experiments": ["main", "alpha_1"]}, **others}


RUN = Run(NUMBERS, config("swvl3_table", "esa_cci", experiments={"main": {"alpha": 0.5}}))


def value(**settings: Any) -> Value:
    """Make a value of the third layer, 0.89 in the paper, whose place is the median r of main."""
    defaults = {"section": "s", "quantity": "q", "target": "swvl3", "metric": "r", "source": "here", "tolerance": 0.03}
    return Value(**{**defaults, "paper": 0.89, "number": "probes.main.{target}.test.r", **settings})


def judged(one: Value, synthetic: bool = False) -> pd.Series:
    """Compare one value."""
    return compare([one], RUN, synthetic=synthetic).iloc[0]


def test_within_and_outside() -> None:
    """A table of the third layer stands for it; the difference is ours less theirs, and the tolerance is included."""
    row = judged(value())
    assert (row["ours"], row["number"]) == (0.86, "probes.main.swvl3_table.test.r")
    assert row["difference"] == pytest.approx(-0.03)
    assert (row["verdict"], row["reason"]) == ("within", "")
    assert judged(value(tolerance=0.029))["verdict"] == "outside"
    assert judged(value(paper=0.82))["verdict"] == "outside"


def test_the_notebook_is_asked_where_the_paper_is_silent() -> None:
    """The paper's number goes first, and the notebook's counts only without one."""
    assert judged(value(notebook=0.5))["difference"] == pytest.approx(-0.03)
    row = judged(value(paper=np.nan, notebook=0.85))
    assert row["difference"] == pytest.approx(0.01)
    assert row["verdict"] == "within"


def test_orientation() -> None:
    """Synthetic data, and a set-up that differs, have no verdict; the second says why."""
    assert judged(value(), synthetic=True)["verdict"] == "orientation"
    row = judged(value(orientation="other days"))
    assert (row["verdict"], row["reason"]) == ("orientation", "other days")
    assert row["ours"] == 0.86


def test_another_setting_than_the_source() -> None:
    """Where ours is not set as it must be for a verdict it is shown all the same, and the reason has both settings."""
    assert judged(value(provided={"experiments.main.alpha": 0.5}))["verdict"] == "within"
    row = judged(value(provided={"experiments.main.alpha": 1.0}))
    assert (row["verdict"], row["ours"]) == ("orientation", 0.86)
    assert row["reason"] == "experiments.main.alpha is 0.5 in this run, 1.0 in the source"


def test_another_quantity() -> None:
    """Where ours would be another quantity it is no answer and not shown."""
    row = judged(value(requires={"experiments.main.alpha": 1.0}))
    assert (row["verdict"], row["reason"]) == (
        "not answered",
        "experiments.main.alpha is 0.5 in this run, 1.0 in the source",
    )
    assert np.isnan([row["ours"], row["difference"]]).all()


PAIRS = [("swvl1", "sky", 7, "within"), ("swvl1", "sky", 1, "orientation"), ("swvl2", "sky", 7, "not answered")]


@pytest.mark.parametrize(
    ("first", "second", "days", "verdict"),
    [*PAIRS, ("swvl1", "swvl2", 7, "not answered"), ("air", "sky", 7, "not answered")],
)
@pytest.mark.parametrize("suffix", ["", "_table"])
def test_two_products(first: str, second: str, days: int, verdict: str, suffix: str) -> None:
    """Only the top layer beside ESA CCI answers to the paper's correlation, and only a mean of 7 days is judged."""
    targets = {f"swvl1{suffix}": {"source": "era5_land"}, "swvl2": {"source": "era5_land"}, "air": {"source": "table"}}
    targets["sky"] = {"source": "esa_cci", "smooth_days": days, "smooth": "trailing"}
    products = {"first": f"swvl1{suffix}" if first == "swvl1" else first, "second": second, "r": 0.5}
    run = Run({**NUMBERS, "products": products}, config(*targets, targets=targets))
    (one,) = [value for value in paper.read_values() if value.number == "products.r"]
    row = compare([one], run, synthetic=False).iloc[0]
    assert row["verdict"] == verdict
    assert ("in this run, " in row["reason"]) == (verdict != "within")
    assert compare([one], RUN, synthetic=False).iloc[0]["reason"].endswith("it needs ERA5-Land swvl1 and ESA CCI")


def test_medians_of_unknown_origin_judge_nothing() -> None:
    """What App. A calls original has no verdict on any run."""
    run = Run({"probes": {"main": {"swvl1": {"fit": {"r": 0.88}}}}}, config("swvl1"))
    table = compare(paper.read_values(), run, synthetic=False).set_index(["number", "target"])
    row = table.loc[("probes.main.swvl1.fit.r", "swvl1")]
    assert row["verdict"] == "orientation"
    assert "unknown" in row["reason"]


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"number": None, "reason": "nobody can"}, "nobody can"),
        ({"target": "swvl1"}, "no target swvl1 in this run"),
        ({"number": "probes.mlp.{target}.test.r"}, "no experiment mlp in this run"),
        ({"number": "changes.mlp.{target}.r_difference"}, "no experiment mlp in this run"),
        ({"number": "changes_from.mlp.main.{target}.r_difference"}, "no experiment mlp in this run"),
        ({"number": "changes_from.alpha_1.mlp.{target}.r_difference"}, "no experiment mlp in this run"),
        ({"number": "changes_from.alpha_1.main.{target}.r_difference"}, "this run has no such number"),
        ({"number": "probes.main.{target}.test.nse"}, "this run has no such number"),
        ({"number": "changes.alpha_1.{target}.r_difference"}, "this run has no such number"),
        ({"number": "offsets.p_value", "needs": "soil"}, "this run has no such number; it needs soil"),
        ({"number": "probes.main.{sd}.test.r", "target": "sd"}, "no target sd in this run"),
    ],
)
@pytest.mark.parametrize("synthetic", [True, False])
def test_not_answered(settings: dict[str, Any], reason: str, synthetic: bool) -> None:
    """Without a number there is no answer, on any data, and the reason says what is missing."""
    row = judged(value(**settings), synthetic)
    assert (row["verdict"], row["reason"]) == ("not answered", reason)
    assert np.isnan(row["ours"])


@pytest.mark.parametrize(
    ("bounds", "verdict"),
    [
        ({"at_most": 0.9}, "within"),
        ({"at_most": 0.86}, "within"),
        ({"at_most": 0.85}, "outside"),
        ({"at_least": 0.9}, "outside"),
        ({"at_least": 0.8, "at_most": 0.9}, "within"),
        ({"at_least": "probes.main.{esa_cci}.test.r"}, "within"),
        ({"at_most": "probes.main.{esa_cci}.test.r"}, "outside"),
        ({"at_most": "probes.main.{swvl1}.test.r"}, "not answered"),
        ({"at_most": "probes.main.{target}.test.nse"}, "not answered"),
    ],
)
def test_findings_in_words(bounds: dict[str, Any], verdict: str) -> None:
    """A finding holds within its bounds, both included; a bound may be another number of the run, if it has it."""
    row = judged(value(paper=np.nan, tolerance=np.nan, says="it is so", **bounds))
    assert row["verdict"] == verdict
    assert np.isnan(row["difference"])
    if verdict != "not answered":
        assert row["reason"] == "it is so"


def test_lstm_and_table() -> None:
    """The study's LSTM fills its placeholder, and the table keeps its contract and order."""
    values = [value(target="discharge", number="discharge.{lstm}.test.nse", paper=0.88), value()]
    table = compare(values, RUN, synthetic=False)
    pd.testing.assert_frame_equal(REPRODUCTION.check(table), table)
    assert table["target"].tolist() == ["discharge", "swvl3"]
    assert table["number"].tolist()[0] == "discharge.mine.test.nse"
    assert table["verdict"].tolist() == ["within", "within"]


def test_the_whole_paper_on_a_small_run() -> None:
    """Every value has a row whatever the run has, and on synthetic data no row has a verdict."""
    values = paper.read_values()
    assert len(compare(values, RUN, synthetic=False)) == len(values)
    assert set(compare(values, RUN, synthetic=True)["verdict"]) == {"orientation", "not answered"}
    nothing = compare(values, Run({"probes": {}}, config()), synthetic=False)
    assert set(nothing["verdict"]) == {"not answered"}
    assert (nothing["reason"] != "").all()


def test_disagreements_show_what_the_run_has() -> None:
    """Evidence lists the targets that the run has under the paper's names; settings are told, or what is missing."""
    pairs = (("r", "probes.main.{target}.test.r"), ("of alpha_1", "probes.alpha_1.{target}.test.r"))
    several = [
        Disagreement(1, "issue", "choice", "where", evidence=pairs),
        Disagreement(2, "i", "c", "w", evidence=(("gauges", "counts.gauges"), ("snow", "probes.main.{sd}.test.r"))),
        Disagreement(3, "i", "c", "w", settings=(("alpha", "experiments.main.alpha"), ("snow", "targets.{sd}.gauges"))),
    ]
    table = DISAGREEMENTS.check(settle(several, RUN))
    assert table["evidence"].tolist() == ["r: swvl3 0.86, esa_cci 0.60; of alpha_1: swvl3 0.80", "gauges: 40", ""]
    assert table["this_run"].tolist() == ["", "", "alpha: 0.5; snow: no target sd"]


def test_numbers_in_words() -> None:
    """Whole numbers have no point, others two digits and small ones three; a minus is a minus; none is a dash."""
    whole = {-0.0: "0", 33.0: "33", -10.0: "−10", 1096.0: "1096"}
    parts = {32.5: "32.5", 0.856: "0.86", -1.331: "−1.33", 0.0599: "0.06", 0.051: "0.051", 0.0036: "0.004"}
    tiny = {1e-6: "below 0.001", -1e-6: "above −0.001", np.nan: "–"}
    for number, written in (whole | parts | tiny).items():
        assert show(number) == written


def test_quoted_digits() -> None:
    """A quoted number keeps a third digit if it has one."""
    assert [show(number, 3) for number in (0.751, 0.85, 0.9, -3.78)] == ["0.751", "0.85", "0.90", "−3.78"]


@examples(100)
@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(0, 1))
def test_law_of_verdicts(ours: float, theirs: float, tolerance: float) -> None:
    """A verdict is within if and only if the numbers are as near as the tolerance, in both directions."""
    run = Run({"probes": {"main": {"swvl3": {"test": {"r": ours}}}}}, config("swvl3"))
    row = compare([value(paper=theirs, tolerance=tolerance)], run, synthetic=False).iloc[0]
    swapped = Run({"probes": {"main": {"swvl3": {"test": {"r": theirs}}}}}, config("swvl3"))
    other = compare([value(paper=ours, tolerance=tolerance)], swapped, synthetic=False).iloc[0]
    assert row["verdict"] == other["verdict"]
    if abs(abs(ours - theirs) - tolerance) > 1e-6:
        assert row["verdict"] == ("within" if abs(ours - theirs) < tolerance else "outside")
