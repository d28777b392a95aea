# The explorer: a map of gauges, and on a click the series and scores of one, in a page beside the report.
SEASON_PROBES = [f"<results>/probe/{name}/seed{seed}/probe.nc" for name, seed in ladder.runs(config) if name == SEASON]
SCORED_RUNS = [[name, seed] for name, seed in SUMMED_RUNS if name in COMPARISONS]


rule write_explorer:
    """Write the explorer: a map of the gauges by any score, and the series and scores of each, in one page."""
    input:
        skill="<results>/tables/skill.csv",
        discharge_skill="<results>/tables/discharge_skill.csv",
        series="<results>/data/catchments.nc",
        attributes="<results>/data/attributes.nc",
        predictions=FIRST_PREDICTIONS,
        discharge=f"{FIRST_LSTM}/discharge.nc",
        season=SEASON_PROBES,
        yearly_sums=[f"<results>/probe/{name}/seed{seed}/yearly_sums.nc" for name, seed in SCORED_RUNS],
    output:
        explorer="<results>/explore.html",
    log:
        "<logs>/write_explorer.log",
    params:
        runs=SCORED_RUNS,
        seed=FIRST_SEED,
        config=dict(config),
        title=Path(config["pathvars"]["results"]).parent.name,
        upstream=lambda wildcards, input: RECORDS.upstream("write_explorer"),
        code=code("write_explorer.py"),
    message:
        "Write the explorer of this run."
    script:
        "../scripts/write_explorer.py"
