# The archive of a run, for Zenodo: a Workflow Run RO-Crate. Nothing else needs it: snakemake archive
ROOT = Path(workflow.basedir)
CODE_FILES = ["Snakefile", "CITATION.cff", "LICENSE", "README.md", "pyproject.toml", "requirements.lock"]
CODE_FOLDERS = ["config", "profiles", "src", "workflow"]
OF_NO_USE = ("__pycache__", ".egg-info")


def parts_of_code():
    """List the files of the code, seen from its root: what an unpacked archive needs to run the study again."""
    inside = [path for folder in CODE_FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    alone = [ROOT / name for name in CODE_FILES if (ROOT / name).is_file()]
    names = [path.relative_to(ROOT).as_posix() for path in [*alone, *inside]]
    return [name for name in names if not any(word in name for word in OF_NO_USE)]


def weights():
    """Name the weights of all LSTMs that have some: of a study of given states there are none."""
    kinds = {run: config["lstms"][Path(run).parts[-2]].get("source") for run in LSTM_RUNS}
    return [f"{run}/model.safetensors" for run, kind in kinds.items() if kind != "states"]


rule archive:
    """Write the archive of the run: configuration, code, results, and all inputs by checksum and DOI, in one file."""
    input:
        outputs=rules.all.input,
        numbers="<results>/numbers.json",
        ladder="<results>/tables/ladder.csv",
        provenance="<results>/provenance.json",
        models=[*expand("{run}/model.json", run=LSTM_RUNS), *weights()],
    output:
        archive="<results>/archive.zip",
    log:
        "<logs>/archive.log",
    params:
        config=dict(config),
        title=Path(config["pathvars"]["results"]).parent.name,
        root=str(ROOT),
        snakefile=Path(workflow.main_snakefile).relative_to(ROOT).as_posix(),
        parts=lambda wildcards: parts_of_code(),
        upstream=lambda wildcards, input: RECORDS.upstream("archive"),
        code=code("write_archive.py"),
    message:
        "Write the archive of this run."
    script:
        "../scripts/write_archive.py"
