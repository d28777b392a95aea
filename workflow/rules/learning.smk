# Learning curves: r at unseen gauges against the number of labelled gauges and years, from second moments.
LEARNED_FROM_INPUTS = ["inputs", "inputs_and_attributes"]
LEARNING = "<results>/ladder/learning"
LEARNING_DRAWN = expand(f"{LEARNING}/main/seed{{seed}}.csv", seed=STUDY["seeds"])
LEARNING_DRAWN += [f"{LEARNING}/{name}.csv" for name in ladder.names(config) if name in LEARNED_FROM_INPUTS]
LEARNING_DRAWN += [f"{LEARNING}/untrained.csv"] * ("untrained" in ladder.untrained(config))


rule learning_curve_of_states:
    """Fit probes of the states to few labels, and score them at unseen gauges."""
    input:
        moments="<results>/ladder/moments/seed{seed}.nc",
        attributes="<results>/data/attributes.nc",
    output:
        draws=f"{LEARNING}/main/seed{{seed}}.csv",
    log:
        "<logs>/learning_curve_of_states/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/learning_curve_of_states/seed{seed}.tsv"
    params:
        experiment=MAIN_ENTRY,
        code=code("learn_from_moments.py"),
    message:
        "Fit probes of the states to few labels, seed {wildcards.seed}."
    script:
        "../scripts/learn_from_moments.py"


rule learning_curve_of_inputs:
    """Fit probes of inputs to few labels, and score them at unseen gauges."""
    input:
        series=series_of_experiment,
        attributes=attributes_of_experiment,
        targets=expand("<results>/data/targets/{target}.nc", target=MAIN_TARGETS),
        probe=f"<results>/probe/main/seed{STUDY['seeds'][0]}/probe.nc",
    output:
        draws=f"{LEARNING}/{{experiment}}.csv",
    log:
        "<logs>/learning_curve_of_inputs/{experiment}.log",
    wildcard_constraints:
        experiment="|".join(LEARNED_FROM_INPUTS),
    params:
        name=lambda wildcards: wildcards.experiment,
        experiment=setting("experiments", "{experiment}"),
        targets=MAIN_TARGETS,
        inputs=OF_INPUTS,
        periods=periods("probe_fit", "probe_test"),
        code=code("learn_from_floor.py"),
    message:
        "Fit probes of {wildcards.experiment} to few labels."
    script:
        "../scripts/learn_from_floor.py"


rule learning_curve_of_untrained:
    """Fit probes of the first draw of the untrained LSTM to few labels, and score them at unseen gauges."""
    input:
        series=series_of_lstm,
        attributes=attributes_of_lstm,
        targets=expand("<results>/data/targets/{target}.nc", target=MAIN_TARGETS),
        probe=f"<results>/probe/main/seed{STUDY['seeds'][0]}/probe.nc",
    output:
        draws=f"{LEARNING}/{{lstm}}.csv",
    log:
        "<logs>/learning_curve_of_untrained/{lstm}.log",
    wildcard_constraints:
        lstm="untrained",
    resources:
        windows_at_once=64,
    params:
        name="untrained",
        lstm=settings_of_draws,
        draw=ladder.DRAWS[0],
        experiment=config["experiments"].get("untrained"),
        targets=MAIN_TARGETS,
        periods=periods("lstm_train", "probe_fit", "probe_test", "state_lead_days"),
        code=code("learn_from_floor.py"),
    message:
        "Fit probes of the LSTM {wildcards.lstm} to few labels."
    script:
        "../scripts/learn_from_floor.py"


rule gather_learning_curves:
    """Boil the draws of labels down to curves, and find where the states overtake what needs no training."""
    input:
        draws=LEARNING_DRAWN,
    output:
        curves=in_tables("learning_curves"),
        crossings=in_tables("learning_crossings"),
    log:
        "<logs>/gather_learning_curves.log",
    params:
        code=code("gather_learning_curves.py"),
    message:
        "Boil the draws of labels down to curves."
    script:
        "../scripts/gather_learning_curves.py"


rule find_similar_gauges:
    """Set scores at unseen gauges beside their distances to the nearest gauge that was seen."""
    input:
        skill="<results>/tables/skill.csv",
        attributes="<results>/data/attributes.nc",
        held_out=HELD_OUT_LISTS,
        discharge_skill=HELD_OUT_DISCHARGE,
    output:
        table=in_tables("similar_gauges"),
    log:
        "<logs>/find_similar_gauges.log",
    params:
        targets=list(MAIN_TARGETS),
        attributes=OF_INPUTS["attributes"],
        code=code("find_similar_gauges.py"),
    message:
        "Set scores at unseen gauges beside their distances to the nearest seen one."
    script:
        "../scripts/find_similar_gauges.py"


rule figS15_similar_gauges:
    """Draw Fig. S15: scores at unseen gauges against the distance to the nearest gauge that was seen."""
    input:
        table="<results>/tables/similar_gauges.csv",
    output:
        pdf="<results>/figures/figS15_similar_gauges.pdf",
        png=in_report("figS15_similar_gauges", "S15", "where similar gauges help"),
    log:
        "<logs>/figures/figS15_similar_gauges.log",
    params:
        targets={name: TARGETS[name]["long_name"] for name in MAIN_TARGETS},
        code=code("draw_similar_gauges.py"),
    message:
        "Draw Fig. S15, where similar gauges help."
    script:
        "../scripts/draw_similar_gauges.py"


rule figS14_learning_curves:
    """Draw Fig. S14: r at unseen gauges against the number of labels."""
    input:
        curves="<results>/tables/learning_curves.csv",
        crossings="<results>/tables/learning_crossings.csv",
    output:
        pdf="<results>/figures/figS14_learning_curves.pdf",
        png=in_report("figS14_learning_curves", "S14", "how few labels"),
    log:
        "<logs>/figures/figS14_learning_curves.log",
    params:
        targets={name: TARGETS[name]["long_name"] for name in MAIN_TARGETS},
        code=code("draw_learning_curves.py"),
    message:
        "Draw Fig. S14, how few labels a concept needs."
    script:
        "../scripts/draw_learning_curves.py"
