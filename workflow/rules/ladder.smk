# The verdict: intervals of all medians, the rungs that every target climbs, and their figures.
HAS_LADDER = ladder.is_run(config)
VERDICT_FIGURES = ["figS8_ladder", "figS9_lag_curve"] if HAS_LADDER else []
# The targets that the paper's conclusion is on: layers of soil moisture, and snow.
VERDICT_TARGETS = [name for name in TARGETS if name in {*FIGURES["soil_targets"], FIGURES["snow_target"]}]
SUMMED_RUNS = [*PROBE_RUNS, *([Path(run).parent.name, int(run.rpartition("seed")[2])] for run in LADDER_PROBES)]
NULLS_MADE = "<results>/tables/nulls.csv" if HAS_LADDER else []


rule estimate_intervals:
    """Estimate the 95 % interval of every median over gauges and of every difference, and count what they rest on."""
    input:
        yearly_sums=[f"<results>/probe/{name}/seed{seed}/yearly_sums.nc" for name, seed in SUMMED_RUNS],
        shifts=expand("<results>/ladder/year_shift_sums/seed{seed}.nc", seed=STUDY["seeds"] if HAS_LADDER else []),
        nulls=NULLS_MADE,
        skill="<results>/tables/skill.csv",
        predictions=expand("<results>/probe/main/seed{seed}/predictions.nc", seed=STUDY["seeds"]),
        attributes="<results>/data/attributes.nc",
    output:
        intervals=in_tables("intervals"),
        sampling=in_tables("sampling"),
    log:
        "<logs>/estimate_intervals.log",
    benchmark:
        "<logs>/benchmarks/estimate_intervals.tsv"
    params:
        runs=SUMMED_RUNS,
        seeds=STUDY["seeds"],
        periods=periods("probe_test"),
        code=code("estimate_intervals.py"),
    message:
        "Estimate intervals of all medians and differences."
    script:
        "../scripts/estimate_intervals.py"


rule judge_ladder:
    """Judge every target rung by rung: decodable, specific, learned, general, used."""
    input:
        intervals="<results>/tables/intervals.csv",
        sampling="<results>/tables/sampling.csv",
        skill="<results>/tables/skill.csv",
        discharge_skill="<results>/tables/discharge_skill.csv",
        nulls=NULLS_MADE,
        lag_curve="<results>/tables/lag_curve.csv" if HAS_LADDER else [],
        steering="<results>/tables/steering.csv" if steering_needs.steered(config) else [],
        residuals=expand("<results>/ladder/residuals/{target}.nc", target=TARGETS if HAS_LADDER else []),
        held_out="<results>/tables/held_out.csv" if HOLD_OUT else [],
    output:
        ladder=in_tables("ladder"),
        floor_and_ceiling=in_tables("floor_and_ceiling"),
    log:
        "<logs>/judge_ladder.log",
    params:
        targets=list(TARGETS),
        lstm=MAIN_LSTM,
        untrained=config["lstms"][MAIN_LSTM]["source"] != "states",
        overlap=training_known.in_test(config, MAIN_LSTM) if training_known.elsewhere(config, MAIN_LSTM) else None,
        not_steered=steering_needs.not_run(config),
        family=VERDICT_TARGETS,
        ran=HAS_LADDER,
        attributes=bool(OF_INPUTS["attributes"]),
        code=code("judge_ladder.py"),
    message:
        "Judge every target rung by rung."
    script:
        "../scripts/judge_ladder.py"


rule figS8_ladder:
    """Draw Fig. S8: the probe of every target between what needs no training and what could be learned."""
    input:
        intervals="<results>/tables/intervals.csv",
        nulls=NULLS_MADE,
    output:
        pdf="<results>/figures/figS8_ladder.pdf",
        png=in_report("figS8_ladder", "S8", "between floor and ceiling"),
    log:
        "<logs>/figures/figS8_ladder.log",
    params:
        targets={name: entry["long_name"] for name, entry in TARGETS.items()},
        code=code("draw_ladder.py"),
    message:
        "Draw Fig. S8, every target between floor and ceiling."
    script:
        "../scripts/draw_ladder.py"


rule figS9_lag_curve:
    """Draw Fig. S9: the probe given the states of days before and after."""
    input:
        lag_curve="<results>/tables/lag_curve.csv",
    output:
        pdf="<results>/figures/figS9_lag_curve.pdf",
        png=in_report("figS9_lag_curve", "S9", "the states of other days"),
    log:
        "<logs>/figures/figS9_lag_curve.log",
    params:
        targets={name: entry["long_name"] for name, entry in TARGETS.items()},
        code=code("draw_lag_curve.py"),
    message:
        "Draw Fig. S9, the probe given the states of other days."
    script:
        "../scripts/draw_lag_curve.py"
