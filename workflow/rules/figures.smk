# The figures of the paper's text, one rule each, named as the file that it draws; figures of one kind differ by what
# `use rule … with` states.
FIRST_SEED = STUDY["seeds"][0]
FIRST_PREDICTIONS = f"<results>/probe/main/seed{FIRST_SEED}/predictions.nc"
FIRST_LSTM = f"<results>/lstm/{MAIN_LSTM}/seed{FIRST_SEED}"
HAS_POLYGONS = or_exit(inputs.has_polygons, config)
DELAY_DAYS = config["experiments"]["delay_180"]["control"].get("days")
DELAY = f"{DELAY_DAYS} days earlier"


rule fig01_pipeline:
    """Draw Fig. 1: from forcings to discharge, from cell states to a probe, with series of this run."""
    input:
        series="<results>/data/catchments.nc",
        discharge=f"{FIRST_LSTM}/discharge.nc",
        states=f"{FIRST_LSTM}/states.nc",
        predictions=FIRST_PREDICTIONS,
        probe=f"<results>/probe/main/seed{FIRST_SEED}/probe.nc",
    output:
        pdf="<results>/figures/fig01_pipeline.pdf",
        png=in_report("fig01_pipeline", "1", "what is done"),
    log:
        "<logs>/figures/fig01_pipeline.log",
    params:
        target=(FIGURES["soil_targets"] or [None])[0],
        lstm=config["lstms"][MAIN_LSTM],
        period=config["periods"]["probe_test"],
        code=code("draw_pipeline.py"),
    message:
        "Draw Fig. 1, what is done."
    script:
        "../scripts/draw_pipeline.py"


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
        targets=FIGURES["soil_targets"],
        code=code("draw_skill_histograms.py"),
    message:
        "Draw Fig. 2, the skill of the soil moisture probes."
    script:
        "../scripts/draw_skill_histograms.py"


rule fig03_probe_series:
    """Draw Fig. 3: probes beside their targets at the gauges of the smallest and the strongest bias."""
    input:
        predictions=FIRST_PREDICTIONS,
        offsets="<results>/tables/offsets.csv",
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/fig03_probe_series.pdf",
        png=in_report("fig03_probe_series", "3", "soil moisture probes in time"),
    log:
        "<logs>/figures/fig03_probe_series.log",
    params:
        targets=FIGURES["soil_targets"],
        gauges=FIGURES["series_gauges"],
        periods=periods("probe_fit", "probe_test"),
        code=code("draw_probe_series.py"),
    message:
        "Draw Fig. 3, the soil moisture probes in time."
    script:
        "../scripts/draw_probe_series.py"


rule fig04_offsets:
    """Draw Fig. 4: where the largest and the smallest biases are, how wet it is there, and their signs."""
    input:
        offsets="<results>/tables/offsets.csv",
        test="<results>/tables/offsets_test.csv",
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/fig04_offsets.pdf",
        png=in_report("fig04_offsets", "4", "largest and smallest biases"),
    log:
        "<logs>/figures/fig04_offsets.log",
    params:
        code=code("draw_offsets.py"),
    message:
        "Draw Fig. 4, the biases of the soil moisture probes."
    script:
        "../scripts/draw_offsets.py"


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
        target=FIGURES["snow_target"],
        gauges=FIGURES["snow_gauges"],
        year=FIGURES["snow_year"],
        periods=periods("probe_test"),
        code=code("draw_snow.py"),
    message:
        "Draw Fig. 5, the snow probe."
    script:
        "../scripts/draw_snow.py"


rule fig06_july_2007:
    """Draw Fig. 6: soil moisture as the probe sees it, a map a day, for 30 days."""
    input:
        predictions=FIRST_PREDICTIONS,
        boundaries="<results>/data/boundaries.gpkg" if HAS_POLYGONS else [],
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/fig06_july_2007.pdf",
        png=in_report("fig06_july_2007", "6", "soil moisture day by day"),
    log:
        "<logs>/figures/fig06_july_2007.log",
    params:
        target=FIGURES["map_target"],
        days=FIGURES["map_days"],
        periods=periods("probe_fit", "probe_test"),
        code=code("draw_daily_maps.py"),
    message:
        "Draw Fig. 6, maps of soil moisture day by day."
    script:
        "../scripts/draw_daily_maps.py"


rule fig07_snow_units:
    """Draw Fig. 7: the weight of every unit in the snow probe, and the two most informative units in time."""
    input:
        probe=f"<results>/probe/main/seed{FIRST_SEED}/probe.nc",
        states=f"{FIRST_LSTM}/states.nc",
        predictions=FIRST_PREDICTIONS,
        attributes="<results>/data/attributes.nc",
    output:
        pdf="<results>/figures/fig07_snow_units.pdf",
        png=in_report("fig07_snow_units", "7", "the units behind the snow probe"),
    log:
        "<logs>/figures/fig07_snow_units.log",
    params:
        target=FIGURES["snow_target"],
        gauges=FIGURES["snow_gauges"],
        year=FIGURES["snow_year"],
        periods=periods("probe_test"),
        code=code("draw_snow_units.py"),
    message:
        "Draw Fig. 7, the units behind the snow probe."
    script:
        "../scripts/draw_snow_units.py"
