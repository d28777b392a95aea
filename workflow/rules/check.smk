# The check-up: every source is read before the work, and all that is wrong with them is told at once.


CHECKED = [name for name in wanted.SOURCES if name in {"camels_gb", *SOURCES}]  # sources that the check-up reads


def checked_files():
    """Digest the files that the check-up reads."""
    tables = [files_at(entry["path"]) for entry in TARGETS.values() if entry["source"] == "table"]
    return [*(files(name) for name in CHECKED), *tables, PACKED_FILES]


def checked_config():
    """Take what the check-up holds the sources against: where it differs, they are checked anew."""
    settings = ("forcings", "attributes", "states", "spin_up_days", "window_days", "sampling", "targets_per_window")
    lstms = {name: {key: config["lstms"][name][key] for key in settings} for name in STUDY["lstms"]}
    answers = ("control", "gauges", "targets")
    experiments = {name: {key: config["experiments"][name][key] for key in answers} for name in STUDY["experiments"]}
    shared = {"world": bool(config["world"]), "data": config["data"], "periods": config["periods"]}
    return {**shared, "lstms": lstms, "targets": TARGETS, "experiments": experiments, "gauge_list": GAUGE_LIST}


def passed(*read):
    """Name the word of the check-up on what a rule reads, which the rule waits for: another word for other files.

    Where it is there already nothing makes it anew, so that a check-up that runs again retrains nothing: Snakemake
    overlooks all that changed behind an ancient file that is made in the same run.
    """
    return f"<results>/check/passed/{digest.of_values(config['world'], *read)}.txt"


def new(*words):
    """Select those of some words that are not there yet."""
    return [word for word in dict.fromkeys(words) if not in_results(word).is_file()]


# What ingestion reads, and how.
INGESTED = {
    **{key: config["data"]["camels_gb"][key] for key in ("version", "columns", "gauges", "minimum_discharge_days")},
    "gauge_list": GAUGE_LIST,
    "synthetic": bool(config["world"]),
    "forcings": lstm_sources.forcings(config),
    "attributes": sorted({name for lstm in LSTMS for name in lstm["attributes"]}),
    "extra_attributes": config["data"]["extra_attributes"],
    "interpolate_days": config["data"]["missing"]["interpolate_days"],
    "periods": periods("lstm_train"),
    "files": files("camels_gb"),
    "packed": PACKED_FILES,
}

CHECKED_FILES = checked_files()

# The words that ingestion, each gridded product and the account of all files wait for; of them, those of this run.
PASSED = {"series": passed(INGESTED), "files": passed(*CHECKED_FILES)}
PASSED |= {name: passed(name, files(name), WANTED[name] if name in FETCHED else None) for name in GRIDDED}
FIRST = new(*(word for name, word in PASSED.items() if name not in {*GRIDDED} - SOURCES))

# What the tables of skill wait for, in every run: that the inputs as they are now were checked.
CHECKED_AGAIN = "<results>/check/latest.txt" if config["check"] else []


rule check_up:
    """Read every source, and write down all that is wrong with it: a page with maps, and tables."""
    input:
        **made(*CHECKED),
    output:
        report=report("<results>/check/report.html", caption="../report/check_up.rst", category="Check-up"),
        problems="<results>/check/problems.csv",
        gauges="<results>/check/gauges.csv",
        missing="<results>/check/missing.csv",
        inventory="<results>/check/inventory.csv",
    log:
        "<logs>/check_up.log",
    benchmark:
        "<logs>/benchmarks/check_up.tsv"
    priority: 100
    threads: 2
    params:
        config=checked_config(),
        title=Path(config["pathvars"]["results"]).parent.name,
        places={**places_of(*CHECKED), **({"series": PACKED_SERIES} if PACKED_SERIES else {})},
        files=CHECKED_FILES,
        code=code("check_up.py"),
    message:
        "Check every source of this run."
    script:
        "../scripts/check_up.py"


rule check:
    """Check all inputs and refuse unusable ones, with the full list of what is wrong."""
    input:
        problems="<results>/check/problems.csv",
        report="<results>/check/report.html",
    output:
        words=["<results>/check/latest.txt", *(FIRST if config["check"] else [])],
    log:
        "<logs>/check.log",
    priority: 100
    localrule: True
    params:
        code=code("check.py"),
    message:
        "Refuse inputs that cannot be used."
    script:
        "../scripts/check.py"


rule skip_check:
    """Let the inputs pass unchecked, where the configuration says so."""
    output:
        words=["<results>/check/skipped.txt", *([] if config["check"] else FIRST)],
    log:
        "<logs>/skip_check.log",
    localrule: True
    params:
        code=code("check.py"),
    message:
        "The inputs are not checked."
    script:
        "../scripts/check.py"
