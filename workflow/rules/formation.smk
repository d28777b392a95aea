# Formation: what the states of an LSTM hold, and what water put into them brings, after some epochs of its training.
# Only where a study asks for it. The LSTM is trained once more from its seed: no other file of the run depends on it.
FORMATION = formation_needs.is_run(config)
EPOCHS = formation_needs.epochs(config) if FORMATION else []
FORMATION_FIGURES = ["figS13_formation"] if FORMATION else []
FORMATION_EXPERIMENTS = formation_needs.experiments(config) if FORMATION else {}
FORMED = SimpleNamespace(lstm=MAIN_LSTM, seed=STUDY["seeds"][0])


rule train_by_epoch:
    """Train one LSTM once more from its seed, and keep its weights after some epochs."""
    input:
        series=f"{seen_by(FORMED.lstm)}/catchments.nc",
        attributes=f"{seen_by(FORMED.lstm)}/attributes.nc",
        trained=expand(
            "<results>/lstm/{run.lstm}/seed{run.seed}/model.{kind}", run=FORMED, kind=["safetensors", "json"]
        ),
    output:
        weights=expand("<results>/formation/weights/epoch{epoch}.safetensors", epoch=EPOCHS or ["none"]),
        model="<results>/formation/weights/model.json",
    log:
        "<logs>/train_by_epoch.log",
    benchmark:
        "<logs>/benchmarks/train_by_epoch.tsv"
    threads: 2
    params:
        lstm=lambda wildcards: training_of(FORMED),
        periods=periods("lstm_train", "lstm_validation"),
        seed=FORMED.seed,
        epochs=EPOCHS,
        code=code("train_by_epoch.py"),
    message:
        "Train the LSTM of seed {params.seed} once more, and keep its weights after some epochs."
    script:
        "../scripts/train_by_epoch.py"


rule follow_epoch:
    """Probe the states that the LSTM has after one epoch, put water into them, and follow discharge."""
    input:
        series=f"{seen_by(FORMED.lstm)}/catchments.nc",
        attributes=f"{seen_by(FORMED.lstm)}/attributes.nc",
        weights="<results>/formation/weights/epoch{epoch}.safetensors",
        model="<results>/formation/weights/model.json",
        targets=expand("<results>/data/targets/{target}.nc", target=TARGETS),
        residuals=expand("<results>/ladder/residuals/{target}.nc", target=TARGETS),
    output:
        steering="<results>/formation/epoch{epoch}/steering.nc",
        skill="<results>/formation/epoch{epoch}/skill.csv",
    log:
        "<logs>/follow_epoch/epoch{epoch}.log",
    benchmark:
        "<logs>/benchmarks/follow_epoch/epoch{epoch}.tsv"
    params:
        **STEERING,
        **FORMATION_EXPERIMENTS,
        lstm=lambda wildcards: reading_of(FORMED),
        seed=FORMED.seed,
        kept=lambda wildcards: probed_lstms.kept(config, FORMED.lstm),
        criteria={name: entry["gauges"] for name, entry in TARGETS.items()},
        options={
            "name": "formation",
            "seed": FORMED.seed,
            "minimum_target_days": config["data"]["missing"]["minimum_target_days"],
        },
        periods=periods("probe_fit", "probe_test", "state_lead_days"),
        code=code("follow_epoch.py"),
    message:
        "Probe and steer the LSTM as it is after epoch {wildcards.epoch}."
    script:
        "../scripts/follow_epoch.py"


rule tabulate_formation:
    """Tabulate partial r and release of every store after every epoch."""
    input:
        skill=expand("<results>/formation/epoch{epoch}/skill.csv", epoch=EPOCHS),
        steering=expand("<results>/formation/epoch{epoch}/steering.nc", epoch=EPOCHS),
        truth=TRUE_RESPONSE,
    output:
        in_tables("formation"),
    log:
        "<logs>/tabulate_formation.log",
    params:
        epochs=EPOCHS,
        run=[FORMED.lstm, FORMED.seed],
        millimetres=MILLIMETRES,
        code=code("tabulate_formation.py"),
    message:
        "Tabulate partial r and release by epoch."
    script:
        "../scripts/tabulate_formation.py"


rule figS13_formation:
    """Draw Fig. S13: when the LSTM learns each store, and when it begins to use it."""
    input:
        table="<results>/tables/formation.csv",
    output:
        pdf="<results>/figures/figS13_formation.pdf",
        png=in_report("figS13_formation", "S13", "learned and used, by epoch"),
    log:
        "<logs>/figures/figS13_formation.log",
    params:
        long_names={name: entry["long_name"] for name, entry in TARGETS.items()},
        code=code("draw_formation.py"),
    message:
        "Draw Fig. S13, when the LSTM learns each store and when it uses it."
    script:
        "../scripts/draw_formation.py"
