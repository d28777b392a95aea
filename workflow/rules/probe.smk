# Probes and controls, their skill, the tables and numbers, and the check of what the run claims.
PROBE_RUNS = [[experiment, seed] for experiment in STUDY["experiments"] for seed in STUDY["seeds"]]
SIDE_BY_SIDE = [[name, seed] for name in probed_lstms.side_by_side(config).values() for seed in STUDY["seeds"]]
CONTROLS = [name for name in STUDY["experiments"] if config["experiments"][name]["control"]["name"] != "none"]
PROBES = expand("<results>/probe/{experiment}/seed{seed}", experiment=STUDY["experiments"], seed=STUDY["seeds"])
LADDER_PROBES = [f"<results>/probe/{name}/seed{seed}" for name, seed in ladder.runs(config)]
HOLD_OUT = held_out.names(config)
HELD_OUT_LISTS = expand("<results>/lstm/{lstm}/held_out.csv", lstm=HOLD_OUT)
HELD_OUT_DISCHARGE = [
    f"<results>/lstm/{lstm}/seed{seed}/discharge_skill.csv" for lstm in HOLD_OUT for seed in STUDY["seeds"]
]
UNSEEN_PROBES = ["main_unseen"] * ladder.is_run(config) + ["main_held_out"] * bool(HOLD_OUT)
LADDER_PROBES += expand("<results>/probe/{name}/seed{seed}", name=UNSEEN_PROBES, seed=STUDY["seeds"])
LSTM_RUNS = expand("<results>/lstm/{lstm}/seed{seed}", lstm=STUDY["lstms"], seed=STUDY["seeds"])
ENSEMBLES = expand("<results>/lstm/{lstm}/ensemble", lstm=lstm_sources.with_ensemble(config))


# Whether the study has two soil moisture products to set beside each other (App. B1).
TWO_PRODUCTS = {FIGURES["satellite_layer"], FIGURES["satellite_target"]} <= set(TARGETS)


def baselines():
    """Pair each experiment with gauge intercepts with the one, other than main, that differs by its intercepts alone."""
    entries = {name: config["experiments"][name] for name in STUDY["experiments"]}
    apart = {name: {**entry, "intercepts": None} for name, entry in entries.items()}
    pairs = [(name, other) for name in entries for other in entries if name != other and apart[name] == apart[other]]
    return {name: other for name, other in pairs if entries[name]["intercepts"]["name"] == "gauge" and other != "main"}


def states_of_experiment(wildcards):
    """Find the cell states that an experiment probes; none where it is given none."""
    entry = config["experiments"][wildcards.experiment]
    lstm = probed_lstms.probed(config, wildcards.experiment)
    return f"<results>/lstm/{lstm}/seed{wildcards.seed}/states.nc" if ladder.needs_states(entry) else []


def series_of_experiment(wildcards):
    """Find the series that an experiment makes features of; none where it is given states alone."""
    entry = config["experiments"][wildcards.experiment]
    seen = seen_by(probed_lstms.probed(config, wildcards.experiment))
    return f"{seen}/catchments.nc" if ladder.needs_series(entry) else []


def attributes_of_experiment(wildcards):
    """Find the attributes of the gauges that an experiment may see."""
    return f"{seen_by(probed_lstms.probed(config, wildcards.experiment))}/attributes.nc"


def inputs_of_experiment(wildcards):
    """Take the forcings and attributes that features are made of; nothing where states are the only ones."""
    return OF_INPUTS if ladder.needs_series(config["experiments"][wildcards.experiment]) else None


def targets_of_experiment(wildcards):
    """Take the entries of the targets that an experiment probes."""
    only = config["experiments"][wildcards.experiment]["targets"]
    return {name: entry for name, entry in TARGETS.items() if only is None or name in only}


def target_files(wildcards):
    """Find the files of the targets that an experiment probes, or of their residuals."""
    residual = config["experiments"][wildcards.experiment]["residual_of"]
    folder = "ladder/residuals" if residual else "data/targets"
    return [f"<results>/{folder}/{name}.nc" for name in targets_of_experiment(wildcards)]


rule fit_probes:
    """Fit and score one experiment's probes, all targets, one seed."""
    input:
        states=states_of_experiment,
        series=series_of_experiment,
        attributes=attributes_of_experiment,
        targets=target_files,
    output:
        probe="<results>/probe/{experiment}/seed{seed}/probe.nc",
        predictions="<results>/probe/{experiment}/seed{seed}/predictions.nc",
        yearly_sums="<results>/probe/{experiment}/seed{seed}/yearly_sums.nc",
        skill="<results>/probe/{experiment}/seed{seed}/skill.csv",
    log:
        "<logs>/fit_probes/{experiment}/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/fit_probes/{experiment}/seed{seed}.tsv"
    wildcard_constraints:
        experiment="|".join(name for name in config["experiments"] if name not in ladder.names(config)),
    params:
        experiment=setting("experiments", "{experiment}"),
        targets=targets_of_experiment,
        inputs=inputs_of_experiment,
        minimum_target_days=config["data"]["missing"]["minimum_target_days"],
        periods=periods("probe_fit", "probe_test"),
        code=code("fit_probes.py"),
    message:
        "Fit the probes of experiment {wildcards.experiment}, seed {wildcards.seed}."
    script:
        "../scripts/fit_probes.py"


rule score_held_out_gauges:
    """Fit probes like main's at the gauges that each LSTM was trained at, and score them at those that it holds out."""
    input:
        states=expand("<results>/lstm/{lstm}/seed{{seed}}/states.nc", lstm=HOLD_OUT),
        models=expand("<results>/lstm/{lstm}/seed{{seed}}/model.json", lstm=HOLD_OUT),
        held_out=HELD_OUT_LISTS,
        series="<results>/data/catchments.nc" if ladder.needs_series(config["experiments"]["main"]) else [],
        attributes="<results>/data/attributes.nc",
        targets=expand("<results>/data/targets/{target}.nc", target=TARGETS),
    output:
        yearly_sums="<results>/probe/main_held_out/seed{seed}/yearly_sums.nc",
        skill="<results>/probe/main_held_out/seed{seed}/skill.csv",
    log:
        "<logs>/score_held_out_gauges/seed{seed}.log",
    params:
        experiment=config["experiments"]["main"],
        targets=TARGETS,
        inputs=OF_INPUTS,
        minimum_target_days=config["data"]["missing"]["minimum_target_days"],
        periods=periods("probe_fit", "probe_test"),
        code=code("score_held_out_gauges.py"),
    message:
        "Score probes at the gauges that LSTMs never saw, seed {wildcards.seed}."
    script:
        "../scripts/score_held_out_gauges.py"


rule score_truth:
    """Correlate all predictions with the true stores, which only a synthetic world knows."""
    input:
        predictions=expand("{run}/predictions.nc", run=PROBES),
        truth="<world>/truth.nc",
    output:
        skill="<results>/tables/truth_skill.csv",
    log:
        "<logs>/score_truth.log",
    benchmark:
        "<logs>/benchmarks/score_truth.tsv"
    params:
        runs=PROBE_RUNS,
        targets=STORES,
        periods=periods("probe_fit", "probe_test"),
        code=code("score_truth.py"),
    message:
        "Set all predictions beside the true stores."
    script:
        "../scripts/score_truth.py"


rule gather_skill:
    """Gather the skill of all probes and LSTMs in two tables."""
    input:
        skill=expand("{run}/skill.csv", run=[*PROBES, *LADDER_PROBES]),
        discharge_skill=expand("{run}/discharge_skill.csv", run=[*LSTM_RUNS, *ENSEMBLES]),
        held_out=HELD_OUT_LISTS,
        truth_skill="<results>/tables/truth_skill.csv" if config["world"] else [],
        checked=CHECKED_AGAIN,
    output:
        skill="<results>/tables/skill.csv",
        discharge_skill="<results>/tables/discharge_skill.csv",
    log:
        "<logs>/gather_skill.log",
    benchmark:
        "<logs>/benchmarks/gather_skill.tsv"
    params:
        lstms=HOLD_OUT,
        code=code("gather_skill.py"),
    message:
        "Gather the skill of all probes and LSTMs."
    script:
        "../scripts/gather_skill.py"


rule tabulate_held_out:
    """Tabulate discharge and probes at gauges that LSTMs never saw, beside the gauges that they were trained at."""
    input:
        skill="<results>/tables/skill.csv",
        discharge_skill=HELD_OUT_DISCHARGE,
        held_out=HELD_OUT_LISTS,
    output:
        table=in_tables("held_out"),
    log:
        "<logs>/tabulate_held_out.log",
    params:
        lstms=HOLD_OUT,
        code=code("tabulate_held_out.py"),
    message:
        "Tabulate discharge and probes at gauges that LSTMs never saw."
    script:
        "../scripts/tabulate_held_out.py"


rule table1_medians:
    """Write Table 1: the median skill over gauges, of every experiment and target, in both periods."""
    input:
        skill="<results>/tables/skill.csv",
    output:
        table1=in_tables("table1_medians"),
    log:
        "<logs>/table1_medians.log",
    params:
        experiments=STUDY["experiments"],
        code=code("table1_medians.py"),
    message:
        "Write Table 1, the median skill over gauges."
    script:
        "../scripts/table1_medians.py"


rule summarise_experiments:
    """Tabulate how often controls beat main, what another seed changes, and the weights of every probe."""
    input:
        skill="<results>/tables/skill.csv",
        probes=expand("{run}/probe.nc", run=PROBES),
    output:
        controls=in_tables("controls"),
        seeds=in_tables("seeds"),
        weights=in_tables("weights"),
    log:
        "<logs>/summarise_experiments.log",
    benchmark:
        "<logs>/benchmarks/summarise_experiments.tsv"
    params:
        runs=PROBE_RUNS,
        controls=CONTROLS,
        code=code("summarise_experiments.py"),
    message:
        "Tabulate controls, seeds and weights of all experiments."
    script:
        "../scripts/summarise_experiments.py"


rule compare_lstms:
    """Set the same probe on the states of all LSTMs side by side, gauge by gauge."""
    input:
        yearly_sums=[f"<results>/probe/{name}/seed{seed}/yearly_sums.nc" for name, seed in SIDE_BY_SIDE],
        attributes="<results>/data/attributes.nc",
    output:
        in_tables("lstms"),
    log:
        "<logs>/compare_lstms.log",
    params:
        runs=SIDE_BY_SIDE,
        experiments=probed_lstms.side_by_side(config),
        code=code("compare_lstms.py"),
    message:
        "Set the LSTMs side by side."
    script:
        "../scripts/compare_lstms.py"


rule compute_offsets:
    """Find every gauge's bias, the gauges of the largest and smallest, and whether they are equally wet."""
    input:
        predictions=expand("<results>/probe/main/seed{seed}/predictions.nc", seed=STUDY["seeds"]),
        attributes="<results>/data/attributes.nc",
    output:
        offsets=in_tables("offsets"),
        test="<results>/tables/offsets_test.csv",
    log:
        "<logs>/compute_offsets.log",
    benchmark:
        "<logs>/benchmarks/compute_offsets.tsv"
    params:
        targets=FIGURES["soil_targets"],
        number=FIGURES["offset_gauges"],
        periods=periods("probe_fit", "probe_test"),
        code=code("compute_offsets.py"),
    message:
        "Find the bias of the soil moisture probes at every gauge."
    script:
        "../scripts/compute_offsets.py"


rule compare_published:
    """Set our skill beside the published skill of the same gauges, with both medians and their rank correlation."""
    input:
        skill="<results>/tables/skill.csv",
    output:
        comparison=in_tables("published_comparison"),
        summary=in_tables("published_summary"),
    log:
        "<logs>/compare_published.log",
    params:
        target=(config["published"] or {}).get("target"),
        reader=SETTINGS["reader"],
        places={"published": (config["published"] or {}).get("path")},
        files=files_at(config["published"]["path"]) if config["published"] else None,
        code=code("compare_published.py"),
    message:
        "Set our skill beside the published skill, gauge by gauge."
    script:
        "../scripts/compare_published.py"


rule make_numbers:
    """Write numbers.json: every median and count that a text would quote."""
    input:
        series="<results>/data/catchments.nc",
        skill="<results>/tables/skill.csv",
        discharge_skill="<results>/tables/discharge_skill.csv",
        weights="<results>/tables/weights.csv",
        seeds="<results>/tables/seeds.csv",
        intervals="<results>/tables/intervals.csv",
        ladder="<results>/tables/ladder.csv",
        floor_and_ceiling="<results>/tables/floor_and_ceiling.csv",
        sampling="<results>/tables/sampling.csv",
        published="<results>/tables/published_comparison.csv" if config["published"] else [],
        products="<results>/tables/products.csv" if TWO_PRODUCTS else [],
        offsets_test="<results>/tables/offsets_test.csv" if FIGURES["soil_targets"] else [],
        steering="<results>/tables/steering.csv" if steering_needs.steered(config) else [],
        held_out="<results>/tables/held_out.csv" if HOLD_OUT else [],
        learning_curves="<results>/tables/learning_curves.csv" if LEARNING_CURVES else [],
        learning_crossings="<results>/tables/learning_crossings.csv" if LEARNING_CURVES else [],
        similar_gauges="<results>/tables/similar_gauges.csv" if SIMILAR_GAUGES else [],
    output:
        "<results>/numbers.json",
    log:
        "<logs>/make_numbers.log",
    benchmark:
        "<logs>/benchmarks/make_numbers.tsv"
    params:
        baselines=baselines(),
        code=code("make_numbers.py"),
    message:
        "Write the numbers of this run."
    script:
        "../scripts/make_numbers.py"


rule check_results:
    """Hold the numbers of this run against what its configuration expects of them, in a table."""
    input:
        numbers="<results>/numbers.json",
    output:
        in_tables("expectations"),
    log:
        "<logs>/check_results.log",
    params:
        expect=config["expect"],
        code=code("check_results.py"),
    message:
        "Check the claims of this run on its numbers."
    script:
        "../scripts/check_results.py"


rule confirm_claims:
    """Refuse a run whose claims do not all hold, once its report is written."""
    input:
        expectations="<results>/tables/expectations.csv",
        report="<results>/report.html",
    output:
        "<results>/claims.txt",
    log:
        "<logs>/confirm_claims.log",
    localrule: True
    params:
        code=code("confirm_claims.py"),
    message:
        "Confirm the claims of this run."
    script:
        "../scripts/confirm_claims.py"
