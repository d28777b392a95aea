"""One job that does the work of several: what each would be given by its own rule, so that each keeps its record."""

from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from lstm_probe.artefacts.made_of import JOBS


def of_rule(rule: Any, wildcards: Mapping[str, str]) -> dict[str, Any]:
    """Take what a job of a rule is given.

    Parameters
    ----------
    rule : snakemake.rules.Rule
        The rule.
    wildcards : mapping of str to str
        Of the job.
    """
    inputs, outputs = rule.expand_input(wildcards)[0], rule.expand_output(wildcards)[0]
    parts = {
        "input": inputs,
        "output": outputs,
        "params": rule.expand_params(wildcards, inputs, outputs, None)[0],
        "log": rule.expand_log(wildcards),
    }
    return {name: type(part)(toclone=part, plainstr=name != "params") for name, part in parts.items()}


def of_experiments(rule: Any, experiments: Iterable[str]) -> Callable[[Any], dict[str, dict[str, Any]]]:
    """Make the parameter that holds, for every experiment, what its own job of the same seed would be given.

    Parameters
    ----------
    rule : snakemake.rules.Rule
        The rule that fits one experiment.
    experiments : iterable of str
        Those fitted together.
    """
    names = list(experiments)

    def jobs(wildcards: Any) -> dict[str, dict[str, Any]]:
        return {name: of_rule(rule, {"experiment": name, "seed": wildcards["seed"]}) for name in names}

    return jobs


def by_experiment(job: Any) -> dict[str, Any]:
    """Give the jobs that one does the work of, by experiment; a job of a single experiment is its own.

    Parameters
    ----------
    job : snakemake.script.Snakemake
        What the script was given.
    """
    several = dict(job.params.items()).get(JOBS)
    if several is None:
        return {job.wildcards.experiment: job}
    return {name: SimpleNamespace(**of_experiment) for name, of_experiment in several.items()}


def targets(jobs: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Give the entries and the files of the targets of all jobs, each once.

    Parameters
    ----------
    jobs : mapping of str to job
        As of `by_experiment`.
    """
    entries = {name: entry for job in jobs.values() for name, entry in job.params.targets.items()}
    pairs = (zip(job.params.targets, job.input.targets, strict=True) for job in jobs.values())
    return entries, {name: path for of_job in pairs for name, path in of_job}
