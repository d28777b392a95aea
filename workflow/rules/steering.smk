# Steering: water put into the cell states, and into the true stores of a synthetic world, and what comes down the river.
STEERED = steering_needs.steered(config)
STEERING_TARGETS = {name: config["targets"][name] for name in (steering_needs.targets(config) if STEERED else [])}
STEERING_FILES = expand("<results>/data/targets/{target}.nc", target=STEERING_TARGETS)
STEERING_RUNS = expand("<results>/lstm/{lstm}/seed{seed}/steering.nc", lstm=STEERED, seed=STUDY["seeds"])
TRUE_RESPONSE = ["<results>/steering/truth.nc"] if STEERED and config["world"] else []
STEERING = {
    "targets": {name: entry["gauges"] for name, entry in STEERING_TARGETS.items()},
    "added": config["steering"]["added"],
    "days": steering_needs.days(config),
}
MILLIMETRES = {name: steering_needs.millimetres(config, name) for name in STEERING_TARGETS}


def probe_of_steering(wildcards):
    """Find the probes with an intercept for each gauge along which the states of an LSTM are changed."""
    experiment = steering_needs.experiment(config, wildcards.lstm)
    return f"<results>/probe/{experiment}/seed{wildcards.seed}/probe.nc"


rule steer:
    """Put water into the cell states of one LSTM, store by store, and follow discharge for 120 days."""
    input:
        series="<results>/data/catchments.nc",
        attributes="<results>/data/attributes.nc",
        weights="<results>/lstm/{lstm}/seed{seed}/model.safetensors",
        model="<results>/lstm/{lstm}/seed{seed}/model.json",
        states="<results>/lstm/{lstm}/seed{seed}/states.nc",
        probe=probe_of_steering,
        targets=STEERING_FILES,
    output:
        "<results>/lstm/{lstm}/seed{seed}/steering.nc",
    log:
        "<logs>/steer/{lstm}/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/steer/{lstm}/seed{seed}.tsv"
    priority: 10  # before what nothing waits for
    threads: 2
    params:
        **STEERING,
        lstm=reading_of,
        periods=periods("probe_fit"),
        random_directions=config["steering"]["random_directions"],
        code=code("steer.py"),
    message:
        "Put water into the states of {wildcards.lstm}, seed {wildcards.seed}, and follow discharge."
    script:
        "../scripts/steer.py"


rule follow_added_water:
    """Put the same water into the true stores of the synthetic world, and run the world on."""
    input:
        attributes="<results>/data/attributes.nc",
        targets=STEERING_FILES,
    output:
        "<results>/steering/truth.nc",
    log:
        "<logs>/follow_added_water.log",
    benchmark:
        "<logs>/benchmarks/follow_added_water.tsv"
    params:
        **STEERING,
        world=config["world"],
        stores={name: entry["variable"] or name for name, entry in STEERING_TARGETS.items()},
        periods=periods("probe_fit"),
        code=code("follow_added_water.py"),
    message:
        "Put water into the true stores of the synthetic world, and run the world on."
    script:
        "../scripts/follow_added_water.py"


rule tabulate_steering:
    """Tabulate what came down the river, beside what was added, the true world and random directions."""
    input:
        found=STEERING_RUNS,
        truth=TRUE_RESPONSE,
        targets=STEERING_FILES,
    output:
        table=in_tables("steering"),
        months=in_tables("steering_months"),
    log:
        "<logs>/tabulate_steering.log",
    params:
        runs=[[lstm, seed] for lstm in STEERED for seed in STUDY["seeds"]],
        millimetres=MILLIMETRES,
        code=code("tabulate_steering.py"),
    message:
        "Tabulate what came down the river after water was put into the states."
    script:
        "../scripts/tabulate_steering.py"


rule figS10_steering:
    """Draw Fig. S10: extra discharge in the days after water was added, LSTM beside truth, a panel a store."""
    input:
        found=STEERING_RUNS[: len(STUDY["seeds"])],
        truth=TRUE_RESPONSE,
    output:
        pdf="<results>/figures/figS10_steering.pdf",
        png=in_report("figS10_steering", "S10", "water in, water out"),
    log:
        "<logs>/figures/figS10_steering.log",
    params:
        seeds=STUDY["seeds"],
        millimetres=MILLIMETRES,
        long_names={name: entry["long_name"] for name, entry in STEERING_TARGETS.items()},
        code=code("draw_steering.py"),
    message:
        "Draw Fig. S10, what comes down the river after water was put into the states."
    script:
        "../scripts/draw_steering.py"
