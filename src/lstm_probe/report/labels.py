"""What tables and their columns are called on the page, and in which order columns stand."""

#: Columns that mix quantities of different size.
MIXED = {"value", "threshold"}
#: Columns in the order of the page, where it is not that of the file: what tells most comes first.
ORDER = {
    "reproduction.csv": (
        "quantity target metric paper notebook ours verdict difference tolerance reason section source number"
    ),
}
HEADS = {
    "gauge_id": "gauge",
    "lstm": "LSTM",
    "r2": "r²",
    "anomaly_r": "anomaly r",
    "nse": "NSE",
    "nse_measured_days": "NSE, measured days",
    "kge": "KGE",
    "rmse": "RMSE",
    "abs_bias": "|bias|",
    "r_truth": "r, true store",
    "share_beating_main": "share of gauges above main",
    "p_mean": "mean precipitation",
    "p_value": "p",
    "nonzero": "non-zero weights",
    "norm": "norm of weights",
}
#: Titles of the tables that have no better one in their captions.
TITLES = {
    "table1_medians": "Table 1: medians over gauges",
    "controls": "How often a control beats the probe",
    "weights": "Weights of the probes",
    "ladder": "The verdict, target by target and rung by rung",
    "intervals": "Intervals of medians and of differences",
    "sampling": "What the intervals rest on",
    "floor_and_ceiling": "Between floor and ceiling",
    "nulls": "States of other gauges, and of other years",
    "lag_curve": "The probe given the states of other days",
    "seeds": "Medians, seed by seed",
    "offsets": "Bias of every gauge",
    "expectations": "Claims of this configuration",
    "reproduction": "Ours beside theirs",
    "disagreements": "Where the paper, its figures and its code disagree",
    "sources": "Files that were read",
    "offsets_test": "Precipitation of the largest and the smallest biases",
    "products": "Correlation of two products of soil moisture",
    "published_comparison": "Our skill and the published, gauge by gauge",
    "published_summary": "Our skill and the published",
    "skill": "Skill of every probe at every gauge",
    "discharge_skill": "Skill of simulated discharge at every gauge",
}


def title(name: str) -> str:
    """Write a table's name as a title."""
    text = name.replace("_", " ")
    return TITLES.get(name, f"{text[:1].upper()}{text[1:]}")


def head(column: str) -> str:
    """Write a column's name as a head."""
    return HEADS.get(column, column.replace("_", " "))
