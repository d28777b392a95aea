# Fetching: what the study reads and is not in its folder comes from its publisher, for sources with `fetch: true`.


rule fetch_camels_gb:
    """Fetch what is missing of one source, and write down what is there."""
    output:
        record=record_of("camels_gb"),
    log:
        "<logs>/fetch_camels_gb.log",
    localrule: True
    params:
        source="camels_gb",
        folder=config["data"]["camels_gb"]["path"],
        wanted=WANTED["camels_gb"],
    message:
        "Fetch what is missing of {params.source} into {params.folder}."
    script:
        "../scripts/fetch_source.py"


use rule fetch_camels_gb as fetch_era5_land with:
    input:
        gauges=[record_of("camels_gb")] if "camels_gb" in FETCHED else [],  # the box is held to them
    output:
        record=record_of("era5_land"),
    log:
        "<logs>/fetch_era5_land.log",
    params:
        source="era5_land",
        folder=config["data"]["era5_land"]["path"],
        wanted=WANTED["era5_land"],


use rule fetch_camels_gb as fetch_esa_cci with:
    output:
        record=record_of("esa_cci"),
    log:
        "<logs>/fetch_esa_cci.log",
    params:
        source="esa_cci",
        folder=config["data"]["esa_cci"]["path"],
        wanted=WANTED["esa_cci"],


use rule fetch_camels_gb as fetch_caravan with:
    output:
        record=record_of("caravan"),
    log:
        "<logs>/fetch_caravan.log",
    params:
        source="caravan",
        folder=config["data"]["caravan"]["path"],
        wanted=WANTED["caravan"],


rule fetch:
    """Fetch every source that the study reads and that has `fetch: true`, and nothing more."""
    input:
        [record_of(source) for source in FETCHED],
    localrule: True
    message:
        f"Fetched: {', '.join(FETCHED) or 'nothing, as no source of this study has fetch: true (docs/fetching.md)'}."


rule fetch_plan:
    """Say what is there and what would be fetched, from where and how large; nobody is asked."""
    log:
        "<logs>/fetch_plan.log",
    localrule: True
    params:
        folders={source: config["data"][source]["path"] for source in FETCHED},
        wanted={source: WANTED[source] for source in FETCHED},
    message:
        f"What would be fetched of {', '.join(FETCHED) or 'no source: none of this study has fetch: true (docs/fetching.md)'}:"
    script:
        "../scripts/plan_fetch.py"
