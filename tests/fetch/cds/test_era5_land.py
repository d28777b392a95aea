"""ERA5-Land comes from a stand-in of the Climate Data Store, through the store's own client, as it was asked for."""

import logging
import multiprocessing
import os
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from lstm_probe.data.era5_land import daily_means as reader
from lstm_probe.errors import InputError
from lstm_probe.fetch.cds import era5_land
from lstm_probe.fetch.http.request_policy import RequestPolicy
from lstm_probe.world import delivery
from lstm_probe.world.settings import World
from tests.stand_ins.cds import LIMITED, ClimateDataStore

BOX = (55.6, -4.0, 54.4, -2.0)
QUICK = RequestPolicy(tries=4, pause=0.002, timeout=20.0, queued_requests=4)
WANTED = {
    "variables": ["swvl1", "sd"],
    "first_year": 2000,
    "last_year": 2001,
    "box": BOX,
    "product": "daily",
    "gauges": [],
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the daily statistics of two whole years over a small part of Britain."""
    folder = tmp_path_factory.mktemp("world")
    settings = World(5, 3, "2000-01-01", "2001-12-31", box=BOX, spin_up_days=365)
    delivery.write(settings, folder / "camels_gb", folder / "era5_land", folder / "esa_cci")
    return folder


@pytest.fixture
def cds(world: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., ClimateDataStore]]:
    """Give a maker of stores, whose address and key the environment holds."""
    opened: list[ClimateDataStore] = []
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    def make(**faults: object) -> ClimateDataStore:
        store = ClimateDataStore(world / "era5_land", **faults).__enter__()  # type: ignore[arg-type]
        opened.append(store)
        monkeypatch.setenv("ECMWF_DATASTORES_URL", store.url)
        monkeypatch.setenv("ECMWF_DATASTORES_KEY", store.key)
        return store

    yield make
    for store in opened:
        store.__exit__(None, None, None)


def read(folder: Path, variable: str) -> xr.DataArray:
    """Read all daily means of a variable."""
    return xr.concat(list(reader.daily_means(folder, variable)), "time").sortby("time")


def contents(folder: Path) -> dict[str, bytes]:
    """Read the files of a folder, hidden ones left out."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def test_daily_statistics_equal_the_source(
    cds: Callable[..., ClimateDataStore], world: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One file per variable and year, equal to the source's fields; the plan with cost and size is told before all."""
    store, folder = cds(), tmp_path / "era5_land"
    before = era5_land.missing(folder, WANTED, QUICK)
    assert [entry.place.name for entry in before] == ["swvl1_<year>.nc", "sd_<year>.nc"]
    assert "2000-2001" in before[0].what
    assert before[0].bytes == (366 + 365) * 13 * 21 * 4
    with caplog.at_level(logging.INFO, "lstm_probe"):
        era5_land.fetch(folder, WANTED, QUICK)
    assert sorted(contents(folder)) == ["sd_2000.nc", "sd_2001.nc", "swvl1_2000.nc", "swvl1_2001.nc"]
    for variable in ("swvl1", "sd"):
        np.testing.assert_array_equal(read(folder, variable).values, read(world / "era5_land", variable).values)
    assert set(store.submitted().values()) == {1}
    plan = next(number for number, message in enumerate(caplog.messages) if "cost of one" in message)
    asked = next(number for number, message in enumerate(caplog.messages) if "asked for as request" in message)
    assert plan < asked
    assert ["swvl1", "2000-2001", "2", "731", "8928", "100000", "798.3", "kB"] in [
        line.split() for line in caplog.messages[plan].splitlines()
    ]
    first = next(job.request for job in store.jobs.values())
    assert first == {
        "variable": ["volumetric_soil_water_layer_1"],
        "year": "2000",
        "month": [f"{month:02d}" for month in range(1, 13)],
        "day": [f"{day:02d}" for day in range(1, 32)],
        "daily_statistic": "daily_mean",
        "time_zone": "utc+00:00",
        "frequency": "1_hourly",
        "area": list(BOX),
    }
    asked_before = len(store.asked)
    assert era5_land.missing(folder, WANTED, QUICK) == []
    era5_land.fetch(folder, WANTED, QUICK)
    assert len(store.asked) == asked_before


def test_hours_come_by_the_month_and_preliminary_ones_are_counted(
    cds: Callable[..., ClimateDataStore], world: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The mean of 24 hours is the source's daily mean; hours of expver 0005 are told of as days."""
    store, folder = cds(preliminary_from="2001-12-30"), tmp_path / "era5_land"
    wanted = {**WANTED, "variables": ["swvl1"], "first_year": 2001, "product": "hourly"}
    era5_land.fetch(folder, wanted, QUICK)
    assert sorted(contents(folder)) == [f"swvl1_2001_{month:02d}.nc" for month in range(1, 13)]
    assert {job.request["data_format"] for job in store.jobs.values()} == {"netcdf"}
    source = read(world / "era5_land", "swvl1").sel(time="2001")
    np.testing.assert_allclose(read(folder, "swvl1").values, source.values, atol=1e-6)
    assert any("2 days are preliminary (expver 0005), in swvl1_2001_12.nc" in text for text in caplog.messages)


def test_zips_named_nc_are_kept_and_read(cds: Callable[..., ClimateDataStore], world: Path, tmp_path: Path) -> None:
    """A result that is a ZIP under the name of a netCDF file reads as the source's field."""
    cds(zipped=True)
    wanted = {**WANTED, "variables": ["sd"]}
    era5_land.fetch(tmp_path, wanted, QUICK)
    assert (tmp_path / "sd_2000.nc").read_bytes()[:2] == b"PK"
    np.testing.assert_array_equal(read(tmp_path, "sd").values, read(world / "era5_land", "sd").values)


def test_what_is_there_is_not_asked_for(cds: Callable[..., ClimateDataStore], world: Path, tmp_path: Path) -> None:
    """Files of the user count by what they hold, whatever their names; only months with missing days are asked for."""
    store = cds()
    with xr.open_dataset(next((world / "era5_land").glob("snow*2000.nc")), decode_timedelta=False) as year:
        part = year.sel(valid_time=slice("2000-01-01", "2000-09-20")).load()
    part.to_netcdf(tmp_path / "mine.nc")
    own = (tmp_path / "mine.nc").read_bytes()
    wanted = {**WANTED, "variables": ["sd"], "last_year": 2000}
    other = {**wanted, "box": (55.7, *BOX[1:])}
    with pytest.raises(InputError, match=r"mine.nc covers \[55.6, -4, 54.4, -2\]"):
        era5_land.missing(tmp_path, other, QUICK)
    era5_land.fetch(tmp_path, wanted, QUICK)
    assert [job.request["month"] for job in store.jobs.values()] == [["09", "10", "11", "12"]]
    assert sorted(contents(tmp_path)) == ["mine.nc", "sd_2000_09-12.nc"]
    assert (tmp_path / "mine.nc").read_bytes() == own
    assert read(tmp_path, "sd").sizes["time"] == 366
    with pytest.raises(InputError, match=r"sd_2000_09-12.nc covers"):
        era5_land.missing(tmp_path, {**other, "last_year": 2001}, QUICK)


def test_years_are_cut_where_they_cost_too_much(cds: Callable[..., ClimateDataStore], tmp_path: Path) -> None:
    """Requests become half-years, quarters or months, the largest that the store takes, or it is told."""
    wanted = {**WANTED, "variables": ["sd"], "last_year": 2000}
    store = cds(cost_limit=3 * 31 * 24)
    era5_land.fetch(tmp_path / "quarters", wanted, QUICK)
    assert len(contents(tmp_path / "quarters")) == 4
    assert "sd_2000_01-03.nc" in contents(tmp_path / "quarters")
    assert set(store.submitted().values()) == {1}
    store = cds(cost_limit=31 * 24 - 1)
    with pytest.raises(InputError, match="a month of one variable costs 744"):
        era5_land.fetch(tmp_path / "none", wanted, QUICK)
    assert not store.jobs


def test_at_most_so_many_wait(cds: Callable[..., ClimateDataStore], tmp_path: Path) -> None:
    """No more requests are under way than the policy allows."""
    store = cds()
    era5_land.fetch(tmp_path, WANTED, RequestPolicy(tries=4, pause=0.002, queued_requests=2))
    assert store.most_queued == 2


def test_a_full_queue_is_waited_for(cds: Callable[..., ClimateDataStore], tmp_path: Path) -> None:
    """Requests that the store rejects because too many wait are made again later, fewer at a time."""
    store = cds(queue_limit=1)
    era5_land.fetch(tmp_path, WANTED, RequestPolicy(tries=4, pause=0.001, queued_requests=3))
    assert len(contents(tmp_path)) == 4
    assert set(store.submitted().values()) == {1}
    rejected = [job for job in store.jobs.values() if job.message == LIMITED]
    assert 1 <= len(rejected) <= 4


def test_a_queue_that_opens_again_is_used(
    cds: Callable[..., ClimateDataStore], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """After some results without a rejection one more request may wait, up to what the policy allows."""
    store = cds(queue_limit=1, cost_limit=31 * 24)
    submit = store.submit

    def submit_and_open(*asked: object) -> object:
        job = submit(*asked)  # type: ignore[arg-type]
        store.queue_limit = 100 if job.message else store.queue_limit
        return job

    store.submit = submit_and_open  # type: ignore[assignment, method-assign]
    wanted = {**WANTED, "variables": ["sd"], "last_year": 2000}
    with caplog.at_level(logging.INFO, "lstm_probe"):
        era5_land.fetch(tmp_path, wanted, RequestPolicy(tries=4, pause=0.001, queued_requests=2))
    assert len(contents(tmp_path)) == 12
    rooms = [text.split("at most ")[1][0] for text in caplog.messages if "requests at a time" in text]
    assert rooms == ["1", "2"]


def test_failures_stop_no_other_and_are_told_together(cds: Callable[..., ClimateDataStore], tmp_path: Path) -> None:
    """Failed requests are named with the store's reason after all others came; a second run asks for these alone."""
    reason = "MARS returned no data, please check your selection."
    names = [("snow_depth_water_equivalent", "2000"), ("volumetric_soil_water_layer_1", "2001")]
    store = cds(failing=dict.fromkeys(names, reason))
    with pytest.raises(InputError) as told:
        era5_land.fetch(tmp_path, WANTED, QUICK)
    assert "2 of 4 requests failed" in str(told.value)
    assert "sd_2000.nc" in str(told.value)
    assert reason in str(told.value)
    assert sorted(contents(tmp_path)) == ["sd_2001.nc", "swvl1_2000.nc"]
    store.failing = {}
    era5_land.fetch(tmp_path, WANTED, QUICK)
    assert len(store.jobs) == 6
    assert len(contents(tmp_path)) == 4


@pytest.mark.parametrize(
    "faults",
    [
        {"dropped_posts": 2},
        {"dropped_gets": 3},
        {"cut_downloads": 3},
        {"busy": 3},
        {"dropped_posts": 1, "dropped_gets": 2, "cut_downloads": 2, "busy": 2, "zipped": True},
    ],
    ids=lambda faults: "_".join(faults),
)
def test_lost_answers_change_nothing(
    cds: Callable[..., ClimateDataStore], world: Path, tmp_path: Path, faults: Mapping[str, int]
) -> None:
    """Answers lost on their way, also those to a submission: each request is made once, and the data are whole."""
    store = cds(**faults)
    era5_land.fetch(tmp_path, WANTED, QUICK)
    assert set(store.submitted().values()) == {1}
    assert len(store.submitted()) == 4
    np.testing.assert_array_equal(read(tmp_path, "sd").values, read(world / "era5_land", "sd").values)


def test_expired_results_are_asked_for_anew(cds: Callable[..., ClimateDataStore], tmp_path: Path) -> None:
    """A result that the store no longer has costs a second request, and nothing else."""
    store = cds(expired=1)
    era5_land.fetch(tmp_path, WANTED, QUICK)
    assert sorted(store.submitted().values()) == [1, 1, 1, 2]
    assert len(contents(tmp_path)) == 4


def test_results_that_are_not_what_was_asked_for(cds: Callable[..., ClimateDataStore], tmp_path: Path) -> None:
    """A file that lacks days is told of and removed, and comes with the next run."""
    cds(incomplete=1)
    with pytest.raises(InputError, match=r"1 of 4 requests failed(.|\n)*35\d days of (sd|swvl1)"):
        era5_land.fetch(tmp_path, WANTED, QUICK)
    assert len(contents(tmp_path)) == 3
    era5_land.fetch(tmp_path, WANTED, QUICK)
    assert len(contents(tmp_path)) == 4


def test_a_users_file_in_the_place_of_ours_stays(
    cds: Callable[..., ClimateDataStore], world: Path, tmp_path: Path
) -> None:
    """A file of the name that ours would have, with other content, is refused by name, and not touched."""
    store = cds()
    (tmp_path / "sd_2000.nc").write_bytes(next((world / "era5_land").glob("*layer_1*2000.nc")).read_bytes())
    own = contents(tmp_path)
    with pytest.raises(InputError, match=r"sd_2000\.nc, without all days"):
        era5_land.fetch(tmp_path, {**WANTED, "variables": ["sd"]}, QUICK)
    assert contents(tmp_path) == own
    assert not store.jobs


def fetch_with(
    environment: Mapping[str, str], folder: Path, wanted: Mapping[str, object], policy: RequestPolicy
) -> None:
    """Fetch in a process of its own."""
    os.environ.update(environment)
    era5_land.fetch(folder, wanted, policy)


def test_kills_at_random_change_no_byte_and_ask_for_nothing_twice(
    cds: Callable[..., ClimateDataStore], tmp_path: Path
) -> None:
    """Killed 20 times at random, the fetch ends with the same bytes, and each request was made once."""
    store = cds(polls=8, dropped_posts=1, cut_downloads=2, cost_limit=3 * 31 * 24)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([__name__])
    environment = {name: os.environ[name] for name in ("ECMWF_DATASTORES_URL", "ECMWF_DATASTORES_KEY", "HOME")}
    killed, whole, wanted = tmp_path / "killed", tmp_path / "whole", {**WANTED, "variables": ["sd"]}
    seeds = random.Random(20261123)
    for _ in range(20):
        process = processes.Process(target=fetch_with, args=(environment, killed, wanted, QUICK))
        process.start()
        process.join(seeds.uniform(0.02, 0.5))
        process.kill()
        process.join()
    assert store.jobs
    era5_land.fetch(killed, wanted, QUICK)
    assert len(store.submitted()) == 8
    assert set(store.submitted().values()) == {1}
    assert not (killed / ".requests.json").exists()
    era5_land.fetch(whole, wanted, QUICK)
    assert contents(killed) == contents(whole)
