"""Captions of the report: each can be written for the configurations whose figures and tables they describe."""

import re
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
import yaml
from snakemake.utils import update_config

from lstm_probe.workflow import configuration

ROOT = Path(__file__).parents[1]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
OF_EVERY_RUN = ["controls", "disagreements", "expectations", "reproduction", "seeds", "sources"]
TABLES = [*OF_EVERY_RUN, "table1_medians", "weights"]
OF_SOIL, OF_PRODUCTS = ["offsets", "offsets_test"], ["products"]
OF_PUBLISHED = ["published_comparison", "published_summary"]


def complete(overlay: str) -> dict:
    """Complete the shipped configuration with one overlay."""
    config = yaml.safe_load((ROOT / "config" / "config.yaml").read_text())
    update_config(config, yaml.safe_load((ROOT / "config" / f"{overlay}.yaml").read_text()))
    return configuration.complete(config, SCHEMA, f"config/{overlay}.yaml")


@pytest.mark.parametrize("overlay", ["config", "demo", "real60"])
def test_captions_can_be_written(overlay: str) -> None:
    """Every caption of a study finds what it tells of the configuration, and leaves no template behind."""
    config = complete(overlay)
    tables = TABLES + OF_SOIL * bool(config["figures"]["soil_targets"])
    tables += OF_PRODUCTS * bool(config["figures"]["satellite_target"]) + OF_PUBLISHED * bool(config["published"])
    for name in [*config["study"]["figures"], *tables]:
        text = (ROOT / "workflow" / "report" / f"{name}.rst").read_text()
        template = jinja2.Environment(undefined=jinja2.StrictUndefined).from_string(text)
        written = template.render(snakemake=SimpleNamespace(config=config))
        assert not re.search(r"[{}]|None|  ", written), name


def test_the_snow_caption_says_what_the_lstm_was_given() -> None:
    """Forcings, the number of attributes, and frac_snow where it is among them, are those of the LSTM."""
    config = complete("demo")
    text = (ROOT / "workflow" / "report" / "fig05_snow.rst").read_text()
    written = " ".join(jinja2.Template(text).render(snakemake=SimpleNamespace(config=config)).split())
    assert "given precipitation, temperature, pet and 22 static attributes (frac_snow, the share" in written
    assert "frac_snow above 0.05" in written
    config["lstms"]["demo"]["attributes"].remove("frac_snow")
    assert "21 static attributes, and no series of snow" in " ".join(
        jinja2.Template(text).render(snakemake=SimpleNamespace(config=config)).split()
    )
