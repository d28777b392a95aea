# One rule a figure, named as the file that it draws; figures of one kind differ by what `use rule … with` states.
FIRST_PREDICTIONS = f"<results>/probe/main/seed{STUDY['seeds'][0]}/predictions.nc"
WITH_CONTROLS = {
    "main": "probe",
    "permute_gauges": "other gauge",
    "delay_180": "180 days earlier",
}


def in_report(stem, figure, shows):
    """Name the PNG of a figure and put it into the report, with the caption of the same name."""
    labels = {"figure": figure, "shows": shows}
    return report(
        f"<results>/figures/{stem}.png",
        caption=f"../report/{stem}.rst",
        category="Figures",
        labels=labels,
    )


rule fig02_soil_moisture_skill:
    """Draw Fig. 2: histograms of the correlation between probe and target, a colour a soil layer."""
    input:
        skill="<results>/tables/skill.csv",
    output:
        pdf="<results>/figures/fig02_soil_moisture_skill.pdf",
        png=in_report("fig02_soil_moisture_skill", "2", "skill of the soil moisture probes"),
    log:
        "<logs>/figures/fig02_soil_moisture_skill.log",
    params:
        experiments={"main": "Original"},
        targets=lookup(dpath="figures/soil_targets", within=config),
        code=code("draw_skill_histograms.py"),
    message:
        "Draw Fig. 2, the skill of the soil moisture probes."
    script:
        "../scripts/draw_skill_histograms.py"


use rule fig02_soil_moisture_skill as figA3_permuted_gauges with:
    """Draw Fig. A3: the skill of Fig. 2 beside that with the states of another gauge."""
    output:
        pdf="<results>/figures/figA3_permuted_gauges.pdf",
        png=in_report("figA3_permuted_gauges", "A3", "control: states of another gauge"),
    log:
        "<logs>/figures/figA3_permuted_gauges.log",
    params:
        experiments={"main": "Original", "permute_gauges": "States of another gauge"},
    message:
        "Draw Fig. A3, the skill of probes given another gauge's states."


use rule fig02_soil_moisture_skill as figA4_delayed_states with:
    """Draw Fig. A4: the skill of Fig. 2 beside that with the states of 180 days earlier."""
    output:
        pdf="<results>/figures/figA4_delayed_states.pdf",
        png=in_report("figA4_delayed_states", "A4", "control: states of 180 days earlier"),
    log:
        "<logs>/figures/figA4_delayed_states.log",
    params:
        experiments={"main": "Original", "delay_180": "States of 180 days earlier"},
    message:
        "Draw Fig. A4, the skill of probes given delayed states."


rule fig03_probe_series:
    """Draw Fig. 3: probes beside their targets at the gauges of the smallest and the strongest bias."""
    input:
        predictions=FIRST_PREDICTIONS,
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/fig03_probe_series.pdf",
        png=in_report("fig03_probe_series", "3", "soil moisture probes in time"),
    log:
        "<logs>/figures/fig03_probe_series.log",
    params:
        targets=lookup(dpath="figures/soil_targets", within=config),
        gauges=lookup(dpath="figures/series_gauges", within=config),
        periods=periods("probe_fit", "probe_test"),
        code=code("draw_probe_series.py"),
    message:
        "Draw Fig. 3, the soil moisture probes in time."
    script:
        "../scripts/draw_probe_series.py"


rule fig05_snow:
    """Draw Fig. 5: the snow probe beside its target at three gauges, in one year, and a map of snowy gauges."""
    input:
        predictions=FIRST_PREDICTIONS,
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/fig05_snow.pdf",
        png=in_report("fig05_snow", "5", "snow probe in time, and a map"),
    log:
        "<logs>/figures/fig05_snow.log",
    params:
        target=lookup(dpath="figures/snow_target", within=config),
        gauges=lookup(dpath="figures/snow_gauges", within=config),
        year=lookup(dpath="figures/snow_year", within=config),
        periods=periods("probe_test"),
        code=code("draw_snow.py"),
    message:
        "Draw Fig. 5, the snow probe."
    script:
        "../scripts/draw_snow.py"


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
        experiments=WITH_CONTROLS,
        targets=TARGETS,
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
