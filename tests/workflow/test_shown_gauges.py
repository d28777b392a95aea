"""Figures show gauges of the run."""

from pathlib import Path

import pytest

from lstm_probe.errors import InputError
from lstm_probe.workflow import shown_gauges


def test_a_list_of_gauges_is_read_as_ingestion_reads_it(tmp_path: Path) -> None:
    """A byte-order mark, decimals and letters that are no UTF-8 do not keep a figure from its gauge."""
    (tmp_path / "gauges.txt").write_bytes(b"\xef\xbb\xbf39001.0\r\n01001\r\n\xff\r\n")
    config = {
        "world": None,
        "data": {"camels_gb": {"gauges": str(tmp_path / "gauges.txt")}},
        "study": {"figures": ["fig03_probe_series"]},
        "figures": {"series_gauges": ["39001", "1001"]},
    }
    shown_gauges.check(config, "config.yaml")
    config["figures"]["series_gauges"] = ["39002"]
    with pytest.raises(InputError, match="39002"):
        shown_gauges.check(config, "config.yaml")


def test_a_folder_without_series_is_left_to_the_check_up(tmp_path: Path) -> None:
    """An empty folder is no fault of the figures' gauges; a folder that lacks just theirs is told."""
    config = {
        "world": None,
        "data": {"camels_gb": {"path": str(tmp_path), "gauges": "all", "fetch": False, "series": None}},
        "study": {"figures": ["fig03_probe_series"]},
        "figures": {"series_gauges": ["39001"]},
    }
    shown_gauges.check(config, "config.yaml")
    (tmp_path / "CAMELS_GB_hydromet_timeseries_39002_19701001-20150930.csv").touch()
    with pytest.raises(InputError, match="39001"):
        shown_gauges.check(config, "config.yaml")
