# The figures of the paper's appendices, A to F.


rule figA1_permutation:
    """Draw Fig. A1: how gauges are permuted, and the target of a gauge beside that of another."""
    input:
        probe=f"<results>/probe/permute_gauges/seed{FIRST_SEED}/probe.nc",
        predictions=FIRST_PREDICTIONS,
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/figA1_permutation.pdf",
        png=in_report("figA1_permutation", "A1", "how gauges are permuted"),
    log:
        "<logs>/figures/figA1_permutation.log",
    params:
        target=(FIGURES["soil_targets"] or [None])[0],
        gauges=FIGURES["control_gauges"],
        days=FIGURES["control_days"],
        periods=periods("probe_fit", "probe_test"),
        code=code("draw_permutation.py"),
    message:
        "Draw Fig. A1, how gauges are permuted."
    script:
        "../scripts/draw_permutation.py"


rule figA2_delay:
    """Draw Fig. A2: a series beside itself 180 days later."""
    input:
        predictions=FIRST_PREDICTIONS,
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/figA2_delay.pdf",
        png=in_report("figA2_delay", "A2", "a series and itself, delayed"),
    log:
        "<logs>/figures/figA2_delay.log",
    params:
        target=(FIGURES["soil_targets"] or [None])[0],
        gauges=FIGURES["control_gauges"],
        days=FIGURES["control_days"],
        delay_days=DELAY_DAYS,
        periods=periods("probe_fit", "probe_test"),
        code=code("draw_delay.py"),
    message:
        "Draw Fig. A2, a series and itself, delayed."
    script:
        "../scripts/draw_delay.py"


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
        experiments={"main": "Original", "delay_180": f"States of {DELAY}"},
    message:
        "Draw Fig. A4, the skill of probes given delayed states."


use rule fig02_soil_moisture_skill as figB1_satellite_skill with:
    """Draw Fig. B1: the skill of the probe of satellite soil moisture."""
    output:
        pdf="<results>/figures/figB1_satellite_skill.pdf",
        png=in_report("figB1_satellite_skill", "B1", "skill of the satellite probe"),
    log:
        "<logs>/figures/figB1_satellite_skill.log",
    params:
        targets=[FIGURES["satellite_target"]],
    message:
        "Draw Fig. B1, the skill of the probe of satellite soil moisture."


use rule fig03_probe_series as figB2_satellite_series with:
    """Draw Fig. B2: the probe of satellite soil moisture beside its target, at two gauges."""
    output:
        pdf="<results>/figures/figB2_satellite_series.pdf",
        png=in_report("figB2_satellite_series", "B2", "satellite probe in time"),
    log:
        "<logs>/figures/figB2_satellite_series.log",
    params:
        targets=[FIGURES["satellite_target"]],
    message:
        "Draw Fig. B2, the probe of satellite soil moisture in time."


rule figB3_products:
    """Draw Fig. B3: how far two soil moisture products agree, gauge by gauge."""
    input:
        products="<results>/tables/products.csv",
    output:
        pdf="<results>/figures/figB3_products.pdf",
        png=in_report("figB3_products", "B3", "two products compared"),
    log:
        "<logs>/figures/figB3_products.log",
    params:
        label=" and ".join(
            TARGETS[name]["long_name"] for name in rules.compare_products.params.names if name in TARGETS
        ),
        code=code("draw_products.py"),
    message:
        "Draw Fig. B3, how far two soil moisture products agree."
    script:
        "../scripts/draw_products.py"


rule figB4_resolutions:
    """Draw Fig. B4: the median of both soil moisture products on their own grids."""
    input:
        esa_cci="<results>/data/grid_medians/esa_cci.nc",
        era5_land="<results>/data/grid_medians/era5_land.nc",
    output:
        pdf="<results>/figures/figB4_resolutions.pdf",
        png=in_report("figB4_resolutions", "B4", "two products, two grids"),
    log:
        "<logs>/figures/figB4_resolutions.log",
    params:
        region=catalogue.region(config["data"]),
        code=code("draw_grids.py"),
    message:
        "Draw Fig. B4, both soil moisture products on their grids."
    script:
        "../scripts/draw_grids.py"


rule figC1_gauge_intercepts_scheme:
    """Draw Fig. C1: how a probe gets an intercept for every gauge."""
    input:
        probe=f"<results>/probe/main/seed{FIRST_SEED}/probe.nc",
    output:
        pdf="<results>/figures/figC1_gauge_intercepts_scheme.pdf",
        png=in_report("figC1_gauge_intercepts_scheme", "C1", "an intercept for every gauge"),
    log:
        "<logs>/figures/figC1_gauge_intercepts_scheme.log",
    params:
        hidden_size=config["lstms"][MAIN_LSTM]["hidden_size"],
        code=code("draw_one_hot.py"),
    message:
        "Draw Fig. C1, how a probe gets an intercept for every gauge."
    script:
        "../scripts/draw_one_hot.py"


use rule fig03_probe_series as figC2_gauge_intercepts_series with:
    """Draw Fig. C2: as Fig. 3, of the probe with an intercept for every gauge."""
    input:
        predictions=f"<results>/probe/gauge_intercepts/seed{FIRST_SEED}/predictions.nc",
        offsets="<results>/tables/offsets.csv",
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/figC2_gauge_intercepts_series.pdf",
        png=in_report("figC2_gauge_intercepts_series", "C2", "probes with gauge intercepts in time"),
    log:
        "<logs>/figures/figC2_gauge_intercepts_series.log",
    message:
        "Draw Fig. C2, probes with gauge intercepts in time."


rule figC3_gauge_intercepts:
    """Draw Fig. C3: RMSE and r with one intercept, and with one for every gauge."""
    input:
        skill="<results>/tables/skill.csv",
    output:
        pdf="<results>/figures/figC3_gauge_intercepts.pdf",
        png=in_report("figC3_gauge_intercepts", "C3", "what gauge intercepts change"),
    log:
        "<logs>/figures/figC3_gauge_intercepts.log",
    params:
        experiments={"main": "one intercept", "gauge_intercepts": "an intercept a gauge"},
        targets=FIGURES["soil_targets"],
        units={name: TARGETS[name]["units"] for name in FIGURES["soil_targets"] if name in TARGETS},
        code=code("draw_error_histograms.py"),
    message:
        "Draw Fig. C3, what gauge intercepts change."
    script:
        "../scripts/draw_error_histograms.py"


rule figD1_example_gauges:
    """Draw Fig. D1: the gauges of Fig. 3 among all others, and where they are."""
    input:
        attributes="<results>/data/attributes.nc",
        offsets="<results>/tables/offsets.csv",
    output:
        pdf="<results>/figures/figD1_example_gauges.pdf",
        png=in_report("figD1_example_gauges", "D1", "the example gauges in context"),
    log:
        "<logs>/figures/figD1_example_gauges.log",
    params:
        gauges=FIGURES["series_gauges"],
        code=code("draw_example_gauges.py"),
    message:
        "Draw Fig. D1, the example gauges in context."
    script:
        "../scripts/draw_example_gauges.py"


use rule fig03_probe_series as figE1_mlp_series with:
    """Draw Fig. E1: as Fig. 3, of the non-linear probe."""
    input:
        predictions=f"<results>/probe/mlp/seed{FIRST_SEED}/predictions.nc",
        offsets="<results>/tables/offsets.csv",
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/figE1_mlp_series.pdf",
        png=in_report("figE1_mlp_series", "E1", "non-linear probes in time"),
    log:
        "<logs>/figures/figE1_mlp_series.log",
    message:
        "Draw Fig. E1, non-linear probes in time."


rule figF1_lstm_cell:
    """Draw Fig. F1: the wiring of an LSTM cell, and where the probe reads it."""
    output:
        pdf="<results>/figures/figF1_lstm_cell.pdf",
        png=in_report("figF1_lstm_cell", "F1", "an LSTM cell"),
    log:
        "<logs>/figures/figF1_lstm_cell.log",
    params:
        hidden_size=config["lstms"][MAIN_LSTM]["hidden_size"],
        code=code("draw_lstm_cell.py"),
    message:
        "Draw Fig. F1, the wiring of an LSTM cell."
    script:
        "../scripts/draw_lstm_cell.py"
