# Ingestion: catchment series, attributes, and the catchment means that probes aim at.


def table_of_target(wildcards):
    """Find the table of catchment means that a user brought."""
    return TARGETS[wildcards.target]["path"]


def entry_of(target, *keys):
    """Take some keys of a target's entry, so that changing another re-runs nothing."""
    return {key: TARGETS[target][key] for key in keys if key in TARGETS.get(target, {})}


def means_of_target(wildcards):
    """Take what makes the catchment means of a target, without the choice of gauges that probes make."""
    return {key: value for key, value in TARGETS[wildcards.target].items() if key != "gauges"}


def grid_of(wildcards):
    """Find the files of a gridded product."""
    return GRIDDED[wildcards.grid]


def files_of_grid(wildcards):
    """Digest the files of a gridded product."""
    return files(wildcards.grid)


rule ingest_camels_gb:
    """Read CAMELS-GB: daily series and static attributes of every gauge that can be used."""
    input:
        camels_gb=CAMELS_GB,
        packed=PACKED_SERIES,
        checked=ancient(PASSED["series"]),
    output:
        series="<results>/data/camels_gb.nc",
        attributes="<results>/data/attributes.nc",
    log:
        "<logs>/ingest_camels_gb.log",
    benchmark:
        "<logs>/benchmarks/ingest_camels_gb.tsv"
    params:
        **INGESTED,
        code=code("ingest_camels_gb.py"),
    message:
        "Read the daily series and attributes of CAMELS-GB."
    script:
        "../scripts/ingest_camels_gb.py"


rule read_boundaries:
    """Read the catchment boundaries, simplified for maps."""
    input:
        camels_gb=CAMELS_GB,
        attributes="<results>/data/attributes.nc",
    output:
        boundaries="<results>/data/boundaries.gpkg",
    log:
        "<logs>/read_boundaries.log",
    benchmark:
        "<logs>/benchmarks/read_boundaries.tsv"
    params:
        version=config["data"]["camels_gb"]["version"],
        files=files("camels_gb"),
        code=code("read_boundaries.py"),
    message:
        "Read the catchment boundaries for maps."
    script:
        "../scripts/read_boundaries.py"


rule compute_weights:
    """Weigh every cell of a grid in every catchment, once."""
    input:
        camels_gb=CAMELS_GB,
        gridded=grid_of,
        attributes="<results>/data/attributes.nc",
        checked=lambda wildcards: ancient(PASSED[wildcards.grid]),
    output:
        weights="<results>/data/weights/{grid}.nc",
    log:
        "<logs>/compute_weights/{grid}.log",
    benchmark:
        "<logs>/benchmarks/compute_weights/{grid}.tsv"
    params:
        grid="{grid}",
        method=lookup(dpath="data/{grid}/method", within=config),
        version=config["data"]["camels_gb"]["version"],
        boundaries=files("camels_gb"),
        files=files_of_grid,
        code=code("compute_weights.py"),
    message:
        "Weigh the cells of {wildcards.grid} in every catchment ({params.method})."
    script:
        "../scripts/compute_weights.py"


rule clip_era5_land:
    """Average one ERA5-Land variable over every catchment, day by day."""
    input:
        era5_land=GRIDDED["era5_land"],
        weights="<results>/data/weights/era5_land.nc",
    output:
        target="<results>/data/targets/{target}.nc",
    log:
        "<logs>/clip_era5_land/{target}.log",
    benchmark:
        "<logs>/benchmarks/clip_era5_land/{target}.tsv"
    wildcard_constraints:
        target=names_of("era5_land"),
    params:
        name="{target}",
        target=means_of_target,
        files=files("era5_land"),
        code=code("clip_era5_land.py"),
    message:
        "Average {wildcards.target} over the catchments."
    script:
        "../scripts/clip_era5_land.py"


rule clip_esa_cci:
    """Average satellite soil moisture over every catchment, fill its gaps and smooth it."""
    input:
        esa_cci=GRIDDED["esa_cci"],
        weights="<results>/data/weights/esa_cci.nc",
    output:
        target="<results>/data/targets/{target}.nc",
    log:
        "<logs>/clip_esa_cci/{target}.log",
    benchmark:
        "<logs>/benchmarks/clip_esa_cci/{target}.tsv"
    wildcard_constraints:
        target=names_of("esa_cci"),
    params:
        name="{target}",
        target=means_of_target,
        files=files("esa_cci"),
        code=code("clip_esa_cci.py"),
    message:
        "Average satellite soil moisture ({wildcards.target}) over the catchments."
    script:
        "../scripts/clip_esa_cci.py"


rule read_caravan:
    """Take the catchment means of one variable from Caravan."""
    input:
        caravan=CARAVAN,
        attributes="<results>/data/attributes.nc",
    output:
        target="<results>/data/targets/{target}.nc",
    log:
        "<logs>/read_caravan/{target}.log",
    wildcard_constraints:
        target=names_of("caravan"),
    params:
        name="{target}",
        target=means_of_target,
        files=files("caravan"),
        code=code("read_caravan.py"),
    message:
        "Take the catchment means of {wildcards.target} from Caravan."
    script:
        "../scripts/read_caravan.py"


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
        target=means_of_target,
        code=code("read_table.py"),
    message:
        "Read the catchment means of {wildcards.target}."
    script:
        "../scripts/read_table.py"


rule median_grids:
    """Take the median of both soil moisture products on the days that both have, on their own grids."""
    input:
        era5_land=GRIDDED["era5_land"],
        esa_cci=GRIDDED["esa_cci"],
        checked=[ancient(PASSED["era5_land"]), ancient(PASSED["esa_cci"])],
    output:
        era5_land="<results>/data/grid_medians/era5_land.nc",
        esa_cci="<results>/data/grid_medians/esa_cci.nc",
    log:
        "<logs>/median_grids.log",
    benchmark:
        "<logs>/benchmarks/median_grids.tsv"
    params:
        layer=entry_of(FIGURES["satellite_layer"], "variable", "units"),
        satellite=entry_of(FIGURES["satellite_target"], "variable", "units", "flags"),
        period=wanted.days_of_probes(config["periods"]),
        files=[files("era5_land"), files("esa_cci")],
        code=code("median_grids.py"),
    message:
        "Take the medians of both soil moisture products, cell by cell."
    script:
        "../scripts/median_grids.py"


rule compare_products:
    """Correlate two soil moisture products at every gauge, on the days that both have."""
    input:
        first=f"<results>/data/targets/{FIGURES['satellite_layer']}.nc",
        second=f"<results>/data/targets/{FIGURES['satellite_target']}.nc",
    output:
        table=in_tables("products"),
    log:
        "<logs>/compare_products.log",
    params:
        names=[FIGURES["satellite_layer"], FIGURES["satellite_target"]],
        code=code("compare_products.py"),
    message:
        "Correlate the two soil moisture products, gauge by gauge."
    script:
        "../scripts/compare_products.py"
