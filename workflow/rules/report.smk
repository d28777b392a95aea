# The report: ours beside theirs, where everything comes from, and one page that holds it all.
# Whether the catchments are the paper's, so that its numbers stand beside ours.
OF_THE_PAPER = SETTINGS["reader"] == "camels_gb"
# The error rates of the verdict, where they were measured (make calibrate).
RATES = os.path.relpath(shipped("docs/calibration/rates.csv"))


def tables_of_study():
    """Name the tables of this study, in the order of the report."""
    names = ["ladder", "floor_and_ceiling", "intervals", "sampling"]
    names += ["nulls", "lag_curve"] if HAS_LADDER else []
    names += ["learning_curves", "learning_crossings"] if LEARNING_CURVES else []
    names += ["table1_medians", "controls", "seeds", "weights"]
    names += ["units", "saturated_units"] if probed_lstms.UNITS in STUDY["figures"] else []
    names += ["held_out"] if HOLD_OUT else []
    names += ["similar_gauges"] if SIMILAR_GAUGES else []
    names += ["lstms"] if len(STUDY["lstms"]) > 1 else []
    names += ["offsets", "offsets_test"] if FIGURES["soil_targets"] else []
    names += ["steering", "steering_months"] if STEERED else []
    names += ["formation"] if FORMATION else []
    names += ["products"] if TWO_PRODUCTS else []
    names += ["published_comparison", "published_summary"] if config["published"] else []
    return [f"<results>/tables/{name}.csv" for name in [*names, "expectations", "sources"]]


def sources():
    """Name the files and folders that a study reads; a synthetic world is one of them."""
    means = {name: path for name, path in {**GRIDDED, "caravan": CARAVAN}.items() if name in SOURCES}
    tables = {name: entry["path"] for name, entry in TARGETS.items() if entry["source"] == "table"}
    published = {"published": config["published"]["path"]} if config["published"] else {}
    name = SETTINGS["reader"]
    packed = {f"{name}_series": PACKED_SERIES} if PACKED_SERIES else {}
    return {name: PLACE[CATCHMENTS], **packed, **means, **tables, **published}


def names_of_sources():
    """Name the sources in their table, with the version of CAMELS-GB where it is not the paper's."""
    version = SETTINGS.get("version", 1)
    return [f"{name}_v{version}" if name == "camels_gb" and version != 1 else name for name in sources()]


def captions():
    """Find the captions of all figures and tables, by file stem, seen from here: another place is no other report."""
    tables = [
        *(Path(path).stem for path in tables_of_study()),
        *(["reproduction", "disagreements"] if OF_THE_PAPER else []),
    ]
    stems = {name: name for name in [*STUDY["figures"], *FORMATION_FIGURES, *VERDICT_FIGURES, *tables]}
    stems |= dict.fromkeys(FIGURES["own"], "own_figure")
    return {name: os.path.relpath(shipped(f"workflow/report/{stem}.rst")) for name, stem in stems.items()}


PLACES_MADE = list(made(*PLACE).values())
FIGURES_DRAWN = [*sorted([*STUDY["figures"], *FORMATION_FIGURES]), *FIGURES["own"]]


rule describe_sources:
    """Count and checksum the files that this run reads."""
    input:
        sources=[path for path in sources().values() if path in PLACES_MADE],
        checked=ancient(PASSED["files"]),
    output:
        table="<results>/tables/sources.csv",
    log:
        "<logs>/describe_sources.log",
    params:
        names=names_of_sources(),
        places=[None if path in PLACES_MADE else path for path in sources().values()],
        files=[files(name) if name in FETCHED else files_at(path) for name, path in sources().items()],
        code=code("describe_sources.py"),
    message:
        "Count and checksum the files that this run reads."
    script:
        "../scripts/describe_sources.py"


rule write_reproduction:
    """Set the paper's numbers beside ours, and say what was chosen where text and code disagree."""
    input:
        numbers="<results>/numbers.json",
    output:
        table=in_tables("reproduction"),
        page="<results>/reproduction.md",
        disagreements="<results>/tables/disagreements.csv",
    log:
        "<logs>/write_reproduction.log",
    params:
        config=dict(config),
        upstream=lambda wildcards, input: RECORDS.upstream("write_reproduction"),
        code=code("write_reproduction.py"),
    message:
        "Set the paper's numbers beside ours."
    script:
        "../scripts/write_reproduction.py"


rule write_provenance:
    """Write down what made this run: versions, seeds, device, and what was dropped and why."""
    input:
        models=expand("{run}/model.json", run=LSTM_RUNS),
        series="<results>/data/catchments.nc",
        targets=expand("<results>/data/targets/{target}.nc", target=TARGETS),
        predictions=expand("<results>/probe/main/seed{seed}/predictions.nc", seed=STUDY["seeds"]),
        sources="<results>/tables/sources.csv",
    output:
        "<results>/provenance.json",
    log:
        "<logs>/write_provenance.log",
    params:
        upstream=lambda wildcards, input: RECORDS.upstream("write_provenance"),
        code=code("write_provenance.py"),
    message:
        "Write down what made this run, and what was dropped and why."
    script:
        "../scripts/write_provenance.py"


rule write_report:
    """Write the report: the verdict, all figures and tables, ours beside theirs, and where they come from."""
    input:
        numbers="<results>/numbers.json",
        ladder="<results>/tables/ladder.csv",
        shown=expand("<results>/figures/{figure}.png", figure=VERDICT_FIGURES),
        provenance="<results>/provenance.json",
        figures=expand("<results>/figures/{figure}.png", figure=FIGURES_DRAWN),
        tables=tables_of_study(),
        reproduction="<results>/tables/reproduction.csv" if OF_THE_PAPER else [],
        disagreements="<results>/tables/disagreements.csv" if OF_THE_PAPER else [],
        reproduction_page="<results>/reproduction.md" if OF_THE_PAPER else [],
        error_rates=RATES if Path(RATES).is_file() else [],
    output:
        report="<results>/report.html",
        summary="<results>/summary.txt",
    log:
        "<logs>/write_report.log",
    params:
        captions=captions(),
        texts=lambda wildcards: digest.of_values(*(Path(path).read_bytes() for path in captions().values())),
        config=dict(config),
        title=Path(config["pathvars"]["results"]).parent.name,
        unanswered=figure_needs.unanswered(config) if OF_THE_PAPER else {},
        workflow_report="../workflow_report.html",
        explorer="explore.html",
        folder=config["pathvars"]["results"],
        upstream=lambda wildcards, input: RECORDS.upstream("write_report"),
        code=code("write_report.py"),
    message:
        "Write the report of this run."
    script:
        "../scripts/write_report.py"
