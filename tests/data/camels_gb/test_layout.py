"""CAMELS-GB is found however it was unpacked, and gauges are chosen by id."""

from pathlib import Path

import pytest

from lstm_probe.data.camels_gb.layout import choose_gauges, locate
from lstm_probe.errors import InputError

LAYOUTS = [
    ("data", "data/timeseries"),
    ("8344e4f3-d2ea-44f5-8afa-86d2987543a9/data", "8344e4f3-d2ea-44f5-8afa-86d2987543a9/data/timeseries"),
    ("attributes", "timeseries"),
    (".", "timeseries"),
    ("data", "timeseries"),
    ("data", "."),
]


@pytest.mark.parametrize(("tables", "series"), LAYOUTS)
def test_all_layouts_are_found(camels, tables: str, series: str) -> None:
    """Tables and series are found in each layout that people have; gauges are ordered by number."""
    layout = locate(camels(tables, series))
    assert len(layout.tables) == 2
    assert list(layout.series) == ["1001", "10002", "39001"]


def test_missing_folders_are_named(tmp_path: Path, camels) -> None:
    """A missing folder, an empty one and one without series each get their own message, with the source."""
    with pytest.raises(InputError, match=r"no such folder(.|\n)*doi.org/10.5285/8344e4f3"):
        locate(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"_attributes\.csv"):
        locate(tmp_path / "empty")
    folder = camels()
    for path in (folder / "data" / "timeseries").iterdir():
        path.unlink()
    with pytest.raises(InputError, match="CAMELS_GB_hydromet_timeseries_<gauge_id>"):
        locate(folder)


def test_two_files_of_a_gauge_are_refused(camels) -> None:
    """A gauge with two series is a mistake: none is taken silently."""
    folder = camels()
    path = next((folder / "data" / "timeseries").glob("*_1001_*"))
    path.with_name("CAMELS_GB_hydromet_timeseries_1001_19900101-19991231.csv").write_text("copy")
    with pytest.raises(InputError, match="two files of gauge 1001"):
        locate(folder)


def test_files_deeper_than_those_read_are_named(camels, caplog: pytest.LogCaptureFixture) -> None:
    """One series beside the tables leaves out those further down: the log says which, and which gauges that drops."""
    folder = camels("data", "data/timeseries")
    series = next((folder / "data" / "timeseries").glob("*_1001_*"))
    (folder / "data" / series.name).write_bytes(series.read_bytes())
    assert list(locate(folder).series) == ["1001"]
    told = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert len(told) == 1
    assert told[0].startswith("3 files in folders deeper than")
    alone = told[0].partition("only there: ")[2]
    assert all(f"_{gauge}_" in alone for gauge in ("10002", "39001"))
    assert "_1001_" not in alone


def test_a_folder_without_copies_gives_no_warning(camels, caplog: pytest.LogCaptureFixture) -> None:
    """Where all files of a kind lie in one folder nothing is said of others."""
    locate(camels("data", "data/timeseries"))
    assert not [record for record in caplog.records if record.levelname == "WARNING"]


def test_gauges_are_chosen_by_name_number_or_list(camels, tmp_path: Path) -> None:
    """All gauges, ids as numbers or text, and a list file with a byte-order mark give ids as text."""
    layout = locate(camels())
    assert choose_gauges("all", layout) == ["1001", "10002", "39001"]
    assert choose_gauges([39001, "1001"], layout) == ["39001", "1001"]
    (tmp_path / "list.txt").write_bytes(b"\xef\xbb\xbf10002\r\n1001\r\n")
    assert choose_gauges(str(tmp_path / "list.txt"), layout) == ["10002", "1001"]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (["1002"], r"unknown gauges: 1002(.|\n)*near '1002': 1001|10002"),
        (["1001", "1001"], "named twice: 1001"),
        ("no/such/list.txt", "no such file"),
        ([], "no gauge"),
    ],
)
def test_mistaken_gauges_are_named(camels, wanted: object, message: str) -> None:
    """Unknown gauges come with similar ids; repeats and missing lists are refused."""
    with pytest.raises(InputError, match=message):
        choose_gauges(wanted, locate(camels()))  # type: ignore[arg-type]
