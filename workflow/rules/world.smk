# A synthetic Britain whose stores are known, in the layouts of the real data.


rule make_world:
    """Make a synthetic Britain: weather, soil and snow stores, catchments, and files in the upstream layouts."""
    output:
        **({"ready": "<world>/ready.nc"} if config["world"] and config["world"]["decoys"] else {}),
        camels_gb=directory("<world>/camels_gb"),
        era5_land=directory("<world>/era5_land"),
        esa_cci=directory("<world>/esa_cci"),
        truth="<world>/truth.nc",
    log:
        "<logs>/make_world.log",
    benchmark:
        "<logs>/benchmarks/make_world.tsv"
    threads: 2
    params:
        world=config["world"],
        code=code("make_world.py"),
    message:
        "Make a synthetic Britain with known soil and snow stores."
    script:
        "../scripts/make_world.py"
