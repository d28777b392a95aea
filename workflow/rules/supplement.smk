# Figures beyond the paper's that have no chapter of their own, and those that a configuration adds under figures.own.
WITH_CONTROLS = {"main": "probe", "permute_gauges": "other gauge", "delay_180": DELAY}


def penalty_of(experiment):
    """Say how strongly the probes of an experiment are held back, or by what else they are fitted."""
    regression = config["experiments"][experiment]["regression"]
    return regression["name"] if regression["name"] == "mlp" else f"alpha {regression.get('alpha', 0.01):g}"


SNOW_PROBES = {
    "main": f"snowy gauges, {penalty_of('main')}",
    "snow_all_gauges": f"all gauges, {penalty_of('snow_all_gauges')}",
    "snow_all_gauges_alpha_1": f"all gauges, {penalty_of('snow_all_gauges_alpha_1')}",
}


def own_experiments(wildcards):
    """Name the experiments of a figure of the user's own, each titled by its name."""
    return {name: name for name in FIGURES["own"][wildcards.own]["experiments"]}


def own_predictions(wildcards):
    """Find the predictions that a figure of the user's own shows."""
    return f"<results>/probe/{FIGURES['own'][wildcards.own]['experiments'][0]}/seed{FIRST_SEED}/predictions.nc"


rule figS1_true_stores:
    """Draw Fig. S1: the probe beside the true stores of the synthetic world, layer by layer."""
    input:
        predictions=FIRST_PREDICTIONS,
        truth="<world>/truth.nc",
        skill="<results>/tables/skill.csv",
    output:
        pdf="<results>/figures/figS1_true_stores.pdf",
        png=in_report("figS1_true_stores", "S1", "did the probe find the truth?"),
    log:
        "<logs>/figures/figS1_true_stores.log",
    params:
        experiments={name: title for name, title in WITH_CONTROLS.items() if name in STUDY["experiments"]},
        targets=STORES,
        periods=periods("probe_test"),
        code=code("draw_true_stores.py"),
    message:
        "Draw Fig. S1, the probe beside the true stores."
    script:
        "../scripts/draw_true_stores.py"


rule figS2_discharge_skill:
    """Draw Fig. S2: the skill of simulated discharge over gauges, and its map."""
    input:
        skill="<results>/tables/discharge_skill.csv",
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/figS2_discharge_skill.pdf",
        png=in_report("figS2_discharge_skill", "S2", "skill of simulated discharge"),
    log:
        "<logs>/figures/figS2_discharge_skill.log",
    params:
        code=code("draw_discharge_skill.py"),
    message:
        "Draw Fig. S2, the skill of simulated discharge."
    script:
        "../scripts/draw_discharge_skill.py"


rule figS3_published_comparison:
    """Draw Fig. S3: our probe skill against the published skill, a point a gauge."""
    input:
        comparison="<results>/tables/published_comparison.csv",
    output:
        pdf="<results>/figures/figS3_published_comparison.pdf",
        png=in_report("figS3_published_comparison", "S3", "our skill against the published"),
    log:
        "<logs>/figures/figS3_published_comparison.log",
    params:
        target=(config["published"] or {}).get("target"),
        long_name=TARGETS.get((config["published"] or {}).get("target"), {}).get("long_name", ""),
        code=code("draw_published_comparison.py"),
    message:
        "Draw Fig. S3, our probe skill against the published skill."
    script:
        "../scripts/draw_published_comparison.py"


rule figS4_training_history:
    """Draw Fig. S4: loss and validation skill of every training run."""
    input:
        histories=expand("{run}/history.csv", run=LSTM_RUNS),
    output:
        pdf="<results>/figures/figS4_training_history.pdf",
        png=in_report("figS4_training_history", "S4", "training of the LSTM"),
    log:
        "<logs>/figures/figS4_training_history.log",
    params:
        runs=expand("{lstm}, seed {seed}", lstm=STUDY["lstms"], seed=STUDY["seeds"]),
        code=code("draw_training_history.py"),
    message:
        "Draw Fig. S4, the training of the LSTM."
    script:
        "../scripts/draw_training_history.py"


rule figS5_seeds:
    """Draw Fig. S5: what another initialisation of the LSTM changes, experiment by experiment."""
    input:
        seeds="<results>/tables/seeds.csv",
    output:
        pdf="<results>/figures/figS5_seeds.pdf",
        png=in_report("figS5_seeds", "S5", "what another seed changes"),
    log:
        "<logs>/figures/figS5_seeds.log",
    params:
        code=code("draw_seeds.py"),
    message:
        "Draw Fig. S5, what another seed changes."
    script:
        "../scripts/draw_seeds.py"


use rule fig02_soil_moisture_skill as figS6_controls_of_snow_and_satellite with:
    """Draw Fig. S6: the skill of the probes of snow and satellite soil moisture beside both controls."""
    output:
        pdf="<results>/figures/figS6_controls_of_snow_and_satellite.pdf",
        png=in_report("figS6_controls_of_snow_and_satellite", "S6", "controls of snow and satellite probes"),
    log:
        "<logs>/figures/figS6_controls_of_snow_and_satellite.log",
    params:
        experiments={
            "main": "Original",
            "permute_gauges": "States of another gauge",
            "delay_180": f"States of {DELAY}",
        },
        targets=[FIGURES["snow_target"], FIGURES["satellite_target"]],
    message:
        "Draw Fig. S6, the controls of the probes of snow and satellite soil moisture."


rule figS7_snow_all_gauges:
    """Draw Fig. S7: the weights of the snow probe on snowy gauges, and on all gauges under both penalties."""
    input:
        probes=expand("<results>/probe/{experiment}/seed{seed}/probe.nc", experiment=SNOW_PROBES, seed=FIRST_SEED),
        skill="<results>/tables/skill.csv",
    output:
        pdf="<results>/figures/figS7_snow_all_gauges.pdf",
        png=in_report("figS7_snow_all_gauges", "S7", "snow probes on all gauges"),
    log:
        "<logs>/figures/figS7_snow_all_gauges.log",
    params:
        experiments=SNOW_PROBES,
        seed=FIRST_SEED,
        target=FIGURES["snow_target"],
        code=code("draw_snow_all_gauges.py"),
    message:
        "Draw Fig. S7, the snow probe on snowy and on all gauges."
    script:
        "../scripts/draw_snow_all_gauges.py"


rule own_skill_histograms:
    """Draw histograms of skill that the configuration asks for under figures.own."""
    input:
        skill="<results>/tables/skill.csv",
    output:
        pdf="<results>/figures/{own}.pdf",
        png=report("<results>/figures/{own}.png", caption="../report/own_figure.rst", category="Figures"),
    log:
        "<logs>/figures/{own}.log",
    wildcard_constraints:
        own=figures_of_kind("skill_histograms"),
    params:
        experiments=own_experiments,
        targets=setting("figures", "own", "{own}", "targets"),
        code=code("draw_skill_histograms.py"),
    message:
        "Draw {wildcards.own}, histograms of skill."
    script:
        "../scripts/draw_skill_histograms.py"


rule own_probe_series:
    """Draw probes beside their targets that the configuration asks for under figures.own."""
    input:
        predictions=own_predictions,
        offsets="<results>/tables/offsets.csv",
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/{own}.pdf",
        png=report("<results>/figures/{own}.png", caption="../report/own_figure.rst", category="Figures"),
    log:
        "<logs>/figures/{own}.log",
    wildcard_constraints:
        own=figures_of_kind("probe_series"),
    params:
        targets=setting("figures", "own", "{own}", "targets"),
        gauges=setting("figures", "own", "{own}", "gauges"),
        periods=periods("probe_fit", "probe_test"),
        code=code("draw_probe_series.py"),
    message:
        "Draw {wildcards.own}, probes beside their targets."
    script:
        "../scripts/draw_probe_series.py"


use rule fig02_soil_moisture_skill as figS11_lstms with:
    """Draw Fig. S11: the skill of the same probe on the states of each LSTM."""
    output:
        pdf="<results>/figures/figS11_lstms.pdf",
        png=in_report("figS11_lstms", "S11", "LSTMs side by side"),
    log:
        "<logs>/figures/figS11_lstms.log",
    params:
        experiments={name: lstm for lstm, name in probed_lstms.side_by_side(config).items()},
        targets=list(TARGETS),
    message:
        "Draw Fig. S11, the LSTMs side by side."


rule describe_units:
    """Describe every unit of all LSTMs: what it follows, how long it remembers, how far its forget gate is open."""
    input:
        states=expand("{run}/states.nc", run=LSTM_RUNS),
        predictions=FIRST_PREDICTIONS,
    output:
        units=in_tables("units"),
        saturated=in_tables("saturated_units"),
    log:
        "<logs>/describe_units.log",
    params:
        runs=[[lstm, seed] for lstm in STUDY["lstms"] for seed in STUDY["seeds"]],
        periods=periods("probe_fit", "probe_test"),
        code=code("describe_units.py"),
    message:
        "Describe every unit of all LSTMs."
    script:
        "../scripts/describe_units.py"


rule figS12_units:
    """Draw Fig. S12: single units beside the probe of all, and how long they remember."""
    input:
        units="<results>/tables/units.csv",
        floor_and_ceiling="<results>/tables/floor_and_ceiling.csv",
        medians="<results>/tables/table1_medians.csv",
    output:
        pdf="<results>/figures/figS12_units.pdf",
        png=in_report("figS12_units", "S12", "single units"),
    log:
        "<logs>/figures/figS12_units.log",
    params:
        kinds=probed_lstms.kinds_probed(config),
        controls=CONTROLS,
        code=code("draw_units.py"),
    message:
        "Draw Fig. S12, single units beside the probe of all."
    script:
        "../scripts/draw_units.py"
