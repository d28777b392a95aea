# The LSTM: training, simulated discharge, cell states. No number depends on threads, which work alone on parts that are
# the same for any number of them; windows_at_once moves states by rounding at most. Two seeds train side by side on two
# cores, one seed takes both.


def threads_of_training(wildcards):
    """Share the cores between the LSTMs that train at the same time; more than two threads a run gain little."""
    n_runs = len(STUDY["lstms"]) * len(STUDY["seeds"])
    return min(max((workflow.cores or 2 * n_runs) // n_runs, 1), 2)


def training_of(wildcards):
    """Take what trains an LSTM, without how its states are read, so that changing the latter retrains nothing."""
    entry = config["lstms"][wildcards.lstm]
    apart = ("states", "spin_up_days", "source", held_out.KEY)
    return {key: value for key, value in entry.items() if key not in apart}


def seen_by(lstm):
    """Name the folder of the series and attributes that an LSTM and its probes may see."""
    return held_out.folder(config, lstm)


def series_of_lstm(wildcards):
    """Find the series that an LSTM is trained on."""
    return f"{seen_by(wildcards.lstm)}/catchments.nc"


def attributes_of_lstm(wildcards):
    """Find the attributes of the gauges that an LSTM is trained on."""
    return f"{seen_by(wildcards.lstm)}/attributes.nc"


def listed_gauges(wildcards):
    """Digest the list of gauges that an LSTM holds out, where a file has it."""
    path = held_out.file(config, wildcards.lstm)
    return files_at(path) if path else None


def reading_of(wildcards):
    """Take how an LSTM's states are read."""
    return {key: config["lstms"][wildcards.lstm][key] for key in ("states", "spin_up_days", "window_days")}


def training_known_of(wildcards):
    """Take what the configuration knows of an LSTM's training: at which gauges, on which days."""
    return training_known.of_lstm(config, wildcards.lstm)


def lstms_from(*sources):
    """Write the wildcard constraint of all LSTMs that come from some sources."""
    return "|".join(lstm_sources.names(config, *sources)) or "none"


def files_of_run(wildcards):
    """Digest the files of a run that an import reads."""
    return [
        files_at(path) for path in or_exit(lstm_sources.files_of_run, config["lstms"][wildcards.lstm], wildcards.seed)
    ]


rule hold_out_gauges:
    """Write the series and attributes that an LSTM is trained on, without the gauges that it is never to see."""
    input:
        series="<results>/data/catchments.nc",
        attributes="<results>/data/attributes.nc",
    output:
        series="<results>/lstm/{lstm}/trained_on/catchments.nc",
        attributes="<results>/lstm/{lstm}/trained_on/attributes.nc",
        held_out="<results>/lstm/{lstm}/held_out.csv",
    log:
        "<logs>/hold_out_gauges/{lstm}.log",
    wildcard_constraints:
        lstm="|".join(held_out.names(config, studied=False)) or "none",
    params:
        held_out=lambda wildcards: config["lstms"][wildcards.lstm][held_out.KEY],
        files=listed_gauges,
        code=code("hold_out_gauges.py"),
    message:
        "Hold gauges out of what {wildcards.lstm} is trained on."
    script:
        "../scripts/hold_out_gauges.py"


rule train_lstm:
    """Train one LSTM on the discharge of all gauges, from one seed; goes on where it was stopped."""
    input:
        series=series_of_lstm,
        attributes=attributes_of_lstm,
    output:
        weights="<results>/lstm/{lstm}/seed{seed}/model.safetensors",
        model="<results>/lstm/{lstm}/seed{seed}/model.json",
        history="<results>/lstm/{lstm}/seed{seed}/history.csv",
    log:
        "<logs>/train_lstm/{lstm}/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/train_lstm/{lstm}/seed{seed}.tsv"
    wildcard_constraints:
        lstm=lstms_from("trained"),
    threads: threads_of_training
    params:
        lstm=training_of,
        periods=periods("lstm_train", "lstm_validation"),
        code=code("train_lstm.py"),
    message:
        "Train the LSTM {wildcards.lstm}, seed {wildcards.seed}."
    script:
        "../scripts/train_lstm.py"


rule import_lstm:
    """Import an LSTM from a run of NeuralHydrology, and hold it against the run's own scores."""
    input:
        series="<results>/data/catchments.nc",
        attributes="<results>/data/attributes.nc",
    output:
        weights="<results>/lstm/{lstm}/seed{seed}/model.safetensors",
        model="<results>/lstm/{lstm}/seed{seed}/model.json",
    log:
        "<logs>/import_lstm/{lstm}/seed{seed}.log",
    wildcard_constraints:
        lstm=lstms_from("neuralhydrology"),
    threads: 2
    params:
        places=lambda wildcards: {"run": config["lstms"][wildcards.lstm]["runs"][wildcards.seed]},
        epoch=lambda wildcards: config["lstms"][wildcards.lstm].get("epoch", "last"),
        training=training_known_of,
        lstm=reading_of,
        periods=periods("probe_test"),
        files=files_of_run,
        code=code("import_lstm.py"),
    message:
        "Import the LSTM {wildcards.lstm}, seed {wildcards.seed}."
    script:
        "../scripts/import_lstm.py"


rule simulate_discharge:
    """Simulate discharge with a trained LSTM and score it per gauge."""
    input:
        series="<results>/data/catchments.nc",
        attributes="<results>/data/attributes.nc",
        weights="<results>/lstm/{lstm}/seed{seed}/model.safetensors",
        model="<results>/lstm/{lstm}/seed{seed}/model.json",
    output:
        discharge="<results>/lstm/{lstm}/seed{seed}/discharge.nc",
        skill="<results>/lstm/{lstm}/seed{seed}/discharge_skill.csv",
    log:
        "<logs>/simulate_discharge/{lstm}/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/simulate_discharge/{lstm}/seed{seed}.tsv"
    wildcard_constraints:
        lstm=lstms_from("trained", "neuralhydrology"),
    threads: 2
    resources:
        windows_at_once=64,
    params:
        lstm=reading_of,
        training=training_known_of,
        periods=periods("lstm_train", "lstm_test"),
        code=code("simulate_discharge.py"),
    message:
        "Simulate discharge with {wildcards.lstm}, seed {wildcards.seed}, and score it."
    script:
        "../scripts/simulate_discharge.py"


rule score_ensemble:
    """Score the mean discharge of all seeds of an LSTM, per gauge."""
    input:
        series="<results>/data/catchments.nc",
        discharge=expand("<results>/lstm/{{lstm}}/seed{seed}/discharge.nc", seed=STUDY["seeds"]),
        model=expand("<results>/lstm/{{lstm}}/seed{seed}/model.json", seed=STUDY["seeds"][:1]),
    output:
        skill="<results>/lstm/{lstm}/ensemble/discharge_skill.csv",
    log:
        "<logs>/score_ensemble/{lstm}.log",
    params:
        training=training_known_of,
        periods=periods("lstm_train", "lstm_test"),
        code=code("score_ensemble.py"),
    message:
        "Score the mean discharge of all seeds of {wildcards.lstm}."
    script:
        "../scripts/score_ensemble.py"


rule extract_states:
    """Extract the cell state of every gauge and day with a trained LSTM."""
    input:
        series="<results>/data/catchments.nc",
        attributes="<results>/data/attributes.nc",
        weights="<results>/lstm/{lstm}/seed{seed}/model.safetensors",
        model="<results>/lstm/{lstm}/seed{seed}/model.json",
    output:
        states="<results>/lstm/{lstm}/seed{seed}/states.nc",
    log:
        "<logs>/extract_states/{lstm}/seed{seed}.log",
    benchmark:
        "<logs>/benchmarks/extract_states/{lstm}/seed{seed}.tsv"
    wildcard_constraints:
        lstm=lstms_from("trained", "neuralhydrology"),
    threads: 2
    resources:
        windows_at_once=64,
    params:
        lstm=reading_of,
        kept=lambda wildcards: probed_lstms.kept(config, wildcards.lstm),
        periods=periods("probe_fit", "probe_test", "state_lead_days"),
        code=code("extract_states.py"),
    message:
        "Extract the daily cell states of {wildcards.lstm}, seed {wildcards.seed}."
    script:
        "../scripts/extract_states.py"


rule read_states:
    """Read the states of any model, and its discharge where there is some, from a user's files."""
    input:
        series="<results>/data/catchments.nc",
    output:
        states="<results>/lstm/{lstm}/seed{seed}/states.nc",
        discharge="<results>/lstm/{lstm}/seed{seed}/discharge.nc",
        skill="<results>/lstm/{lstm}/seed{seed}/discharge_skill.csv",
        model="<results>/lstm/{lstm}/seed{seed}/model.json",
    log:
        "<logs>/read_states/{lstm}/seed{seed}.log",
    wildcard_constraints:
        lstm=lstms_from("states"),
    params:
        places=lambda wildcards: lstm_sources.places(config["lstms"][wildcards.lstm]),
        training=training_known_of,
        periods=periods("lstm_train", "lstm_test", "probe_fit", "probe_test", "state_lead_days"),
        files=lambda wildcards: [files_at(path) for path in lstm_sources.given(config["lstms"][wildcards.lstm])],
        reader=SETTINGS["reader"],
        code=code("read_states.py"),
    message:
        "Read the states of {wildcards.lstm}."
    script:
        "../scripts/read_states.py"
