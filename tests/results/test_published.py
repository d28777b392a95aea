"""Our skill beside the published, and that a study of several seeds says one median everywhere."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.tables import PUBLISHED_COMPARISON, PUBLISHED_SUMMARY
from lstm_probe.datasets import catalogue
from lstm_probe.errors import InputError
from lstm_probe.figures import published as published_figure
from lstm_probe.figures import skill_histograms
from lstm_probe.results import published, tables
from tests.results.test_numbers import numbers
from tests.results.test_tables import skill


def test_compare(tmp_path: Path) -> None:
    """Gauges in both are joined by id, ours averaged over seeds, and a difference is ours minus theirs."""
    path = tmp_path / "published.csv"
    path.write_text("gauge_id,nse,r\n1003,0.1,0.9\n1001,0.2,0.5\n9,0,0\n")
    ours = skill({("main", 1): [0.4, 0.5, 0.6], ("main", 2): [0.6, 0.5, 0.8], ("a", 1): [0, 0, 0]})
    table = PUBLISHED_COMPARISON.check(published.compare(ours, published.read(path), "soil"))
    assert table["gauge_id"].tolist() == ["1001", "1003"]
    assert table["r"].tolist() == pytest.approx([0.5, 0.7])
    assert table["r_difference"].tolist() == pytest.approx([0.0, -0.2])
    assert table["nse_difference"].tolist() == pytest.approx([0.3, 0.6])


@pytest.mark.parametrize(
    ("reader", "ours", "theirs"),
    [
        ("camels_gb", ["39001"], ["camelsgb_39001"]),
        ("camels_us", ["01013500"], ["1013500"]),
        ("caravan", ["camels_01013500"], ["camels_01013500"]),
        ("generic", ["102101A", "007"], ["102101A", "007"]),
    ],
)
def test_published_tables_of_any_data_set_join(reader: str, ours: list[str], theirs: list[str], tmp_path: Path) -> None:
    """Ids are read as the data set writes them: text with its zeros, numbers only where they are numbers."""
    path = tmp_path / "published.csv"
    path.write_text("gauge_id,r,nse\n" + "".join(f"{gauge},0.5,0.4\n" for gauge in theirs))
    mine = skill({("main", 1): [0.6] * len(ours)})
    mine["gauge_id"] = mine["gauge_id"].map(dict(zip(sorted(set(mine["gauge_id"])), ours, strict=True)))
    table = published.compare(mine, published.read(path, catalogue.DATA_SETS[reader].ids), "soil")
    assert sorted(table["gauge_id"]) == sorted(ours)


def test_text_is_no_id_of_camels_gb(tmp_path: Path) -> None:
    """Elsewhere it is."""
    path = tmp_path / "published.csv"
    path.write_text("gauge_id,r,nse\n102101A,0.5,0.4\n")
    with pytest.raises(InputError, match="ids of CAMELS-GB"):
        published.read(path, catalogue.CAMELS_GB.ids)


def test_summary(rng: np.random.Generator) -> None:
    """Medians are over gauges that have both, and the rank correlation is that of scipy."""
    ours, theirs = np.round(rng.uniform(0, 1, (2, 30)), 1)  # with ties
    ours[3], theirs[7] = np.nan, np.nan
    gauges = [str(1001 + i) for i in range(30)]
    others = pd.DataFrame({"gauge_id": gauges, "r": theirs, "nse": 0.5})
    found = published.summarise(published.compare(skill({("main", 1): list(ours)}), others, "soil"))
    found = PUBLISHED_SUMMARY.check(found).set_index("metric")
    both = np.isfinite(ours) & np.isfinite(theirs)
    assert found["gauges"].to_dict() == {"r": 28, "nse": 29}
    assert found.loc["r", "median"] == pytest.approx(np.median(ours[both]))
    assert found.loc["r", "published_median"] == pytest.approx(np.median(theirs[both]))
    assert found.loc["r", "spearman"] == pytest.approx(spearmanr(ours[both], theirs[both]).statistic)
    assert np.isnan(found.loc["nse", "spearman"])  # the published NSE is the same everywhere


def test_one_median_everywhere() -> None:
    """With three seeds, Table 1, the numbers, the comparison and the legends of Figs 2 and S3 say one median."""
    # means over seeds 0.4, 0.5, 0.9: median 0.50; the median of the seeds' medians is 0.6, their mean 0.67, and
    # the median over gauges of medians over seeds is 0.6
    ours = skill({("main", 1): [0.6, 0.1, 0.9], ("main", 2): [0.6, 0.6, 0.9], ("main", 3): [0.0, 0.8, 0.9]})
    others = pd.DataFrame({"gauge_id": ["1001", "1002", "1003"], "r": [0.1, 0.2, 0.3], "nse": 0.5})
    comparison = published.compare(ours, others, "soil")
    discharge = DISCHARGE_SKILL.check(
        ours.assign(lstm="paper", training_gauge="yes", training_days="none")[list(DISCHARGE_SKILL.columns)],
    )
    others = {"published": comparison}
    found = numbers(ours, discharge, **others)
    assert tables.table1(ours)["r"].tolist() == pytest.approx([0.5])
    assert found["probes"]["main"]["soil"]["test"]["r"] == 0.5
    assert found["discharge"]["paper"]["test"]["nse"] == 0.5
    assert found["published"]["r"] == 0.5
    assert published.summarise(comparison)["median"].tolist() == pytest.approx([0.5, 0.5])
    legend = skill_histograms.draw(ours, {"main": ""}, ["soil"]).axes[0].get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["soil: 0.50"]
    box = published_figure.draw(comparison, "soil").axes[0].texts[-1].get_text()
    assert "median of this study 0.50" in box


def test_mistakes(tmp_path: Path) -> None:
    """A missing column, or no gauge in common, is said with what is there."""
    path = tmp_path / "published.csv"
    path.write_text("gauge,nse\n1001,0.2\n")
    with pytest.raises(InputError, match="add gauge_id, r"):
        published.read(path)
    path.write_text("gauge_id,nse,r\n77,0.2,0.1\n")
    with pytest.raises(InputError, match="77"):
        published.compare(skill({("main", 1): [0.5]}), published.read(path), "soil")


@pytest.mark.data
def test_real_published_skill(real_data: Path) -> None:
    """The published swvl3 skill of 40 gauges reads with ids as text and has the medians it is known for."""
    table = published.read(real_data / "published_results" / "lees2022_swvl3_probe_40_gauges.csv")
    assert len(table) == 40
    assert table["gauge_id"].str.fullmatch(r"\d{4,6}").all()
    assert table["r"].median() == pytest.approx(0.899, abs=5e-4)
    assert table["nse"].median() == pytest.approx(0.384, abs=5e-4)
