# Probes and controls, their skill, the tables and numbers, and the check of what the run claims.
PROBES = expand("<results>/probe/{experiment}/seed{seed}", experiment=STUDY["experiments"], seed=STUDY["seeds"])
LSTM_RUNS = expand("<results>/lstm/{lstm}/seed{seed}", lstm=STUDY["lstms"], seed=STUDY["seeds"])


def in_tables(name, caption):
    """Name a table and put it into the report."""
    return report(f"<results>/tables/{name}.csv", caption=f"../report/{caption}.rst", category="Tables")


def states_of_experiment(wildcards):
    """Find the cell states that an experiment probes."""
    lstm = config["experiments"][wildcards.experiment]["lstm"] or STUDY["lstms"][0]
    return f"<results>/lstm/{lstm}/seed{wildcards.seed}/states.nc"


def tables_of_study(wildcards):
    """List the tables of this study."""
    names = ["skill", "discharge_skill", "table1_medians", "controls"]
    names += ["published_comparison", "published_summary"] if config["published"] else []
    return [f"<results>/tables/{name}.csv" for name in names]


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
    log:
        "<logs>/fit_probes/{experiment}/seed{seed}.log",
    params:
        experiment=lookup(dpath="experiments/{experiment}", within=config),
        targets=TARGETS,
        periods=periods("probe_fit", "probe_test"),
        code=code("fit_probes.py"),
    message:
        "Fit the probes of experiment {wildcards.experiment}, seed {wildcards.seed}."
    script:
        "../scripts/fit_probes.py"


rule score_truth:
    """Correlate one experiment's predictions with the true stores, which only a synthetic world knows."""
    input:
        predictions="<results>/probe/{experiment}/seed{seed}/predictions.nc",
        truth="<world>/truth.nc",
    output:
        skill="<results>/probe/{experiment}/seed{seed}/truth_skill.csv",
    log:
        "<logs>/score_truth/{experiment}/seed{seed}.log",
    params:
        targets=TARGETS,
        periods=periods("probe_fit", "probe_test"),
        code=code("score_truth.py"),
    message:
        "Set the predictions of {wildcards.experiment}, seed {wildcards.seed}, beside the true stores."
    script:
        "../scripts/score_truth.py"


rule collect_tables:
    """Gather all skill, with medians (Table 1) and the share of gauges at which a control beats main."""
    input:
        skill=expand("{run}/skill.csv", run=PROBES),
        discharge_skill=expand("{run}/discharge_skill.csv", run=LSTM_RUNS),
        truth_skill=expand("{run}/truth_skill.csv", run=PROBES * bool(config["world"])),
    output:
        skill=in_tables("skill", "skill"),
        discharge_skill="<results>/tables/discharge_skill.csv",
        table1=in_tables("table1_medians", "table1"),
        controls=in_tables("controls", "controls"),
    log:
        "<logs>/collect_tables.log",
    params:
        controls=[name for name in STUDY["experiments"] if config["experiments"][name]["control"]["name"] != "none"],
        code=code("collect_tables.py"),
    message:
        "Gather the skill of all probes and LSTMs, and take the medians over gauges."
    script:
        "../scripts/collect_tables.py"


rule compare_published:
    """Set our skill beside the published skill of the same gauges, with both medians and their rank correlation."""
    input:
        skill="<results>/tables/skill.csv",
        published=(config["published"] or {}).get("path", "published"),
    output:
        comparison=in_tables("published_comparison", "published"),
        summary=in_tables("published_summary", "published_summary"),
    log:
        "<logs>/compare_published.log",
    params:
        target=(config["published"] or {}).get("target"),
        code=code("compare_published.py"),
    message:
        "Set our skill beside the published skill, gauge by gauge."
    script:
        "../scripts/compare_published.py"


rule make_numbers:
    """Write numbers.json: every median and count that a text would quote."""
    input:
        series="<results>/data/camels_gb.nc",
        skill="<results>/tables/skill.csv",
        discharge_skill="<results>/tables/discharge_skill.csv",
        published="<results>/tables/published_comparison.csv" if config["published"] else [],
    output:
        "<results>/numbers.json",
    log:
        "<logs>/make_numbers.log",
    params:
        code=code("make_numbers.py"),
    message:
        "Write the numbers of this run."
    script:
        "../scripts/make_numbers.py"


rule check_results:
    """Hold the numbers of this run against what its configuration expects of them."""
    input:
        numbers="<results>/numbers.json",
    output:
        in_tables("expectations", "expectations"),
    log:
        "<logs>/check_results.log",
    params:
        expect=config["expect"],
        code=code("check_results.py"),
    message:
        "Check the claims of this run on its numbers."
    script:
        "../scripts/check_results.py"
