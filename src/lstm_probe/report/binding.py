"""Bind the parts of a page together: what a configuration asks, tables with their captions, paths from the page."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from lstm_probe.artefacts import store
from lstm_probe.contracts.calibration import RATES
from lstm_probe.contracts.comparisons import MAIN
from lstm_probe.contracts.periods import tested_on_training_of
from lstm_probe.datasets import catalogue
from lstm_probe.report import captions, error_rates, labels, provenance, sheets
from lstm_probe.report.page import Entry
from lstm_probe.report.study import Study, controls, one_intercept, probes


def study(config: Mapping[str, Any], rates: str | Path | None = None) -> Study:
    """Read in a configuration what the run set out to answer.

    Parameters
    ----------
    config : mapping
        The whole configuration, defaults filled in.
    rates : str or Path, optional
        Table of the error rates of the verdict, as `contracts.calibration.RATES`.
    """
    chosen, experiments = config["study"], config["experiments"]
    main = experiments.get(MAIN, {})
    lstm = main.get("lstm") or chosen["lstms"][0]
    return Study(
        lstm=lstm,
        source=config.get("lstms", {}).get(lstm, {}).get("source", "trained"),
        targets={name: config["targets"][name].get("long_name") or name for name in chosen["targets"]},
        controls=controls(experiments, chosen["experiments"]),
        soil=config["figures"]["soil_targets"],
        snow=config["figures"]["snow_target"],
        synthetic=bool(config["world"]),
        probes=probes(main),
        one_intercept=one_intercept(main),
        warning=" ".join(filter(None, [tested_on_training_of(config), _dependence(config)])),
        error_rates=error_rates.sentence(store.read_table(rates, RATES) if rates else None),
    )


def _dependence(config: Mapping[str, Any]) -> str:
    sources = {name: config["targets"][name].get("source", "") for name in config["study"]["targets"]}
    return "" if config["world"] or "data" not in config else catalogue.shared_model(config["data"], sources)


def tables(
    paths: Sequence[str | Path], sources: Mapping[str, str], config: Mapping[str, Any], folder: Path
) -> list[Entry]:
    """Read tables with their captions.

    Parameters
    ----------
    paths : sequence of str or Path
        CSV files in the order of the page.
    sources : mapping of str to str
        Path of each table's caption, by stem; one without is titled by its name.
    config : mapping
        The configuration, which captions quote.
    folder : Path
        Where the page lies.
    """
    entries = []
    for path in map(Path, paths):
        caption = captions.read(sources[path.stem], config) if path.stem in sources else captions.to_html("")
        title = caption.title or labels.title(path.stem)
        entries.append(Entry(sheets.load(path), title, caption, beside(path, folder)))
    return entries


def readable(config: Mapping[str, Any], places: Mapping[str, str]) -> str:
    """Write a configuration as YAML, without folders that differ from machine to machine, nor CAMELS-GB where unused.

    Parameters
    ----------
    config : mapping
        The configuration.
    places : mapping of str to str
        As `provenance.portable`.
    """
    shown, data = dict(config), dict(config.get("data", {}))
    if data.get("dataset"):
        data.pop("camels_gb", None)
        shown["data"] = data
    text = yaml.safe_dump(shown, sort_keys=False, allow_unicode=True, width=110)
    return provenance.portable(text, places)


def making(report: str, config: Mapping[str, Any], places: Mapping[str, str]) -> str:
    """Write the command that makes Snakemake's own report.

    Parameters
    ----------
    report : str
        Its path from the page.
    config : mapping
        The configuration, which says where results go.
    places : mapping of str to str
        As `provenance.portable`.
    """
    path = os.path.normpath(Path(config["pathvars"]["results"]) / report)
    return f"snakemake --report {provenance.portable(path, places)}"


def beside(path: str | Path | None, folder: Path) -> str:
    """Write a path as a page in `folder` links to it; nothing without a path."""
    return Path(os.path.relpath(path, folder)).as_posix() if path else ""
