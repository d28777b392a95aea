# The check-up: every source is read before the work, and all that is wrong with them is listed at once.


CHECKED = [
    name for name in ("dataset", *wanted.SOURCES) if name in {CATCHMENTS, *SOURCES}
]  # sources that the check-up reads


def checked_files():
    """Digest the files that the check-up reads."""
    tables = [files_at(entry["path"]) for entry in TARGETS.values() if entry["source"] == "table"]
    return [*(files(name) for name in CHECKED if name != CATCHMENTS), *files_of_catchments(), *tables, PACKED_FILES]


# What ingestion reads, and how.
INGESTED = stamps.ingested(config, gauge_list=GAUGE_LIST, files=files_of_catchments(), packed=PACKED_FILES)
CHECKED_FILES = checked_files()

# The stamps that ingestion, each gridded product and the table of files wait for; of them, those that this run makes.
PASSED = {"series": stamps.stamp(config, INGESTED), "files": stamps.stamp(config, *CHECKED_FILES)}
PASSED |= {name: stamps.stamp(config, name, files(name), WANTED[name] if name in FETCHED else None) for name in GRIDDED}
READ = [stamp for name, stamp in PASSED.items() if name not in {*GRIDDED} - SOURCES]
FIRST = stamps.lacking(READ, config["pathvars"]["results"])

# What the tables of skill wait for, in every run: that the inputs as they are now were checked.
CHECKED_AGAIN = stamps.LATEST if config["check"] else []


rule check_up:
    """Read every source, and write down all that is wrong with it: a page with maps, and tables."""
    input:
        **made(*CHECKED),
        **made_catchments(),
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
        config=stamps.checked(config, GAUGE_LIST),
        title=Path(config["pathvars"]["results"]).parent.name,
        places={**places_of(*CHECKED), **places_of_catchments(), **({"series": PACKED_SERIES} if PACKED_SERIES else {})},
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
        stamps=[stamps.LATEST, *(FIRST if config["check"] else [])],
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
        stamps=[stamps.SKIPPED, *([] if config["check"] else FIRST)],
    log:
        "<logs>/skip_check.log",
    localrule: True
    params:
        code=code("check.py"),
    message:
        "The inputs are not checked."
    script:
        "../scripts/check.py"
