"""A job that does the work of several knows what each would be given, and leaves each its own record."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from snakemake.iocontainers import InputFiles, Log, OutputFiles, Params, Wildcards

from lstm_probe.artefacts import made_of
from lstm_probe.workflow import joint_jobs


def rule(folder: Path) -> Any:
    """Stand in for the rule that fits one experiment."""

    def outputs(wildcards: Any) -> tuple[OutputFiles]:
        path = folder / f"{wildcards['experiment']}{wildcards['seed']}.nc"
        files = OutputFiles(toclone=[str(path), made_of.place(path)])
        files._set_name("probe", 0)
        files._set_name("made_of", 1, end=2)
        return (files,)

    def inputs(wildcards: Any) -> tuple[InputFiles]:
        files = InputFiles(toclone=[f"{wildcards['experiment']}.nc", "both.nc"])
        files._set_name("targets", 0, end=2)
        return (files,)

    def params(wildcards: Any, *_: Any) -> tuple[Params]:
        name = wildcards["experiment"]
        return (Params(fromdict={"experiment": name, "targets": {name: {"gauges": None}, "both": {}}}),)

    return SimpleNamespace(
        expand_input=inputs,
        expand_output=outputs,
        expand_params=params,
        expand_log=lambda wildcards: Log(toclone=["log"]),
    )


def test_each_experiment_has_its_own_job_and_record(tmp_path: Path) -> None:
    """Targets of all are given once; records differ by the parameters of each."""
    given = joint_jobs.of_experiments(rule(tmp_path), ["one", "two"])(Wildcards(fromdict={"seed": "3"}))
    job = SimpleNamespace(params=Params(fromdict={"jobs": given}))
    jobs = joint_jobs.by_experiment(job)
    assert {name: one.output.probe for name, one in jobs.items()} == {
        name: str(tmp_path / f"{name}3.nc") for name in ("one", "two")
    }
    entries, files = joint_jobs.targets(jobs)
    assert list(entries) == ["one", "both", "two"]
    assert files == {"one": "one.nc", "both": "both.nc", "two": "two.nc"}
    made_of.write(job)
    for name, one in jobs.items():
        assert made_of.read(tmp_path / f"{name}3.nc") == made_of.record(dict(one.params.items()), [])
    assert made_of.read(tmp_path / "one3.nc") != made_of.read(tmp_path / "two3.nc")


def test_a_job_of_one_experiment_is_its_own() -> None:
    """Without jobs among its parameters, a job is that of the experiment in its wildcards."""
    job = SimpleNamespace(params={}, wildcards=SimpleNamespace(experiment="mine"))
    assert joint_jobs.by_experiment(job) == {"mine": job}
