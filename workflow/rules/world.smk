# A synthetic Britain whose stores are known, in the layouts of the real data.


rule make_world:
    """Make a synthetic Britain: weather, soil and snow stores, catchments, and files in the upstream layouts."""
    output:
        camels_gb=directory("<world>/camels_gb"),
        era5_land=directory("<world>/era5_land"),
        esa_cci=directory("<world>/esa_cci"),
        truth="<world>/truth.nc",
    log:
        "<logs>/make_world.log",
    benchmark:
        "<logs>/benchmarks/make_world.tsv"
    params:
        world=config["world"],
        code=code("make_world.py"),
    message:
        "Make a synthetic Britain with known soil and snow stores."
    script:
        "../scripts/make_world.py"


# Where the other chapters find their data: in the synthetic world, where the config says, or by the record of a fetch.
WORLD = rules.make_world.output
PACKED_SERIES = [] if config["world"] else config["data"]["camels_gb"]["series"] or []
PLACES = {name: record_of(name) if name in FETCHED else config["data"][name]["path"] for name in wanted.SOURCES}
CAMELS_GB = WORLD.camels_gb if config["world"] else PLACES["camels_gb"]
CARAVAN = PLACES["caravan"]
GRIDDED = {name: getattr(WORLD, name) if config["world"] else PLACES[name] for name in sorted(inputs.GRIDDED)}
