"""Prepare a run before any job: surroundings, a complete and checked configuration, and data in place."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lstm_probe import device
from lstm_probe.workflow import (
    command_line,
    configuration,
    inputs,
    ladder,
    lstm_sources,
    paths,
    places,
    preflight,
    presets,
    shown_gauges,
    strict_yaml,
    surroundings,
    wanted,
)

DEFAULTS = "config/config.yaml"
SCHEMA = "workflow/schemas/config.schema.yaml"
#: Words of a command line that ask about the workflow, and need no data.
ASKS_ONLY = {"--list", "--list-rules", "-l", "--list-target-rules", "--lt", "--lint", "--unlock"}
PLANS_ONLY = {"-n", "-np", "--dry-run", "--dryrun"}
#: Targets that need no source but those that they fetch.
FETCHES_ONLY = {"fetch", "fetch_plan", *(f"fetch_{source}" for source in wanted.SOURCES)}


def prepare(workflow: Any, config: dict[str, Any], arguments: Sequence[str]) -> None:
    """Prepare the environment of all jobs, and make the configuration that a run begins with.

    Parameters
    ----------
    workflow : snakemake.workflow.Workflow
        The workflow, whose path variables are set.
    config : dict
        What Snakemake read from the configuration files; it is completed in place.
    arguments : sequence of str
        Words of the command line.

    Raises
    ------
    InputError
        Naming the first mistake in configuration, place or data, and what to do.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that wait sleep, so that jobs on shared cores do too
    surroundings.prepare(Path.cwd())
    device.pin(os.environ)  # jobs inherit it, and load their libraries later
    where = configuration_files(workflow)
    places.check_place(Path.cwd(), sys.executable)
    strict_yaml.check([DEFAULTS, *workflow.overwrite_configfiles])
    schema = configuration.load_schema(Path(workflow.basedir) / SCHEMA)
    said = command_line.read(workflow.config_settings.config_args, schema)
    own = [path for path in workflow.overwrite_configfiles if Path(path).resolve() != Path(DEFAULTS).resolve()]
    user = command_line.merge(presets.given(own), said)
    config.update(presets.layered(presets.given([DEFAULTS]), user, Path(workflow.basedir)))
    variables = paths.variables(dict(config))
    given = dict(config)
    config.update(configuration.complete(config, schema, where))
    if not asks_only(arguments):
        lstm_sources.settle(config, where)
    config.update(ladder.added(config, given))
    if "figures" not in (user.get("study") or {}):
        left_out = presets.drawable(config)
        if left_out and not asks_only(arguments) and workflow.is_main_process:
            sys.stderr.write(f"left out, as this study lacks what they show: {', '.join(sorted(left_out))}\n")
    workflow.pathvars.update(type(workflow.pathvars).from_config(config))
    preflight.check(config, where)
    if asks_only(arguments):
        return
    places.check_writable(config, where)
    if not FETCHES_ONLY & set(arguments):
        inputs.check_data(config, where, variables)
        shown_gauges.check(config, where, only_planned=bool(PLANS_ONLY & set(arguments)))
    if config["fetch"]["offline"]:
        from lstm_probe.fetch import sources  # only here: it takes a second

        sources.refuse_offline(config, wanted.to_fetch(config), wanted.wanted(config))


def asks_only(arguments: Sequence[str]) -> bool:
    """Return whether a command line only asks about the workflow."""
    return bool(ASKS_ONLY & set(arguments))


def configuration_files(workflow: Any) -> str:
    """Name the configuration files of a run, for messages."""
    names = ", ".join(map(os.path.relpath, workflow.overwrite_configfiles or [DEFAULTS]))
    return f"{names} and --config" if workflow.config_settings.config_args else names
