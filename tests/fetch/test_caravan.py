"""Caravan comes from Zenodo as one archive, of which the basins of CAMELS-GB stay; a stand-in plays Zenodo."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.data.caravan import means as reader
from lstm_probe.errors import InputError
from lstm_probe.fetch import caravan, zenodo
from lstm_probe.fetch.http.request_policy import RequestPolicy
from tests.stand_ins import zenodo as stand_in
from tests.stand_ins.http_server import Fault, Server, serving

GAUGES = ["1001", "39001"]
NEWEST = {"record": None, "variables": ["volumetric_soil_water_layer_1_mean"]}


@pytest.fixture(scope="module")
def means() -> xr.Dataset:
    """Make catchment means of two gauges and 30 days."""
    days, rng = pd.date_range("1981-01-01", periods=30, name="time"), np.random.default_rng(1)
    arrays = {name: (("gauge_id", "time"), rng.uniform(0.1, 0.4, (2, 30))) for name in stand_in.BANDS}
    return xr.Dataset(arrays, {"gauge_id": GAUGES, "time": days})


@pytest.fixture(scope="module")
def archive(means: xr.Dataset, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Pack a Caravan of two basins of CAMELS-GB and one of LamaH."""
    return stand_in.packed(stand_in.make(means, tmp_path_factory.mktemp("caravan")))


@pytest.fixture
def server(archive: bytes) -> Iterator[Server]:
    """Serve one release."""
    with serving(stand_in.served({"Caravan-nc.tar.gz": archive, "README.md": b"read me"})) as server:
        yield server


def policy_of(server: Server) -> RequestPolicy:
    """Ask the stand-in, and do not wait long."""
    return RequestPolicy(tries=3, pause=0.01, timeout=5, servers={"zenodo": server.url})


def files(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_basins_of_camels_gb_stay(server: Server, means: xr.Dataset, tmp_path: Path) -> None:
    """Series, attributes and licences of CAMELS-GB are kept and read; other basins and the archive are not there."""
    folder = tmp_path / "caravan"
    caravan.fetch(folder, NEWEST, policy_of(server))
    kept = set(files(folder))
    root = "Caravan-nc"
    assert kept == {
        ".fetched.json",
        "release.json",
        *(f"{root}/timeseries/netcdf/camelsgb/camelsgb_{gauge}.nc" for gauge in GAUGES),
        f"{root}/attributes/camelsgb/attributes_other_camelsgb.csv",
        f"{root}/licenses/README.md",
        f"{root}/licenses/camelsgb/license_camelsgb.md",
    }
    soil = reader.read(folder, GAUGES, "volumetric_soil_water_layer_2_mean", "m3 m-3")
    np.testing.assert_allclose(soil, means["swvl2"], atol=0.0051)
    snow = reader.read(folder, GAUGES, "snow_depth_water_equivalent_mean", "m")
    np.testing.assert_allclose(snow, means["sd"], atol=0.0051e-3, rtol=1e-6)


def test_a_second_fetch_asks_nothing(server: Server, tmp_path: Path) -> None:
    """What is complete is not asked for; a basin that was lost is fetched again, from the release it came from."""
    caravan.fetch(tmp_path, NEWEST, policy_of(server))
    before, asked = files(tmp_path), len(server.requests)
    caravan.fetch(tmp_path, NEWEST, policy_of(server))
    assert (files(tmp_path), len(server.requests)) == (before, asked)
    assert caravan.missing(tmp_path, NEWEST, policy_of(server)) == []
    next(tmp_path.rglob("camelsgb_1001.nc")).unlink()
    assert f"record {stand_in.RECORD}" in caravan.missing(tmp_path, NEWEST, policy_of(server))[0].what
    caravan.fetch(tmp_path, NEWEST, policy_of(server))
    assert files(tmp_path) == before
    pages = [request.path for request in server.requests if "/files/" not in request.path]
    assert pages == [f"/api/records/{stand_in.CONCEPT}"]


def test_a_broken_download_goes_on(server: Server, archive: bytes, tmp_path: Path) -> None:
    """The archive breaks off twice, and a newer release appears meanwhile: the first one is completed."""
    content = f"/api/records/{stand_in.RECORD}/files/Caravan-nc.tar.gz/content"
    server.faults[content] = Fault(truncate=len(archive) // 3)
    with pytest.raises(InputError):
        caravan.fetch(tmp_path, NEWEST, RequestPolicy(tries=1, pause=0.01, servers={"zenodo": server.url}))
    assert not list(tmp_path.rglob("*.nc"))
    server.faults.clear()
    newer = stand_in.served({"Caravan-nc.tar.gz": b"other"}, stand_in.RECORD + 7, "1.7")
    server.content = {**newer, **{path: data for path, data in server.content.items() if path == content}}
    caravan.fetch(tmp_path, NEWEST, policy_of(server))
    assert zenodo.remembered(tmp_path, None).record == stand_in.RECORD
    assert "range" in server.asked(content)[-1].headers
    assert len(list(tmp_path.rglob("camelsgb_*.nc"))) == 2
    assert not list(tmp_path.glob("*.tar.gz*"))


def test_the_fetched_bytes_do_not_depend_on_where_it_was_stopped(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped while unpacking, while writing down or before the archive is removed, it ends with the same files."""
    caravan.fetch(tmp_path / "whole", NEWEST, policy_of(server))
    for number, place in enumerate(["extract", "Record.add", "_remove_fetched_archive"]):
        folder = tmp_path / f"stopped{number}"
        with monkeypatch.context() as patch:
            stop_at(place, patch)
            with pytest.raises(KeyboardInterrupt):
                caravan.fetch(folder, NEWEST, policy_of(server))
        assert list(folder.glob("*.tar.gz"))
        caravan.fetch(folder, NEWEST, policy_of(server))
        assert files(folder) == files(tmp_path / "whole")


def stop_at(place: str, patch: pytest.MonkeyPatch) -> None:
    """Interrupt a fetch at one of its steps; writing down is stopped at the third file."""
    count, kept = [0], caravan.Record.add

    def stop(*args: object, **kwargs: object) -> object:
        count[0] += 1
        if place == "Record.add" and count[0] < 3:
            return kept(*args, **kwargs)
        raise KeyboardInterrupt

    patch.setattr(caravan.Record if place == "Record.add" else caravan, place.split(".")[-1], stop)


def test_a_record_may_be_named(server: Server, tmp_path: Path) -> None:
    """A record is asked for by its number; another one in the same folder, or of other data, is refused."""
    one = {**NEWEST, "record": stand_in.RECORD}
    caravan.fetch(tmp_path / "one", one, policy_of(server))
    assert server.requests[0].path == f"/api/records/{stand_in.RECORD}"
    with pytest.raises(InputError, match=f"record {stand_in.RECORD}(.|\n)*record 7, as data.caravan.record"):
        caravan.missing(tmp_path / "one", {**NEWEST, "record": 7}, policy_of(server))
    other = stand_in.served({"x.zip": b""}, 8)["/api/records/8"].replace(b'"6522634"', b'"9"')
    server.content = {"/api/records/8": other}
    with pytest.raises(InputError, match="a record of 9"):
        caravan.fetch(tmp_path / "other", {**NEWEST, "record": 8}, policy_of(server))


def test_a_server_without_the_concept_is_asked_for_the_latest_version(server: Server, tmp_path: Path) -> None:
    """Zenodo has answered 404 for the number that stands for all versions."""
    server.faults[f"/api/records/{stand_in.CONCEPT}"] = Fault(status=404)
    caravan.fetch(tmp_path, NEWEST, policy_of(server))
    assert len(list(tmp_path.rglob("camelsgb_*.nc"))) == 2


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Caravan.zip"], "Caravan.zip"),
        (["Caravan-csv.tar.gz", "Caravan-nc.tar.gz"], "Caravan-nc.tar.gz"),
        (["caravan_netcdf.csv.zip"], "caravan_netcdf.csv.zip"),
        (["a.zip", "b.zip"], None),
        (["README.md"], None),
    ],
)
def test_the_archive_is_told_from_others(server: Server, names: list[str], found: str | None) -> None:
    """The one of netCDF files is taken; where that is not plain, the files are listed."""
    server.content = stand_in.served(dict.fromkeys(names, b"x"))
    if found:
        release = zenodo.resolve(stand_in.CONCEPT, stand_in.RECORD, None, policy_of(server))
        assert (release.archive, release.bytes, release.version) == (found, 1, "1.6")
    else:
        with pytest.raises(InputError, match="one archive of netCDF files"):
            zenodo.resolve(stand_in.CONCEPT, stand_in.RECORD, None, policy_of(server))


@pytest.mark.parametrize("answer", [b"<html>busy</html>", b"{}", b"[]", b'{"id": 1, "conceptrecid": "x"}'])
def test_another_answer_is_no_release(server: Server, answer: bytes, tmp_path: Path) -> None:
    """A page, or JSON of another form, is said and leaves nothing behind."""
    server.content = {f"/api/records/{stand_in.RECORD}": answer}
    with pytest.raises(InputError, match=r"JSON|a record of Zenodo"):
        caravan.fetch(tmp_path, {**NEWEST, "record": stand_in.RECORD}, policy_of(server))
    assert files(tmp_path) == {}


def test_a_changed_archive_is_refused(server: Server, archive: bytes, tmp_path: Path) -> None:
    """Bytes that do not have the checksum of the record are not unpacked."""
    content = f"/api/records/{stand_in.RECORD}/files/Caravan-nc.tar.gz/content"
    server.faults[content] = Fault(content=archive[:-9] + b"tampered!")
    with pytest.raises(InputError):
        caravan.fetch(tmp_path, NEWEST, policy_of(server))
    assert not list(tmp_path.rglob("*.nc"))


@pytest.mark.parametrize("kind", ["tar.gz", "zip"])
def test_an_archive_put_there_by_hand_is_unpacked_and_kept(means: xr.Dataset, tmp_path: Path, kind: str) -> None:
    """Nobody is asked, the archive stays, and CSV files do where there is no netCDF."""
    folder = tmp_path / "caravan"
    folder.mkdir()
    made = stand_in.make(means, tmp_path / "made", kind="csv" if kind == "zip" else "netcdf")
    (folder / f"Caravan.{kind}").write_bytes(stand_in.packed(made, "Caravan", kind))
    nobody = RequestPolicy(servers={"zenodo": "http://127.0.0.1:1"}, tries=1)
    assert caravan.missing(folder, NEWEST, nobody) == []
    caravan.fetch(folder, NEWEST, nobody)
    caravan.fetch(folder, NEWEST, nobody)
    assert (folder / f"Caravan.{kind}").is_file()
    assert len(list(folder.rglob("timeseries/*/camelsgb/camelsgb_*"))) == 2
    soil = reader.read(folder, GAUGES, "volumetric_soil_water_layer_2_mean", "m3 m-3")
    np.testing.assert_allclose(soil, means["swvl2"], atol=0.0051)


def test_files_of_a_user_count(means: xr.Dataset, tmp_path: Path) -> None:
    """Basins that somebody put in place are enough, and an empty folder says what is fetched and how large it is."""
    nobody = RequestPolicy(servers={"zenodo": "http://127.0.0.1:1"}, tries=1)
    lack = caravan.missing(tmp_path / "caravan", NEWEST, nobody)
    assert "the newest release" in lack[0].what
    assert "24.8 GB in release 1.6" in lack[0].what
    assert lack[0].source == "https://doi.org/10.5281/zenodo.6522634"
    stand_in.make(means, tmp_path / "caravan")
    assert caravan.missing(tmp_path / "caravan", NEWEST, nobody) == []
    caravan.fetch(tmp_path / "caravan", NEWEST, nobody)


def test_an_archive_without_the_basins_is_refused(means: xr.Dataset, tmp_path: Path) -> None:
    """An extension of Caravan has other basins: that is said."""
    made = stand_in.make(means, tmp_path / "made")
    shutil.rmtree(made / "timeseries" / "netcdf" / "camelsgb")
    (tmp_path / "extension.zip").write_bytes(stand_in.packed(made, "extension", "zip"))
    with pytest.raises(InputError, match="no basin of CAMELS-GB"):
        caravan.fetch(tmp_path, NEWEST, RequestPolicy())


def test_a_disk_that_is_too_small_is_told_before(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the archive and what comes out of it do not fit, nothing is downloaded."""
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(caravan.shutil, "disk_usage", lambda path: usage._replace(free=1000))
    with pytest.raises(InputError, match=r"1\.0 kB free"):
        caravan.fetch(tmp_path, NEWEST, policy_of(server))
    assert len(server.requests) == 1
