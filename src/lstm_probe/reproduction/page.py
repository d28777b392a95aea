"""Write the page that sets the paper's numbers beside ours, in Markdown."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.reproduction.comparison import NOT_ANSWERED, ORIENTATION, OUTSIDE, WITHIN, show
from lstm_probe.reproduction.run import NO_TARGET

PAPER = "[Lees et al. (2022)](https://doi.org/10.5194/hess-26-3079-2022)"
DEFAULT = (
    "What stands as default is that of `config/config.yaml`; *this run* is what the configuration of this run says, "
    "with its own names of targets and LSTMs."
)
COLUMNS = ("quantity", "target", "paper", "notebook", "ours", "difference", "tolerance", "verdict")
QUOTED = 3  # digits behind the point of a quoted number, where it has them
NUMBERS = {"paper": QUOTED, "notebook": QUOTED, "ours": 2, "difference": 2, "tolerance": 2}


def write(
    comparison: pd.DataFrame,
    disagreements: pd.DataFrame,
    numbers: Mapping[str, Any],
    *,
    synthetic: bool,
    test_period: tuple[str, str] | None = None,
) -> str:
    """Write the page.

    Parameters
    ----------
    comparison, disagreements : pandas.DataFrame
        As `contracts.tables.REPRODUCTION` and `contracts.tables.DISAGREEMENTS`.
    numbers : mapping
        As docs/numbers.schema.json.
    synthetic : bool
        Whether the data are synthetic.
    test_period : tuple of str, optional
        First and last day on which probes were scored.

    Returns
    -------
    str
        Markdown.
    """
    answered = comparison[comparison["verdict"] != NOT_ANSWERED]
    parts = ["# Ours beside the paper's", *_introduce(comparison, numbers, synthetic, test_period)]
    parts += ["## Numbers that this run answers"] if len(answered) else []
    for section, rows in answered.groupby("section", sort=False):
        parts += [f"### {section}", _tabulate(rows)]
    parts += ["## What this run cannot answer, and why", *_list_unanswered(comparison)]
    parts += ["## Where text, code and data disagree", DEFAULT]
    parts += [_settle(row) for row in disagreements.to_dict("records")]
    return "\n\n".join(parts) + "\n"


def _introduce(
    comparison: pd.DataFrame, numbers: Mapping[str, Any], synthetic: bool, test_period: tuple[str, str] | None
) -> list[str]:
    """Say what is compared, how it came out, and what to bear in mind."""
    counts, seeds = numbers["counts"], numbers["counts"]["seeds"]
    days = f", tested from {test_period[0]} to {test_period[1]}" if test_period else ""
    what = (
        f"The numbers of {PAPER} and of the notebooks that its authors published, beside those of this run: "
        f"{counts['gauges']} gauges, {seeds} seed{'s' * (seeds != 1)} of the LSTM{days}. Medians are over gauges, "
        "each with its mean over seeds; the days in brackets are those of the source. A difference is ours minus the "
        "paper's, or minus the notebook's where the paper has no number."
    )
    if synthetic:
        return [
            what,
            "**The data of this run are synthetic.** Its numbers tell nothing about Great Britain, and can neither "
            "agree nor disagree with the paper's: the paper's column is for orientation only, and so is every verdict.",
        ]
    found = comparison["verdict"].value_counts()
    how = (
        f"Of {len(comparison)} numbers and findings, {found.get(WITHIN, 0)} are within the tolerance, "
        f"{found.get(OUTSIDE, 0)} are outside, {found.get(ORIENTATION, 0)} are shown for orientation only, and "
        f"{found.get(NOT_ANSWERED, 0)} this run cannot answer. The paper's are of 667 gauges and of 1998 to 2008: with "
        "other gauges, days, inputs or settings, a number can be outside for that alone."
    )
    return [what, how]


def _tabulate(rows: pd.DataFrame) -> str:
    """Write some rows as a table, the reason of a verdict with it."""
    reasons = rows["reason"].where(rows["reason"] == "", " (" + rows["reason"] + ")")
    numbers = {name: [show(value, digits) for value in rows[name]] for name, digits in NUMBERS.items()}
    shown = rows.assign(verdict=rows["verdict"] + reasons, **numbers)
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---|---|" + "---:|" * len(NUMBERS) + "---|"]
    lines += ["| " + " | ".join(map(_escape, row)) + " |" for row in shown[list(COLUMNS)].itertuples(index=False)]
    return "\n".join(lines)


def _list_unanswered(comparison: pd.DataFrame) -> list[str]:
    """List the values without an answer, by the reason; all targets that the run lacks are one reason."""
    rows = comparison[comparison["verdict"] == NOT_ANSWERED]
    if rows.empty:
        return ["Nothing."]
    reasons = rows["reason"].mask(rows["reason"].str.startswith(NO_TARGET), "no such target in this run")
    return [_list(str(reason), alike) for reason, alike in rows.groupby(reasons, sort=False)]


def _list(reason: str, rows: pd.DataFrame) -> str:
    """List the values that lack an answer for one reason, a line a quantity, below their section."""
    lines = [f"**{reason[0].upper()}{reason[1:]}:**", ""]
    for section, part in rows.groupby("section", sort=False):
        lines.append(f"- {section}")
        for quantity, values in part.groupby("quantity", sort=False):
            pairs = zip(values["target"], values["paper"].fillna(values["notebook"]), strict=True)
            told = (target if np.isnan(value) else f"{target} {show(value, QUOTED)}" for target, value in pairs)
            lines.append(f"    - {quantity}: {', '.join(told)}")
    return "\n".join(lines)


def _settle(row: Mapping[Any, Any]) -> str:
    """Write one disagreement."""
    settable = "By default" if row["this_run"] else "Here"
    lines = [f"**{row['number']}. {row['issue']}**", f"*{settable}:* {row['choice']}"]
    lines += [f"*This run:* {row['this_run']}."] if row["this_run"] else []
    lines += [f"*Its numbers:* {row['evidence']}."] if row["evidence"] else []
    lines.append(f"*Where:* {row['where']}.")
    return "  \n".join(lines)


def _escape(cell: object) -> str:
    return str(cell).replace("|", "\\|")
