# Below and above main: what needs no training (season, inputs, untrained LSTMs), what labels could teach a small network
# (the ceiling), and what main follows of a target that its inputs do not (partial). No predictions are kept.


def settings_of_draws(wildcards):
    """Take what the first weights and the states of an untrained LSTM are made of."""
    keys = ("forcings", "attributes", "hidden_size", "dropout", "forget_bias", "memory_days", "window_days")
    return {key: config["lstms"][wildcards.lstm][key] for key in (*keys, "states", "spin_up_days")}


def experiments_of_draws(wildcards):
    """Take the two experiments that probe an untrained LSTM: of the targets, and of their residuals."""
    return {name: config["experiments"][name] for name in (wildcards.lstm, f"partial_{wildcards.lstm}")}


rule regress_on_inputs:
    """Take from every target what follows linearly from antecedent forcings and attributes, fitted in the fit period."""
    input:
        series=f"{seen_by(MAIN_LSTM)}/catchments.nc",
        attributes=f"{seen_by(MAIN_LSTM)}/attributes.nc",
        targets=expand("<results>/data/targets/{target}.nc", target=TARGETS),
    output:
        residuals=expand("<results>/ladder/residuals/{target}.nc", target=TARGETS),
    log:
        "<logs>/regress_on_inputs.log",
    benchmark:
        "<logs>/benchmarks/regress_on_inputs.tsv"
    params:
        features=ladder.regressed_on(config),
        gauges=config["experiments"]["main"]["gauges"],
        targets=TARGETS,
        inputs=OF_INPUTS,
        minimum_target_days=config["data"]["missing"]["minimum_target_days"],
        periods=periods("probe_fit", "probe_test"),
        code=code("regress_on_inputs.py"),
    message:
        "Regress every target on antecedent forcings and attributes."
    script:
        "../scripts/regress_on_inputs.py"


rule fit_ladder_probes:
    """Fit and score an experiment of the ladder that is given inputs, or states of a trained LSTM."""
    input:
        states=states_of_experiment,
        series=series_of_experiment,
        attributes=attributes_of_experiment,
        targets=target_files,
    output:
        probe="<results>/probe/{experiment}/seed{seed}/probe.nc",
        yearly_sums="<results>/probe/{experiment}/seed{seed}/yearly_sums.nc",
        skill="<results>/probe/{experiment}/seed{seed}/skill.csv",
    log:
        "<logs>/fit_ladder_probes/{experiment}/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/fit_ladder_probes/{experiment}/seed{seed}.tsv"
    wildcard_constraints:
        experiment="|".join(ladder.fitted_by_seed(config)) or "none",
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


rule fit_untrained_probes:
    """Draw the first weights of an untrained LSTM five times, and probe the states of each draw, which are not kept."""
    input:
        series=series_of_lstm,
        attributes=attributes_of_lstm,
        targets=expand("<results>/data/targets/{target}.nc", target=TARGETS),
        residuals=expand("<results>/ladder/residuals/{target}.nc", target=TARGETS),
    output:
        probe=expand("<results>/probe/{kind}{{lstm}}/seed{draw}/probe.nc", kind=["", "partial_"], draw=ladder.DRAWS),
        yearly_sums=expand(
            "<results>/probe/{kind}{{lstm}}/seed{draw}/yearly_sums.nc", kind=["", "partial_"], draw=ladder.DRAWS
        ),
        skill=expand("<results>/probe/{kind}{{lstm}}/seed{draw}/skill.csv", kind=["", "partial_"], draw=ladder.DRAWS),
    log:
        "<logs>/fit_untrained_probes/{lstm}.log",
    benchmark:
        "<logs>/benchmarks/fit_untrained_probes/{lstm}.tsv"
    wildcard_constraints:
        lstm="|".join(ladder.untrained(config)) or "none",
    resources:
        windows_at_once=64,
    params:
        lstm=settings_of_draws,
        experiments=experiments_of_draws,
        draws=ladder.DRAWS,
        targets=TARGETS,
        minimum_target_days=config["data"]["missing"]["minimum_target_days"],
        periods=periods("lstm_train", "probe_fit", "probe_test", "state_lead_days"),
        code=code("fit_untrained_probes.py"),
    message:
        "Draw the LSTM {wildcards.lstm} five times, and fit probes to the states of each."
    script:
        "../scripts/fit_untrained_probes.py"
