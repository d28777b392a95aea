"""The files that a run begins with are there, or are named with where to get them."""

from pathlib import Path

import pytest

from lstm_probe.errors import InputError
from lstm_probe.workflow import inputs


def sources_in(folder: Path, *fetched: str) -> dict:
    """Give what of a configuration says which sources are read, with those that are fetched."""
    data = {name: {"path": str(folder / name), "fetch": name in fetched} for name in ("camels_gb", "era5_land")}
    data["era5_land"]["box"] = [61.0, -8.5, 49.5, 2.5]
    data["camels_gb"] |= {"version": 1, "series": None, "gauges": "all"}
    return {
        "world": None,
        "data": data,
        "targets": {"swvl1": {"source": "era5_land"}},
        "study": {"targets": ["swvl1"]},
        "published": None,
    }


def test_what_is_missing_can_be_fetched(tmp_path: Path) -> None:
    """The message offers the keys of the sources that are missing, and of no other."""
    with pytest.raises(InputError, match=r"data\.camels_gb\.fetch: true, data\.era5_land\.fetch: true"):
        inputs.check_data(sources_in(tmp_path), "mine.yaml", {})
    (tmp_path / "era5_land").mkdir()
    with pytest.raises(InputError, match=r"1 of its inputs (?s:.*)data\.camels_gb\.fetch: true \("):
        inputs.check_data(sources_in(tmp_path), "mine.yaml", {})


def test_what_will_be_fetched_is_not_missing(tmp_path: Path) -> None:
    """A source with fetch: true need not be there; others need."""
    inputs.check_data(sources_in(tmp_path, "camels_gb", "era5_land"), "mine.yaml", {})
    with pytest.raises(InputError, match="1 of its inputs") as caught:
        inputs.check_data(sources_in(tmp_path, "camels_gb"), "mine.yaml", {})
    assert "camels_gb" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"<html></html>"])
def test_a_damaged_archive_of_boundaries_is_left_to_its_job(tmp_path: Path, content: bytes) -> None:
    """Planning does not fall over a damaged archive, nor leave the polygons out in silence."""
    (tmp_path / "CAMELS_GB_catchment_boundaries.zip").write_bytes(content)
    assert inputs.has_boundaries(tmp_path)


def test_a_relative_path_is_told_with_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file that is missing, the folder is named in which a relative path begins; an absolute path stands alone."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        inputs.check_data(sources_in(Path("mine")), "mine.yaml", {})
    assert f"data.camels_gb.path: mine/camels_gb (in {tmp_path})" in str(caught.value)
    with pytest.raises(InputError) as caught:
        inputs.check_data(sources_in(tmp_path / "mine"), "mine.yaml", {})
    assert "(in " not in str(caught.value)
