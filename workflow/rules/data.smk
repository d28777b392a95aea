# Ingestion: catchment series, attributes, and the catchment means that probes aim at.


def table_of_target(wildcards):
    """Find the table of catchment means that a user brought."""
    return TARGETS[wildcards.target]["path"]


rule ingest_camels_gb:
    """Read CAMELS-GB: daily series and static attributes of every gauge that can be used."""
    input:
        camels_gb=CAMELS_GB,
    output:
        series="<results>/data/camels_gb.nc",
        attributes="<results>/data/attributes.nc",
    log:
        "<logs>/ingest_camels_gb.log",
    params:
        gauges=config["data"]["camels_gb"]["gauges"],
        gauge_list=digest.of_files(Path(inputs.gauge_list(config) or "all")),
        forcings=sorted({name for lstm in LSTMS for name in lstm["forcings"]}),
        attributes=sorted({name for lstm in LSTMS for name in lstm["attributes"]}),
        extra_attributes=config["data"]["extra_attributes"],
        periods=periods("lstm_train"),
        files=files("camels_gb"),
        code=code("ingest_camels_gb.py"),
    message:
        "Read the daily series and attributes of CAMELS-GB."
    script:
        "../scripts/ingest_camels_gb.py"


rule compute_weights:
    """Weigh every ERA5-Land cell in every catchment, once."""
    input:
        camels_gb=CAMELS_GB,
        era5_land=ERA5_LAND,
        attributes="<results>/data/attributes.nc",
    output:
        weights="<results>/data/weights/era5_land.nc",
    log:
        "<logs>/compute_weights.log",
    params:
        method=config["data"]["era5_land"]["method"],
        boundaries=files("camels_gb"),
        grid=files("era5_land"),
        code=code("compute_weights.py"),
    message:
        "Weigh the ERA5-Land cells of every catchment ({params.method})."
    script:
        "../scripts/compute_weights.py"


rule clip_era5_land:
    """Average one ERA5-Land variable over every catchment, day by day."""
    input:
        era5_land=ERA5_LAND,
        weights="<results>/data/weights/era5_land.nc",
    output:
        target="<results>/data/targets/{target}.nc",
    log:
        "<logs>/clip_era5_land/{target}.log",
    wildcard_constraints:
        target=names_of("era5_land"),
    params:
        name="{target}",
        target=lookup(dpath="targets/{target}", within=config),
        files=files("era5_land"),
        code=code("clip_era5_land.py"),
    message:
        "Average {wildcards.target} over the catchments."
    script:
        "../scripts/clip_era5_land.py"


rule read_table:
    """Read a ready table of catchment means as a probe target."""
    input:
        table=table_of_target,
        attributes="<results>/data/attributes.nc",
    output:
        target="<results>/data/targets/{target}.nc",
    log:
        "<logs>/read_table/{target}.log",
    wildcard_constraints:
        target=names_of("table"),
    params:
        name="{target}",
        target=lookup(dpath="targets/{target}", within=config),
        code=code("read_table.py"),
    message:
        "Read the catchment means of {wildcards.target}."
    script:
        "../scripts/read_table.py"
