# What every chapter needs: a checked configuration, wildcards from its catalogues, digests and input functions.
import copy
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from snakemake.sourcecache import LocalSourceFile

from lstm_probe.contracts.comparisons import COMPARISONS, SEASON
from lstm_probe.contracts.periods import tested_on_training_of, validated_on_training_of
from lstm_probe.datasets.era5_land import defining
from lstm_probe.errors import InputError
from lstm_probe.workflow import chapters, digest, figure_needs, formation_needs, held_out, inputs, ladder
from lstm_probe.workflow import lstm_sources, records
from lstm_probe.workflow import probed_lstms, progress, stamps, startup, steering_needs, training_known, wanted

RULES_FOLDER = workflow.current_basedir


def shipped(path):
    """Find a file of this repository: in its folder, or in the cache of Snakemake where the workflow lies on a server."""
    place = RULES_FOLDER.join(f"../../{path}")
    if isinstance(place, LocalSourceFile):
        return Path(os.path.normpath(place.get_path_or_uri(secret_free=True)))
    return Path(workflow.sourcecache.get_path(place))


if not workflow.modifier.is_main_snakefile():
    config = copy.deepcopy(config)  # what is completed here stays the module's own
try:
    startup.prepare(workflow, config, sys.argv, shipped)
except InputError as mistake:
    sys.exit(f"\n{mistake}\n")

if workflow.is_main_process:
    for warning in filter(None, (tested_on_training_of(config), validated_on_training_of(config))):
        sys.stderr.write(f"{warning}\n")
# What artefacts were made from; the Snakefile has all rules keep records of it. It is said why, where reasons are shown.
REASONS = "reason" not in map(str, workflow.output_settings.quiet or ())
RECORDS = records.Records(workflow, explain=(lambda line: sys.stderr.write(f"{line}\n")) if REASONS else None)

BEGAN = time.time()
progress.attach(workflow)

STUDY = config["study"]
FIGURES = config["figures"]
# Without what only steering needs, so that changing it re-runs nothing else.
TARGETS = {
    name: {key: value for key, value in config["targets"][name].items() if key != "layer_mm"}
    for name in STUDY["targets"]
}
STORES = {name: {"variable": entry["variable"]} for name, entry in TARGETS.items()}  # what a synthetic world knows
LSTMS = [config["lstms"][name] for name in STUDY["lstms"]]
MAIN_LSTM = probed_lstms.probed(config)
# What probes are given beside states: the forcings and attributes of the LSTM that main probes.
OF_INPUTS = {key: config["lstms"][MAIN_LSTM][key] for key in ("forcings", "attributes")}
LEARNING_CURVES = figure_needs.LEARNING in STUDY["figures"]
SIMILAR_GAUGES = figure_needs.SIMILAR in STUDY["figures"]
SOURCES = {entry["source"] for entry in TARGETS.values()}


def names_of(source):
    """Write the wildcard constraint of all targets that come from one source."""
    return "|".join(name for name, entry in TARGETS.items() if entry["source"] == source) or "none"


def figures_of_kind(kind):
    """Write the wildcard constraint of all figures of the user's own of one kind."""
    return "|".join(name for name, entry in FIGURES["own"].items() if entry["kind"] == kind) or "none"


wildcard_constraints:
    grid="|".join(sorted(inputs.GRIDDED)),
    lstm="|".join(config["lstms"]),
    target="|".join(config["targets"]),
    experiment="|".join(config["experiments"]),
    seed=r"\d+",


def code(script):
    """Digest a script and the library modules that it imports, once a job needs it: a job's own start needs but one."""

    def digest_of_code(wildcards):
        return digest.of_code(shipped(f"workflow/scripts/{script}"))

    return digest_of_code


def periods(*names):
    """Take just the periods that a rule needs, so that changing another re-runs nothing."""
    return {name: config["periods"][name] for name in names if name in config["periods"]}


def setting(*keys):
    """Find a setting by its keys, which may be wildcards; Snakemake's lookup walks all others for it, job by job."""

    def of_wildcards(wildcards):
        found = config
        for key in keys:
            found = found[key.format(**dict(wildcards.items()))]
        return found

    return of_wildcards


def in_tables(name):
    """Name a table and put it into the report, with the caption of the same name."""
    return report(f"<results>/tables/{name}.csv", caption=f"../report/{name}.rst", category="Tables")


def in_report(stem, figure, shows):
    """Name the PNG of a figure and put it into the report, with the caption of the same name."""
    labels = {"figure": figure, "shows": shows}
    return report(
        f"<results>/figures/{stem}.png",
        caption=f"../report/{stem}.rst",
        category="Figures",
        labels=labels,
    )
