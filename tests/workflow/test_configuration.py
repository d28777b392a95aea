"""A configuration is read as a person meant it, and a mistake is named in a few lines."""

import copy
import zipfile
from dataclasses import asdict
from pathlib import Path

import pytest
import xarray as xr

from lstm_probe.data.series.smoothing import Smoothing
from lstm_probe.errors import InputError
from lstm_probe.workflow import configuration, figure_needs, inputs, paths, places, preflight, shown_gauges
from tests import shipped

ROOT = Path(__file__).parents[2]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
OWN = {"kind": "skill_histograms", "experiments": ["main"], "targets": ["swvl1"], "gauges": None}
WORLD = {"first_day": "1990-01-01", "last_day": "2008-12-31"}
PLAIN = shipped.configuration()


def complete(change: dict | None = None) -> dict:
    """Complete the shipped configuration with one top-level change."""
    return configuration.complete({**copy.deepcopy(PLAIN), **(change or {})}, SCHEMA, "config.yaml")


def test_dates_and_ids_become_text() -> None:
    """YAML's dates become ISO text, gauge numbers text, and defaults are filled in."""
    config = complete({"figures": {"series_gauges": [15021, 54018]}})
    assert config["periods"]["lstm_train"] == ["1988-01-01", "1997-12-31"]
    assert config["figures"]["series_gauges"] == ["15021", "54018"]
    assert config["figures"]["snow_target"] is None
    assert config["experiments"]["main"]["control"] == {"name": "none"}
    assert config["experiments"]["main"]["regression"] == {"name": "elastic_net"}
    assert config["figures"]["map_days"] is None
    assert config["experiments"]["permute_gauges"]["control"] == {"name": "permute_gauges"}


def test_defaults_are_the_papers_lstm() -> None:
    """An LSTM entry that says nothing is the paper's."""
    assert complete({"lstms": {"paper": {}}})["lstms"] == complete()["lstms"]


def test_every_key_is_described() -> None:
    """Every property of the schema says what it is."""

    def undescribed(schema: dict, place: str) -> list[str]:
        missing = []
        for name, entry in schema.get("properties", {}).items():
            where = f"{place}.{name}"
            resolved = {**SCHEMA["$defs"].get(entry.get("$ref", "").split("/")[-1], {}), **entry}
            missing += [] if resolved.get("description") else [where]
            missing += undescribed(resolved, where)
        if isinstance(schema.get("additionalProperties"), dict):
            missing += undescribed(schema["additionalProperties"], f"{place}.*")
        return missing

    assert undescribed(SCHEMA, "") == []


def test_environment_variables_are_put_into_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    """${NAME} takes the variable, ${NAME:-default} the default, and an unset one is a message."""
    monkeypatch.setenv("LSTM_PROBE_DATA", "/elsewhere")
    assert complete()["data"]["camels_gb"]["path"] == "/elsewhere/camels_gb"
    monkeypatch.delenv("LSTM_PROBE_DATA")
    assert complete()["data"]["camels_gb"]["path"] == "data/camels_gb"
    data = copy.deepcopy(PLAIN["data"])
    data["camels_gb"]["series"] = "${LSTM_PROBE_DATA:-data}/packed.nc"
    assert complete({"data": data})["data"]["camels_gb"]["series"] == "data/packed.nc"
    data = copy.deepcopy(PLAIN["data"]) | {"era5_land": {"path": "${NOT_SET_ANYWHERE}/x"}}
    with pytest.raises(InputError, match="NOT_SET_ANYWHERE"):
        complete({"data": data})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"experimnts": {}}, ["experimnts", "experiments"]),
        ({"study": PLAIN["study"] | {"seeds": ["one"]}}, ["study.seeds.0", "one"]),
        ({"study": PLAIN["study"] | {"seeds": [1, 1]}}, ["study.seeds", "each entry once"]),
        ({"data": PLAIN["data"] | {"era5_land": {"path": "x", "method": "all_touch"}}}, ["all_touch", "all_touched"]),
        ({"experiments": {"main": {"control": "permute_gauge"}}}, ["permute_gauge", "did you mean 'permute_gauges'"]),
        ({"targets": {"swvl1": {"source": "era5_land", "units": "m"}}}, ["targets.swvl1", "long_name"]),
        ({"experiments": {"mine": {"regression": {"name": "mlp", "alpha": 1}}}}, ["mine.regression", "alpha", "l2"]),
        (
            {"probe": {"regression": {"name": "mlp", "alpha": 1}}},
            ["probe.regression", "'alpha'", "see config/README.md"],
        ),
        ({"experiments": {"mine": {"control": {"name": "none", "days": 1}}}}, ["mine.control", "days", "name"]),
        ({"experiments": {"mine": {"gauges": "some"}}}, ["experiments.mine.gauges", "some", "all"]),
        ({"figures": {"own": {"mine": OWN}}}, ["figures.own", "mine", "begins with fig"]),
        ({"lstms": {"paper": {"dropout": 1.5}}}, ["lstms.paper.dropout", "1.5", "less than 1"]),
        ({"lstms": {"paper": {"gradient_clip": "1e-3"}}}, ["'1e-3'", "of type number", "1.0e-3"]),
        ({"periods": PLAIN["periods"] | {"lstm_train": ["2000-13-45", "2001-01-01"]}}, ["lstm_train.0", "2000-13-45"]),
    ],
)
def test_a_mistake_is_named_with_its_place(change: dict, words: list[str]) -> None:
    """The message is a few lines with the place, what was found and the nearest valid word."""
    with pytest.raises(InputError) as caught:
        complete(change)
    message = str(caught.value)
    assert all(word in message for word in words), message
    assert len(message.splitlines()) <= 6


def changed(place: str, value: object) -> dict:
    """Complete the shipped configuration and change one of its values, by dotted key."""
    config = complete()
    *parents, last = place.split(".")
    inner = config
    for name in parents:
        inner = inner[name]
    inner[last] = value
    return config


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("study.targets", ["swvl11"], ["swvl11", "did you mean 'swvl1'"]),
        ("study.lstms", ["papers"], ["papers", "did you mean 'paper'"]),
        ("published", {"path": "x.csv", "target": "swvl5"}, ["published.target", "swvl5"]),
        ("periods.state_lead_days", 10, ["delay_180", "a delay of 180 days", "1 to 10"]),
        ("experiments.delay_180.control", {"name": "delay"}, ["delay_180", "a delay of no days"]),
        ("lstms.paper.learning_rate", [[2, 0.001]], ["lstms.paper.learning_rate", "epoch 1"]),
        (
            "periods.probe_test",
            ["1995-01-01", "2008-12-31"],
            ["probe_test, 1995-01-01 to 2008-12-31, has days of probe_fit"],
        ),
        ("periods.lstm_train", ["1997-12-31", "1988-01-01"], ["periods.lstm_train", "1997-12-31 to 1988-01-01"]),
        ("figures.soil_targets", ["swvl5"], ["fig01_pipeline", "figures.soil_targets names swvl5"]),
        ("figures.snow_target", None, ["fig05_snow", "figures.snow_target names no target"]),
        (
            "targets.esa_cci",
            PLAIN["targets"]["esa_cci"] | {"smooth": "centred", "smooth_days": 6, "gauges": None},
            ["targets.esa_cci.smooth_days", "6 days, centred", "odd"],
        ),
        ("world", WORLD, ["periods.lstm_train", "1988-01-01 to 1997-12-31", "1990-01-01 to 2008-12-31"]),
        (
            "world",
            {**WORLD, "first_day": "1970-01-01", "era5_land_days": ["1990-01-01", "2008-12-31"]},
            ["periods.probe_fit", "1988-01-01 to 1997-12-31", "era5_land_days, 1990-01-01 to 2008-12-31"],
        ),
        ("study.experiments", ["mlp"], ["study.experiments", "'main' among them"]),
        ("figures.own", {"figX": OWN | {"kind": "probe_series", "experiments": ["main", "mlp"]}}, ["one experiment"]),
        ("study.experiments", ["main", "delay_180"], ["figA1_permutation", "permute_gauges"]),
        ("experiments.snow_all_gauges.targets", ["snow"], ["experiments.snow_all_gauges.targets", "'snow'"]),
        ("data.extra_attributes", ["area"], ["figD1_example_gauges", "'gauge_elev'", "data.extra_attributes"]),
        ("targets.swvl1.source", "table", ["figB4_resolutions", "swvl1 comes from a table"]),
        ("targets.swvl1.source", "caravan", ["figB4_resolutions", "swvl1 comes from Caravan"]),
        (
            "targets.sd",
            {"source": "caravan", "variable": None, "gauges": None, "units": "m", "long_name": "snow"},
            ["targets.sd.variable", "layer_1_mean"],
        ),
        ("figures.map_days", ["2010-07-01", "2010-07-30"], ["figures.map_days", "2010-07-01 to 2010-07-30"]),
        ("figures.own", {"fig02_soil_moisture_skill": OWN}, ["figures.own.fig02", "rename it"]),
        ("figures.own", {"figX": OWN | {"targets": ["swvl0"]}}, ["figures.own.figX.targets", "did you mean 'swvl"]),
        ("targets.sd.gauges.attribute", "frac_snoww", ["targets.sd.gauges.attribute", "did you mean 'frac_snow'"]),
        ("figures.snow_year", 1950, ["figures.snow_year", "1950", "1998-01-01 to 2008-12-31"]),
        ("study.figures", ["figS1_true_stores"], ["figS1_true_stores", "'world'"]),
        ("study.figures", ["figS3_published_comparison"], ["figS3_published_comparison", "'published'"]),
        ("expect", [{"claim": "rain", "value": "probes.main.swvl1.test.r"}], ["expect.0", "without a threshold"]),
        (
            "expect",
            [{"claim": "rain", "value": "probes.man.swvl1.test.r", "at_least": 1}],
            ["'man'", "did you mean 'main'"],
        ),
        (
            "expect",
            [{"claim": "rain", "value": "probes.main.swvl1.test.rr", "at_least": 1}],
            ["'rr'", "did you mean 'r'"],
        ),
        ("expect", [{"claim": "rain", "value": "skill.main", "at_least": 1}], ["'skill'", "discharge"]),
    ],
)
def test_what_does_not_fit_together_stops_before_any_job(place: str, value: object, words: list[str]) -> None:
    """Unknown names, overlapping periods and figures without their data are named in a few lines."""
    preflight.check(complete(), "config.yaml")
    with pytest.raises(InputError) as caught:
        preflight.check(changed(place, value), "config.yaml")
    assert all(word in str(caught.value) for word in words), str(caught.value)
    assert len(str(caught.value).splitlines()) <= 6


def test_a_claim_may_speak_of_an_ensemble() -> None:
    """The mean discharge of several seeds can be claimed; of one seed there is none."""
    claim = {"claim": "the mean", "value": "discharge.paper_ensemble.test.nse", "at_least": 0.5}
    config = changed("expect", [claim])
    config["study"]["seeds"] = [1, 2]
    preflight.check(config, "config.yaml")
    config["study"]["seeds"] = [1]
    with pytest.raises(InputError, match="'paper_ensemble'"):
        preflight.check(config, "config.yaml")


@pytest.mark.parametrize(("test", "fit"), [("lstm_test", "lstm_train"), ("probe_test", "probe_fit")])
@pytest.mark.parametrize(
    ("days", "taken"),
    [
        (["1980-01-01", "1987-12-31"], True),
        (["1998-01-01", "2000-12-31"], True),
        (["1980-01-01", "1988-01-01"], False),
        (["1997-12-31", "2000-12-31"], False),
        (["1990-01-01", "1991-12-31"], False),
        (["1980-01-01", "2010-12-31"], False),
    ],
)
def test_a_test_may_come_before_its_training(test: str, fit: str, days: list[str], taken: bool) -> None:
    """Periods without a common day are taken in either order; one common day, or more, is refused."""
    config = changed(f"periods.{test}", days)
    config["figures"] |= {"map_days": None, "control_days": None, "snow_year": None}
    if taken:
        preflight.check(config, "config.yaml")
        return
    with pytest.raises(InputError, match=f"{test}, .* has days of {fit}"):
        preflight.check(config, "config.yaml")


def test_missing_data_are_named_with_their_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every missing folder is named, with where to get the data; the synthetic world needs none."""
    monkeypatch.setenv("LSTM_PROBE_DATA", str(tmp_path))
    variables = paths.variables(PLAIN)
    config = complete()
    with pytest.raises(InputError) as caught:
        inputs.check_data(config, "config.yaml", variables)
    words = ("camels_gb", "era5_land", "esa_cci", "doi.org", "export LSTM_PROBE_DATA=", "make demo")
    assert all(word in str(caught.value) for word in words)
    assert "CAMELS-GB v1" in str(caught.value)
    assert "over [61.0, -8.5, 49.5, 2.5]" in str(caught.value)
    with pytest.raises(InputError, match=r"CAMELS-GB v2, .*10\.5285/9a46d428"):
        inputs.check_data(changed("data.camels_gb.version", 2), "config.yaml", variables)
    for name in ("camels_gb", "era5_land", "esa_cci"):
        (tmp_path / name).mkdir()
    config["figures"] |= {"series_gauges": None, "control_gauges": None}
    inputs.check_data(config, "config.yaml", variables)
    inputs.check_data({**complete(), "world": {"seed": 1}}, "config.yaml", variables)


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("targets.swvl1", {"source": "table", "path": "mine.csv"}, ["targets.swvl1.path: mine.csv", "catchment means"]),
        ("targets.swvl1", {"source": "caravan", "variable": "x"}, ["data.caravan.path: data/caravan", "6522634"]),
        ("data.camels_gb.gauges", "gauges.txt", ["data.camels_gb.gauges: gauges.txt", "one id per line"]),
        ("published", {"path": "theirs.csv", "target": "swvl1"}, ["published.path: theirs.csv"]),
    ],
)
def test_a_missing_file_is_named(place: str, value: object, words: list[str]) -> None:
    """A table, a list of gauges or a published table that is not there stops before any job."""
    config = changed(place, value)
    config["world"] = {"seed": 1}
    with pytest.raises(InputError) as caught:
        inputs.check_data(config, "config.yaml", {})
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_missing_packed_file_is_named(tmp_path: Path) -> None:
    """The one file of all series is looked for before any job, but not beside a synthetic world."""
    config = changed("data.camels_gb.series", "packed.nc")
    with pytest.raises(InputError, match=r"data\.camels_gb\.series: packed\.nc(.|\n)*one netCDF file"):
        inputs.check_data(config, "config.yaml", {})
    inputs.check_data({**config, "world": {"seed": 1}}, "config.yaml", {})


def test_the_place_of_a_run_is_checked(tmp_path: Path) -> None:
    """Another folder than the repository's, or an interpreter whose path has a space, is named."""
    places.check_place(ROOT)
    with pytest.raises(InputError, match=r"no config/config\.yaml"):
        places.check_place(tmp_path)
    with pytest.raises(InputError, match="a path with a space"):
        places.check_interpreter("/home/a user/.venv/bin/python")


def test_every_figure_has_its_needs() -> None:
    """The figures whose needs are checked are the figures that the schema knows."""
    known = SCHEMA["properties"]["study"]["properties"]["figures"]["items"]["enum"]
    assert set(figure_needs.NEEDS) == set(known)


def test_experiments_share_the_answers_of_probe() -> None:
    """What an entry does not say is as in `probe`; what it says stands."""
    probe = {"regression": {"name": "sgd", "loss": "huber"}, "target_scaling": "record"}
    experiments = {"main": {}, "mine": {"regression": "elastic_net", "control": "permute_gauges"}}
    config = complete({"probe": probe, "experiments": experiments})
    assert config["experiments"]["main"]["regression"] == {"name": "sgd", "loss": "huber"}
    assert config["experiments"]["mine"]["regression"] == {"name": "elastic_net"}
    assert config["experiments"]["mine"]["target_scaling"] == "record"
    assert config["experiments"]["mine"]["control"] == {"name": "permute_gauges"}


def test_a_satellite_target_has_the_readers_defaults() -> None:
    """What a satellite target does not say is as in the reader; other targets have no such keys."""
    bare = {"source": "esa_cci", "variable": "sm", "units": "m3 m-3", "long_name": "soil moisture"}
    targets = complete({"targets": {"swvl1": PLAIN["targets"]["swvl1"], "esa_cci": bare}})["targets"]
    assert {key: targets["esa_cci"][key] for key in ("fill_gaps", "smooth_days", "smooth")} == asdict(Smoothing())
    assert targets["esa_cci"]["flags"] == [0]
    assert "smooth" not in targets["swvl1"]


def test_only_a_table_declares_what_stands_for_a_missing_value() -> None:
    """A table may say which number it is; other sources have no such key, given or by default."""
    table = {"source": "table", "path": "a.csv", "units": "m", "long_name": "level", "missing_value": -9999}
    targets = complete({"targets": {"level": table}})["targets"]
    assert targets["level"]["missing_value"] == -9999
    assert "missing_value" not in complete()["targets"]["swvl1"]
    for source in ("era5_land", "esa_cci", "caravan"):
        with pytest.raises(InputError, match="missing_value"):
            complete({"targets": {"level": table | {"source": source}}})


def test_what_a_study_cannot_answer_has_its_reason() -> None:
    """Figures and experiments of the paper that a study leaves out are named, each with the reason."""
    assert set(figure_needs.unanswered(complete())) == set()
    config = changed("study.targets", ["swvl1", "swvl2", "swvl3", "swvl4"])
    config["study"]["experiments"] = ["main", "mlp"]
    config["study"]["figures"] = ["fig02_soil_moisture_skill"]
    reasons = figure_needs.unanswered(config)
    assert "fig02_soil_moisture_skill" not in reasons
    assert reasons["figE1_mlp_series"] == "not in study.figures"
    assert "sd" in reasons["fig05_snow"]
    assert "esa_cci" in reasons["figB1_satellite_skill"]
    assert reasons["delay_180"] == "not in study.experiments"
    assert reasons["snow_all_gauges"] == "the study has no target sd"


def test_boundaries_are_found_before_any_job(tmp_path: Path) -> None:
    """A folder has boundaries if the shapefile or its archive lies in it or below."""
    assert not inputs.has_boundaries(tmp_path)
    (tmp_path / "data").mkdir()
    archive = tmp_path / "data" / "CAMELS_GB_catchment_boundaries.zip"
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("inside/readme.txt", "")
        members.writestr("__MACOSX/inside/CAMELS_GB_catchment_boundaries.shp", "")
    assert not inputs.has_boundaries(tmp_path)
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("inside/CAMELS_GB_catchment_boundaries.shp", "")
    assert inputs.has_boundaries(tmp_path)
    assert not inputs.has_boundaries(tmp_path, version=2)
    (tmp_path / "Catchment_Boundaries").mkdir()
    (tmp_path / "Catchment_Boundaries" / "CAMELS_GB_v2_catchment_boundaries.SHP").touch()
    assert inputs.has_boundaries(tmp_path, version=2)


@pytest.mark.parametrize("gauges", ["all", "packed", ["54018", "39056"], "list"])
def test_gauges_of_figures_are_looked_up_before_any_job(
    tmp_path: Path, gauges: str | list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A gauge that a figure is to show and the run has not is named, whichever way the run's gauges are chosen."""
    series = tmp_path / "camels_gb" / "timeseries"
    series.mkdir(parents=True)
    for gauge in ("54018", "39056"):
        (series / f"CAMELS_GB_hydromet_timeseries_{gauge}_19701001-20150930.csv").touch()
    (tmp_path / "list.txt").write_text("54018\n39056\n")
    config = changed("data.camels_gb.path", str(tmp_path / "camels_gb"))
    texts = {"list": str(tmp_path / "list.txt"), "packed": "all"}
    config["data"]["camels_gb"]["gauges"] = texts.get(gauges, gauges) if isinstance(gauges, str) else gauges
    if gauges == "packed":
        config["data"]["camels_gb"] |= {"path": "elsewhere", "series": str(tmp_path / "packed.nc")}
        xr.Dataset(coords={"gauge_id": [39056, 54018]}).to_netcdf(tmp_path / "packed.nc")
    config["figures"] |= {"series_gauges": ["54018"], "control_gauges": ["39056", "54018"]}
    shown_gauges.check(config, "config.yaml")
    config["figures"]["control_gauges"] = ["39056", "36003"]
    with pytest.raises(InputError, match=r"figures\.control_gauges(.|\n)*36003"):
        shown_gauges.check(config, "config.yaml")
    shown_gauges.check(config, "config.yaml", only_planned=True)
    assert "36003" in capsys.readouterr().err
    config["study"]["figures"] = ["fig02_soil_moisture_skill"]
    shown_gauges.check(config, "config.yaml")
