"""The page of the check-up: what it says is what the tables say, and it asks nothing of a network."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from lstm_probe.contracts.checkup import GAUGES, INVENTORY, MISSING, PROBLEMS
from lstm_probe.errors import InputError
from lstm_probe.report import check_page, images

HOSTILE = "<script>alert('a file')</script>"


def problems(**counts: int) -> pd.DataFrame:
    """Make so many problems of each severity."""
    rows = [
        {
            "severity": severity,
            "source": "camels_gb",
            "check": f"check {number}",
            "item": HOSTILE,
            "gauges": number,
            "found": f"found {severity} {number}",
            "expected": "expected",
            "to_do": "mend it",
        }
        for severity, count in counts.items()
        for number in range(count)
    ]
    return PROBLEMS.check(pd.DataFrame(rows, columns=list(PROBLEMS.columns)))


def gauges() -> pd.DataFrame:
    """Make four gauges, two of them lost."""
    table = pd.DataFrame({name: [np.nan] * 4 for name in GAUGES.columns})
    words = ["gauge_name", "refused", "warned", "why"]
    table = table.assign(gauge_id=["1", "2", "3", "4"], lost_at=["", "", "attributes", "target"])
    return GAUGES.check(table.assign(**dict.fromkeys(words, "x")))


@pytest.fixture
def content(tmp_path: Path) -> check_page.Page:
    """Give what a page says."""
    Image.new("RGB", (300, 200), "white").save(tmp_path / "map.png", dpi=(300, 300))
    picture = images.embed(tmp_path / "map.png")
    missing = MISSING.check(
        pd.DataFrame(
            {
                "source": "camels_gb",
                "variable": ["pet", "pet", "discharge"],
                "gauge_id": ["1", "2", "1"],
                "days": 100,
                "missing": [0, 50, 100],
            }
        )
    )
    inventory = pd.DataFrame([dict.fromkeys(INVENTORY.columns, HOSTILE) | {"gauges": np.nan}])
    tables = (problems(refuse=2, warn=3, note=1), gauges(), missing, inventory)
    bounds = pd.DataFrame({"variable": ["pet"], "plausible": ["0 to 10"]})
    return check_page.Page("small", True, *tables, bounds, {"gauges": picture, "polygons": picture}, "1.0")


def test_all_findings_stand_on_the_page_the_worst_first(content: check_page.Page) -> None:
    """Every row of the table is told, in the order of severity."""
    page = check_page.render(content)
    places = [page.index(f"found {row.severity} {row.gauges}") for row in content.problems.itertuples()]
    assert places == sorted(places)
    assert "2 problems stand in the way of this run; 3 findings are worth a look" in page


def test_the_page_is_whole_and_safe(content: check_page.Page) -> None:
    """Nothing is loaded from elsewhere, links lead beside the page or into it, and what files say stays text."""
    page = check_page.render(content)
    loaded = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page)
    assert all(re.match(r"#|data:|(gauges|missing|problems)\.csv$", link) for link in loaded)
    assert not re.search(r"https?://", page)
    assert HOSTILE not in page
    assert page.count("<script>") == 1
    targets = {link[1:] for link in loaded if link.startswith("#")}
    assert targets <= set(re.findall(r'id="([^"]+)"', page))


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"refuse": 1}, "1 problem stands in the way of this run"),
        ({"warn": 1}, "Nothing stands in the way of this run; 1 finding is worth a look"),
        ({"note": 3}, "Nothing stands in the way of this run; nothing is odd"),
    ],
)
def test_the_headline_is_of_the_worst(counts: dict[str, int], words: str) -> None:
    """Notes change nothing, warnings are counted, and problems come first."""
    assert check_page.headline(problems(**counts)) == words


def test_gauges_are_counted_by_what_they_are_lost_to() -> None:
    """A gauge without an attribute has no part in the study; one without a target's values has."""
    text = " ".join(check_page.gauges(gauges()))
    assert "3 of 4 gauges can take part. The others are lost: 1 at attributes. 1 of those that take part" in text


def test_missing_values_are_summed_up_by_variable(content: check_page.Page) -> None:
    """Gauges with gaps, without any day, and the median and largest share."""
    table = check_page.summary(content.missing).set_index("variable")
    assert table.loc["pet", "gauges with missing days"] == 1
    assert table.loc["pet", "median % missing"] == 25
    assert table.loc["discharge", "gauges without any day"] == 1


def test_a_refusal_names_every_problem_and_the_page() -> None:
    """All of them at once, with what is to be done; warnings refuse nothing."""
    with pytest.raises(InputError) as refused:
        check_page.require(problems(refuse=12, warn=2), "runs/check/report.html")
    message = str(refused.value)
    assert all(f"found refuse {number}" in message for number in range(12))
    assert "found warn" not in message
    assert "runs/check/report.html" in message
    check_page.require(problems(warn=2, note=2), "page")
