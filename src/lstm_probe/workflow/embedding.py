"""Be a module of another workflow: take the configuration and the folders that it gives, and nothing from its files.

https://snakemake.readthedocs.io/en/stable/snakefiles/modularization.html#modules
"""

from typing import Any

from lstm_probe.errors import InputError
from lstm_probe.workflow.command_line import merge

#: The level of Snakemake's path variables that a module's own statement sets.
OF_MODULE = 1


def embedded(workflow: Any) -> bool:
    """Return whether another workflow takes this one as a module."""
    return not workflow.modifier.is_main_snakefile()


def check(workflow: Any) -> None:
    """Check that paths are set by path variables: a prefix would be unknown to what names files in python.

    Raises
    ------
    InputError
        If the module has a prefix.
    """
    if prefix := workflow.modifier.path_modifier.prefix:
        advice = "remove it, and write pathvars: {results: …, logs: …, world: …} into the module's config"
        raise InputError(place(workflow), f"prefix: {prefix}", "paths by pathvars", advice)


def place(workflow: Any) -> str:
    """Name the place of a module's configuration, for messages."""
    return f"config of module {workflow.modifier.namespace}"


def given(workflow: Any, config: dict[str, Any], defaults: dict[str, Any], run: dict[str, Any]) -> dict[str, Any]:
    """Take what a module's configuration says of its own.

    Where it holds everything that config/config.yaml does, it was made from a copy of that file, and what is equal
    there is no choice. What the run was called with is one, where the other workflow hands on its own configuration.

    Parameters
    ----------
    workflow : snakemake.workflow.Workflow
        The workflow, while the module is read.
    config : dict
        The configuration that the module statement gives.
    defaults : dict
        The content of config/config.yaml.
    run : dict
        What the files and words of the command line say.

    Returns
    -------
    dict
        What lies over defaults and presets; path variables of the module statement too.
    """
    user = _others(config, defaults) if _holds(config, defaults) else dict(config)
    if config == workflow.modifier.parent_modifier.globals["config"]:
        user = merge(user, run)
    variables, known = workflow.pathvars, defaults["pathvars"]
    of_module = [name for name, level in variables.level.items() if level == OF_MODULE and name in known]
    said = {name: variables.get(name) for name in of_module if variables.get(name) != known[name]}
    return merge(user, {"pathvars": said}) if said else user


def _holds(config: Any, defaults: dict[str, Any]) -> bool:
    """Return whether a configuration has every key of the defaults."""
    return isinstance(config, dict) and all(
        name in config and (not isinstance(value, dict) or _holds(config[name], value))
        for name, value in defaults.items()
    )


def _others(config: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """Take the entries of a configuration that differ from the defaults."""
    others: dict[str, Any] = {}
    for name, value in config.items():
        default = defaults.get(name)
        if isinstance(value, dict) and isinstance(default, dict):
            if below := _others(value, default):
                others[name] = below
        elif name not in defaults or value != default:
            others[name] = value
    return others
