"""Prepare a run before any job: surroundings, a complete and checked configuration, and data in place."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lstm_probe import device
from lstm_probe.workflow import (
    command_line,
    configuration,
    embedding,
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


def prepare(workflow: Any, config: dict[str, Any], arguments: Sequence[str], shipped: Callable[[str], Path]) -> None:
    """Prepare the environment of all jobs, and make the configuration that a run begins with.

    Parameters
    ----------
    workflow : snakemake.workflow.Workflow
        The workflow, whose path variables are set.
    config : dict
        What Snakemake read from the configuration files; it is completed in place.
    arguments : sequence of str
        Words of the command line.
    shipped : callable
        Gives the place of a file of the repository, by its path there.

    Raises
    ------
    InputError
        Naming the first mistake in configuration, place or data, and what to do.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that wait sleep, so that jobs on shared cores do too
    surroundings.prepare(Path.cwd())
    device.pin(os.environ)  # jobs inherit it, and load their libraries later
    where = configuration_files(workflow)
    schema = configuration.load_schema(shipped(SCHEMA))
    defaults, user = said(workflow, config, schema, shipped)
    config.update(presets.layered(defaults, user, shipped))
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
    workflow.pathvars.update(type(workflow.pathvars).from_config(config, module_level=True))
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


def said(
    workflow: Any, config: dict[str, Any], schema: dict[str, Any], shipped: Callable[[str], Path]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the defaults, and what lies over them: a user's files and command line, or what a module is given.

    Raises
    ------
    InputError
        If a file is no plain YAML, or Snakemake runs in another folder than that of a configuration.
    """
    places.check_interpreter(sys.executable)
    embedded = embedding.embedded(workflow)
    if embedded:
        embedding.check(workflow)
    else:
        places.check_place(Path.cwd())
    default_file = shipped(DEFAULTS) if embedded else Path(DEFAULTS)
    strict_yaml.check([default_file, *workflow.overwrite_configfiles])
    own = [path for path in workflow.overwrite_configfiles if Path(path).resolve() != default_file.resolve()]
    defaults, user = presets.given([default_file]), presets.given(own)
    user = command_line.merge(user, command_line.read(workflow.config_settings.config_args, schema))
    return defaults, embedding.given(workflow, config, defaults, user) if embedded else user


def asks_only(arguments: Sequence[str]) -> bool:
    """Return whether a command line only asks about the workflow."""
    return bool(ASKS_ONLY & set(arguments))


def configuration_files(workflow: Any) -> str:
    """Name the configuration files of a run, for messages."""
    if embedding.embedded(workflow):
        return embedding.place(workflow)
    names = ", ".join(map(os.path.relpath, workflow.overwrite_configfiles or [DEFAULTS]))
    return f"{names} and --config" if workflow.config_settings.config_args else names
