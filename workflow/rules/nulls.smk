# Nulls of main: states of other gauges and of other years, other days, and probes that never saw the gauge: all of them
# from sums of products, those of other states some at a time.
MAIN_ENTRY = config["experiments"]["main"]
MAIN_TARGETS = [name for name in TARGETS if MAIN_ENTRY["targets"] is None or name in MAIN_ENTRY["targets"]]
MAIN_STATES = f"<results>/lstm/{MAIN_LSTM}/seed{{seed}}/states.nc" if ladder.needs_states(MAIN_ENTRY) else []
MAIN_SERIES = f"{seen_by(MAIN_LSTM)}/catchments.nc" if ladder.needs_series(MAIN_ENTRY) else []


rule sum_moments:
    """Read the states that main probes once, and sum the products that spatial folds and learning curves are made of."""
    input:
        states=MAIN_STATES,
        series=MAIN_SERIES,
        attributes="<results>/data/attributes.nc",
        targets=expand("<results>/data/targets/{target}.nc", target=MAIN_TARGETS),
        probe="<results>/probe/main/seed{seed}/probe.nc",
    output:
        moments="<results>/ladder/moments/seed{seed}.nc",
    log:
        "<logs>/sum_moments/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/sum_moments/seed{seed}.tsv"
    params:
        experiment=MAIN_ENTRY,
        targets=MAIN_TARGETS,
        inputs=OF_INPUTS if MAIN_SERIES else None,
        periods=periods("probe_fit", "probe_test"),
        quarters=LEARNING_CURVES,
        code=code("sum_moments.py"),
    message:
        "Sum the products of states and targets, seed {wildcards.seed}."
    script:
        "../scripts/sum_moments.py"


rule score_nulls:
    """Fit and score probes to the states of other gauges and of other years; and main's with the states of other days."""
    input:
        states=MAIN_STATES,
        series=MAIN_SERIES,
        attributes="<results>/data/attributes.nc",
        targets=expand("<results>/data/targets/{target}.nc", target=MAIN_TARGETS),
        residuals=expand("<results>/ladder/residuals/{target}.nc", target=MAIN_TARGETS),
        probe="<results>/probe/main/seed{seed}/probe.nc",
    output:
        nulls="<results>/ladder/nulls/seed{seed}.csv",
        lag_curve="<results>/ladder/lag_curve/seed{seed}.csv",
        year_shift_sums="<results>/ladder/year_shift_sums/seed{seed}.nc",
    log:
        "<logs>/score_nulls/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/score_nulls/seed{seed}.tsv"
    priority: 10  # before what nothing waits for
    threads: 2
    params:
        experiment=MAIN_ENTRY,
        targets=MAIN_TARGETS,
        inputs=OF_INPUTS if MAIN_SERIES else None,
        periods=periods("probe_fit", "probe_test"),
        derangements=config["nulls"]["derangements"],
        distance_km=config["nulls"]["distance_km"],
        lag_step_days=config["nulls"]["lag_step_days"],
        partial=config["experiments"].get("partial"),
        code=code("score_nulls.py"),
    message:
        "Fit probes to the states of other gauges and years, seed {wildcards.seed}."
    script:
        "../scripts/score_nulls.py"


rule score_unseen_gauges:
    """Score main's probes only at gauges that they were not fitted at: five spatial folds."""
    input:
        moments="<results>/ladder/moments/seed{seed}.nc",
        attributes="<results>/data/attributes.nc",
    output:
        yearly_sums="<results>/probe/main_unseen/seed{seed}/yearly_sums.nc",
        skill="<results>/probe/main_unseen/seed{seed}/skill.csv",
    log:
        "<logs>/score_unseen_gauges/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/score_unseen_gauges/seed{seed}.tsv"
    params:
        experiment=MAIN_ENTRY,
        code=code("score_unseen_gauges.py"),
    message:
        "Score probes at gauges that they were not fitted at, seed {wildcards.seed}."
    script:
        "../scripts/score_unseen_gauges.py"


rule gather_nulls:
    """Gather the nulls and the lag curves of all seeds in two tables."""
    input:
        nulls=expand("<results>/ladder/nulls/seed{seed}.csv", seed=STUDY["seeds"]),
        lag_curves=expand("<results>/ladder/lag_curve/seed{seed}.csv", seed=STUDY["seeds"]),
    output:
        nulls=in_tables("nulls"),
        lag_curve=in_tables("lag_curve"),
    log:
        "<logs>/gather_nulls.log",
    params:
        code=code("gather_nulls.py"),
    message:
        "Gather the nulls and lag curves of all seeds."
    script:
        "../scripts/gather_nulls.py"
