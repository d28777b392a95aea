# Probes and controls, their skill, the tables and numbers, and the check of what the run claims.
PROBES = expand("<results>/probe/{experiment}/seed{seed}", experiment=STUDY["experiments"], seed=STUDY["seeds"])
LSTM_RUNS = expand("<results>/lstm/{lstm}/seed{seed}", lstm=STUDY["lstms"], seed=STUDY["seeds"])


rule fit_probes:
    """Fit and score one experiment's probes, all targets, one seed."""
    input:
        states=states_of_experiment,
        attributes="<results>/data/attributes.nc",
        targets=expand("<results>/data/targets/{target}.nc", target=TARGETS),
    output:
        probe="<results>/probe/{experiment}/seed{seed}/probe.nc",
        predictions="<results>/probe/{experiment}/seed{seed}/predictions.nc",
        skill="<results>/probe/{experiment}/seed{seed}/skill.csv",
    params:
        experiment=lookup(dpath="experiments/{experiment}", within=config),
        targets=TARGETS,
        periods=periods("probe_fit", "probe_test"),
        code=code("fit_probes.py"),
    log:
        "<logs>/fit_probes/{experiment}/seed{seed}.log",
    message:
        "Fit the probes of experiment {wildcards.experiment}, seed {wildcards.seed}."
    script:
        "../scripts/fit_probes.py"
