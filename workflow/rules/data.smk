# Ingestion: catchment series, attributes, and the catchment means that probes aim at.


def place_of_table(wildcards):
    """Find the table of catchment means that a user brought."""
    return {"table": TARGETS[wildcards.target]["path"]}


def entry_of(target, *keys):
    """Take some keys of a target's entry, so that changing another re-runs nothing."""
    return {key: TARGETS[target][key] for key in keys if key in TARGETS.get(target, {})}


def means_of_target(wildcards):
    """Take what makes the catchment means of a target, without the choice of gauges that probes make."""
    return {key: value for key, value in TARGETS[wildcards.target].items() if key != "gauges"}


def defining_variable(grid):
    """Name the variable whose cells count as those of a gridded product."""
    return defining({entry["variable"] for entry in TARGETS.values() if entry["source"] == grid})


def files_of_table(wildcards):
    """Digest the table of catchment means that a user brought."""
    return files_at(TARGETS[wildcards.target]["path"])


def variables_of_caravan():
    """Name the variables of targets that stand in the very files of the catchments, which are read but once."""
    if SETTINGS["reader"] != "caravan" or SETTINGS["series"]:
        return []
    return sorted({entry["variable"] for entry in TARGETS.values() if entry["source"] == "caravan"})


# Where they are kept, if there are any.
MEANS_OF_FILES = {"means": "<results>/data/means_of_files.nc"} if variables_of_caravan() else {}


def grid_of(wildcards):
    """Wait for the files of a gridded product, where a rule makes them."""
    return made(wildcards.grid).get(wildcards.grid, [])


def places_of_grid(wildcards):
    """Name the paths of a gridded product and of the catchments, as far as they are a user's own."""
    return places_of_catchments() | {"gridded": path for path in places_of(wildcards.grid).values()}


def files_of_grid(wildcards):
    """Digest the files of a gridded product."""
    return files(wildcards.grid)


rule ingest:
    """Read the catchments: daily series and static attributes of every gauge that can be used."""
    input:
        **made_catchments(),
        checked=ancient(PASSED["series"]),
    output:
        **MEANS_OF_FILES,
        series="<results>/data/catchments.nc",
        attributes="<results>/data/attributes.nc",
    log:
        "<logs>/ingest.log",
    benchmark:
        "<logs>/benchmarks/ingest.tsv"
    params:
        **INGESTED,
        also=variables_of_caravan(),
        places={**places_of_catchments(), "packed": PACKED_SERIES},
        code=code("ingest.py"),
    message:
        f"Read the daily series and attributes of {catalogue.of(config['data']).citation.title}."
    script:
        "../scripts/ingest.py"


rule read_boundaries:
    """Read the catchment boundaries, simplified for maps."""
    input:
        **made_catchments(),
        attributes="<results>/data/attributes.nc",
    output:
        boundaries="<results>/data/boundaries.gpkg",
    log:
        "<logs>/read_boundaries.log",
    benchmark:
        "<logs>/benchmarks/read_boundaries.tsv"
    params:
        catchments=INGESTED["catchments"],
        places=places_of_catchments(),
        files=files_of_catchments(),
        code=code("read_boundaries.py"),
    message:
        "Read the catchment boundaries for maps."
    script:
        "../scripts/read_boundaries.py"


rule compute_weights:
    """Weigh every cell of a grid in every catchment, once."""
    input:
        **made_catchments(),
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
        variable=lambda wildcards: defining_variable(wildcards.grid),
        method=setting("data", "{grid}", "method"),
        catchments=INGESTED["catchments"],
        boundaries=files_of_catchments(),
        places=places_of_grid,
        files=files_of_grid,
        code=code("compute_weights.py"),
    message:
        "Weigh the cells of {wildcards.grid} in every catchment ({params.method})."
    script:
        "../scripts/compute_weights.py"


rule clip_era5_land:
    """Average one ERA5-Land variable over every catchment, day by day."""
    input:
        **made("era5_land"),
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
        variable=defining_variable("era5_land"),
        places=places_of("era5_land"),
        files=files("era5_land"),
        region=catalogue.region(config["data"]),
        code=code("clip_era5_land.py"),
    message:
        "Average {wildcards.target} over the catchments."
    script:
        "../scripts/clip_era5_land.py"


rule clip_esa_cci:
    """Average satellite soil moisture over every catchment, fill its gaps and smooth it."""
    input:
        **made("esa_cci"),
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
        places=places_of("esa_cci"),
        files=files("esa_cci"),
        region=catalogue.region(config["data"]),
        code=code("clip_esa_cci.py"),
    message:
        "Average satellite soil moisture ({wildcards.target}) over the catchments."
    script:
        "../scripts/clip_esa_cci.py"


rule read_caravan:
    """Take the catchment means of one variable from Caravan."""
    input:
        **made("caravan"),
        **MEANS_OF_FILES,
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
        places=places_of("caravan"),
        files=files("caravan"),
        part=catalogue.of(config["data"]).part_of_caravan,
        region=catalogue.region(config["data"]),
        code=code("read_caravan.py"),
    message:
        "Take the catchment means of {wildcards.target} from Caravan."
    script:
        "../scripts/read_caravan.py"


rule read_table:
    """Read a ready table of catchment means as a probe target."""
    input:
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
        places=place_of_table,
        files=files_of_table,
        reader=SETTINGS["reader"],
        region=catalogue.region(config["data"]),
        code=code("read_table.py"),
    message:
        "Read the catchment means of {wildcards.target}."
    script:
        "../scripts/read_table.py"


rule simulate_store:
    """Simulate a simple store of snow or soil water from the weather of every catchment, as a probe target."""
    input:
        series="<results>/data/catchments.nc",
    output:
        target="<results>/data/targets/{target}.nc",
    log:
        "<logs>/simulate_store/{target}.log",
    wildcard_constraints:
        target=names_of("simple_store"),
    params:
        name="{target}",
        target=means_of_target,
        code=code("simulate_store.py"),
    message:
        "Simulate {wildcards.target}, a simple store, in every catchment."
    script:
        "../scripts/simulate_store.py"


rule median_grids:
    """Take the median of both soil moisture products on the days that both have, on their own grids."""
    input:
        **made("era5_land", "esa_cci"),
        attributes="<results>/data/attributes.nc",
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
        region=catalogue.region(config["data"]),
        places=places_of("era5_land", "esa_cci"),
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
