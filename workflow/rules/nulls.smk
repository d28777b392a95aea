# Nulls of main: states of other gauges and of other years, other days, and probes that never saw the gauge. One pass over
# the states sums the products that all of them are made of.
from types import SimpleNamespace

MAIN_ENTRY = config["experiments"]["main"] if "main" in config["experiments"] else None
MAIN_TARGETS = [name for name in TARGETS if not (MAIN_ENTRY and MAIN_ENTRY["targets"]) or name in MAIN_ENTRY["targets"]]


def of_main(name):
    """Make an input function of an experiment that of main, for a rule whose wildcard is the seed alone."""

    def found(wildcards):
        return name(SimpleNamespace(experiment="main", seed=wildcards.seed))

    return found


rule sum_moments:
    """Read the states that main probes once, and sum the products that nulls and spatial folds are made of."""
    input:
        states=of_main(states_of_experiment),
        series=of_main(series_of_experiment),
        attributes="<results>/data/attributes.nc",
        targets=expand("<results>/data/targets/{target}.nc", target=MAIN_TARGETS),
        residuals=expand("<results>/ladder/residuals/{target}.nc", target=MAIN_TARGETS),
        probe="<results>/probe/main/seed{seed}/probe.nc",
    output:
        moments="<results>/ladder/moments/seed{seed}.nc",
    log:
        "<logs>/sum_moments/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/sum_moments/seed{seed}.tsv"
    params:
        experiment=lookup(dpath="experiments/main", within=config),
        targets=MAIN_TARGETS,
        inputs=of_main(inputs_of_experiment),
        periods=periods("probe_fit", "probe_test"),
        derangements=config["nulls"]["derangements"],
        distance_km=config["nulls"]["distance_km"],
        lag_step_days=config["nulls"]["lag_step_days"],
        code=code("sum_moments.py"),
    message:
        "Sum the products of states and targets, seed {wildcards.seed}."
    script:
        "../scripts/sum_moments.py"


rule score_nulls:
    """Fit and score probes to the states of other gauges and of other years; and main's with the states of other days."""
    input:
        moments="<results>/ladder/moments/seed{seed}.nc",
    output:
        nulls="<results>/ladder/nulls/seed{seed}.csv",
        lag_curve="<results>/ladder/lag_curve/seed{seed}.csv",
        year_shift_sums="<results>/ladder/year_shift_sums/seed{seed}.nc",
    log:
        "<logs>/score_nulls/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/score_nulls/seed{seed}.tsv"
    params:
        experiment=lookup(dpath="experiments/main", within=config),
        partial=lookup(dpath="experiments/partial", within=config, default=None),
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
        experiment=lookup(dpath="experiments/main", within=config),
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
