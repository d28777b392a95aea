# What every chapter needs: a checked configuration, wildcards from its catalogues, digests and input functions.
import os
import sys
from pathlib import Path

from lstm_probe import device
from lstm_probe.contracts.periods import tested_on_training
from lstm_probe.datasets.era5_land import defining
from lstm_probe.errors import InputError
from lstm_probe.workflow import command_line, configuration, digest, figure_needs, inputs, paths, places
from lstm_probe.workflow import preflight, records, shown_gauges, steering_needs, strict_yaml, surroundings, wanted

# Threads that wait sleep, so that jobs on shared cores do not fight.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

CONFIG_FILES = ", ".join(map(os.path.relpath, workflow.overwrite_configfiles or ["config/config.yaml"]))
CONFIG_FILES += " and --config" if workflow.config_settings.config_args else ""
SCHEMA = configuration.load_schema(Path(workflow.basedir) / "workflow/schemas/config.schema.yaml")
ASKS_ONLY = {"--list", "--list-rules", "-l", "--list-target-rules", "--lt", "--lint", "--unlock"}  # need no data
PLANS_ONLY = {"-n", "-np", "--dry-run", "--dryrun"}
FETCHES_ONLY = {"fetch", "fetch_plan", *(f"fetch_{source}" for source in wanted.SOURCES)}  # need no other source

surroundings.prepare(Path.cwd())
try:
    device.pin(os.environ)  # jobs inherit it, and load their libraries later
    places.check_place(Path.cwd(), sys.executable)
    strict_yaml.check(["config/config.yaml", *workflow.overwrite_configfiles])
    config.update(command_line.merge(config, command_line.read(workflow.config_settings.config_args, SCHEMA)))
    variables = paths.variables(dict(config))
    config.update(configuration.complete(config, SCHEMA, CONFIG_FILES))
    workflow.pathvars.update(type(workflow.pathvars).from_config(config))
    preflight.check(config, CONFIG_FILES)
    if not ASKS_ONLY & set(sys.argv):
        places.check_writable(config, CONFIG_FILES)
        if not FETCHES_ONLY & set(sys.argv):
            inputs.check_data(config, CONFIG_FILES, variables)
            shown_gauges.check(config, CONFIG_FILES, only_planned=bool(PLANS_ONLY & set(sys.argv)))
        if config["fetch"]["offline"]:
            from lstm_probe.fetch import sources as sources_to_fetch  # only here: it takes a second

            sources_to_fetch.refuse_offline(config, wanted.to_fetch(config), wanted.wanted(config))
except InputError as mistake:
    sys.exit(f"\n{mistake}\n")

if workflow.is_main_process and (warning := tested_on_training(config["periods"])):
    sys.stderr.write(f"{warning}\n")
# What artefacts were made from; the Snakefile has all rules keep records of it. It is said why, where reasons are shown.
REASONS = "reason" not in map(str, workflow.output_settings.quiet or ())
RECORDS = records.Records(workflow, explain=(lambda line: sys.stderr.write(f"{line}\n")) if REASONS else None)

STUDY = config["study"]
FIGURES = config["figures"]
# Without what only steering needs, so that changing it re-runs nothing else.
TARGETS = {
    name: {key: value for key, value in config["targets"][name].items() if key != "layer_mm"}
    for name in STUDY["targets"]
}
STORES = {name: {"variable": entry["variable"]} for name, entry in TARGETS.items()}  # what a synthetic world knows
LSTMS = [config["lstms"][name] for name in STUDY["lstms"]]
MAIN_LSTM = config["experiments"]["main"]["lstm"] or STUDY["lstms"][0]
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
        return digest.of_code(Path(workflow.basedir) / "workflow/scripts" / script)

    return digest_of_code


def periods(*names):
    """Take just the periods that a rule needs, so that changing another re-runs nothing."""
    return {name: config["periods"][name] for name in names if name in config["periods"]}


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
