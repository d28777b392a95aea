"""The delivery of a whole world."""

import hashlib
import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from lstm_probe.contracts.world import TRUTH
from lstm_probe.world import catchments, delivery, gauging, simulation
from lstm_probe.world.era5_land_files import VARIABLES
from lstm_probe.world.settings import STORES, World
from tests.world.conftest import deliver

REQUESTS = [request for request, *_ in VARIABLES.values()]


def digests(folder: Path) -> dict[str, str]:
    """Digest every file of a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_settings_make_the_same_files(upland: World, tmp_path: Path) -> None:
    """Made twice, every file is the same to the byte; with another seed, none of the series is."""
    for name, world in {"once": upland, "again": upland, "other": replace(upland, seed=6)}.items():
        delivery.write(world, *(tmp_path / name / kind for kind in ("camels_gb", "era5_land", "esa_cci")))
    once, again, other = (digests(tmp_path / name) for name in ("once", "again", "other"))
    assert once == again
    shared = [name for name in once if name in other and not name.endswith((".prj", ".cpg"))]
    assert all(once[name] != other[name] for name in shared if "humaninfluence" not in name)


def test_no_byte_depends_on_the_processes(upland: World, tmp_path: Path) -> None:
    """With a second process for the satellite's files, which has more than a year to write, all files are the same."""
    world = replace(upland, esa_cci_days=("2000-12-01", "2001-01-20"))
    for processes in (1, 2):
        folders = [tmp_path / str(processes) / kind for kind in ("camels_gb", "era5_land", "esa_cci")]
        delivery.write(world, *folders, processes=processes)
    one, two = (digests(tmp_path / name) for name in ("1", "2"))
    assert one == two
    assert len([name for name in one if name.startswith("esa_cci")]) == 51


def test_a_shorter_reanalysis_changes_nothing_else(upland: World, tmp_path: Path) -> None:
    """With days of its own the reanalysis has just these files and days; all other files are the same to the byte."""
    worlds = {"whole": upland, "part": replace(upland, era5_land_days=("2000-12-30", "2000-12-31"))}
    for name, world in worlds.items():
        delivery.write(world, *(tmp_path / name / kind for kind in ("camels_gb", "era5_land", "esa_cci")))
    whole, part = (digests(tmp_path / name) for name in worlds)
    assert {name: content for name, content in whole.items() if "era5_land" not in name} == {
        name: content for name, content in part.items() if "era5_land" not in name
    }
    files = sorted((tmp_path / "part" / "era5_land").iterdir())
    assert [path.name for path in files] == [f"{request}_0_daily-mean_2000.nc" for request in sorted(REQUESTS)]
    for path in files:
        with xr.open_dataset(path) as few, xr.open_dataset(tmp_path / "whole" / "era5_land" / path.name) as all_days:
            xr.testing.assert_equal(few, all_days.sel(valid_time=["2000-12-30", "2000-12-31"]))


def test_a_world_without_satellite_says_so(upland: World, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Without satellite days the folder is made, stays empty, and the log tells."""
    with caplog.at_level(logging.INFO, logger="lstm_probe"):
        delivery.write(upland, *(tmp_path / kind for kind in ("camels_gb", "era5_land", "esa_cci")))
    assert list((tmp_path / "esa_cci").iterdir()) == []
    assert "no satellite files" in caplog.text


def test_the_truth_is_the_area_weighted_mean_of_the_stores(upland: World, tmp_path: Path) -> None:
    """Recomputed from a simulation of its own, the catchment means of all stores equal the truth file."""
    truth = delivery.write(upland, *(tmp_path / kind for kind in ("camels_gb", "era5_land", "esa_cci")))
    TRUTH.check(truth)
    country = simulation.build(upland)
    gauged = catchments.build(upland.gauges, country.grid, country.relief, upland.rng("catchments"))
    assert list(truth["gauge_id"].values) == list(gauged["gauge_id"])
    weights = catchments.weights(gauged, country.grid).toarray()
    _, *pieces = simulation.run(upland, country)
    moisture = np.concatenate([piece.moisture for piece in pieces])
    snow = np.concatenate([piece.record.snow for piece in pieces]) / 1000.0
    for layer in range(4):
        expected = moisture[:, layer] @ weights.T
        np.testing.assert_allclose(truth[f"swvl{layer + 1}"].values.T, expected, rtol=1e-5)
    np.testing.assert_allclose(truth["sd"].values.T, snow @ weights.T, rtol=1e-5, atol=1e-9)


def test_discharge_is_the_runoff_of_the_catchment(upland: World, tmp_path: Path) -> None:
    """Recomputed from cells, discharge is their area-weighted runoff, routed, times errors of the stated size.

    The convolution is numpy's own; five gauges and a year make some 1800 errors of 3 %, whose mean is known to
    0.0007 and whose spread to 0.0005. Low flows are left out, since the files keep two decimals.
    """
    world = replace(upland, discharge_noise=0.03)
    delivered = deliver(world, tmp_path)
    gauged = catchments.build(world.gauges, delivered.country.grid, delivered.country.relief, world.rng("catchments"))
    weights = catchments.weights(gauged, delivered.country.grid)
    runoff = np.concatenate([weights @ piece.record.runoff.T for piece in simulation.run(world, delivered.country)], 1)
    hydrographs = gauging.unit_hydrographs(gauged["area"].to_numpy())
    convolved = [np.convolve(*pair)[: runoff.shape[1]] for pair in zip(runoff, hydrographs, strict=True)]
    routed = np.stack(convolved, axis=1)[world.spin_up_days :]
    flow = delivered.series("discharge_spec").to_numpy()
    ratio = flow / np.where(routed > 0.5, routed, np.nan)
    assert np.isfinite(ratio).sum() > 1000
    assert np.nanmean(ratio) == pytest.approx(1.0, abs=0.01)
    assert np.nanstd(ratio) == pytest.approx(world.discharge_noise, abs=0.003)
    there = np.isfinite(flow)
    recorded = np.where(there, flow, 0.0).sum(axis=0) / np.where(there, routed, 0.0).sum(axis=0)
    np.testing.assert_allclose(recorded, 1.0, atol=0.01)


def test_stores_that_are_wholly_coupled_change_no_file(upland: World, tmp_path: Path) -> None:
    """With a coupling of 1 every file is the same to the byte; a cut deepest layer changes those of discharge alone."""
    worlds = {
        "today": upland,
        "coupled": replace(upland, coupling=dict.fromkeys(STORES, 1.0)),
        "cut": replace(upland, coupling={"swvl4": 0.0}),
    }
    truth = {name: deliver(world, tmp_path / name).truth for name, world in worlds.items()}
    files = {name: digests(tmp_path / name) for name in worlds}
    assert files["coupled"] == files["today"]
    xr.testing.assert_identical(truth["coupled"], truth["today"])
    xr.testing.assert_identical(truth["cut"], truth["today"])
    changed = {name for name in files["cut"] if files["cut"][name] != files["today"][name]}
    assert changed
    assert all("timeseries" in name or "hydrologic" in name for name in changed)
