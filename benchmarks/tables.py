"""Write measurements as tables of texts."""

import numpy as np
import pandas as pd


def contenders_table(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Give the medians of every contender: rate, seconds, processor seconds and peak memory.

    Parameters
    ----------
    rows : pandas.DataFrame
        Measurements, as `measure.alternate` gives them.
    unit : str
        What work counts.
    """
    order = list(dict.fromkeys(rows["contender"]))
    ran = rows.dropna(subset="seconds").assign(rate=lambda table: table["work"] / table["seconds"])
    medians = ran.groupby("contender")[["rate", "seconds", "work", "cpu_seconds", "peak_mb"]].median()
    table = pd.DataFrame(index=order)
    table[f"{unit} / s"] = medians["rate"].map(lambda value: figures(value))
    table["seconds"] = medians["seconds"].map(lambda value: figures(value))
    table[f"{unit} measured"] = medians["work"].map(lambda value: f"{value:,.0f}")
    table["CPU seconds, whole process"] = medians["cpu_seconds"].map(lambda value: figures(value))
    table["peak memory, MB"] = medians["peak_mb"].map(lambda value: f"{value:,.0f}")
    return table.fillna("did not run").rename_axis("contender").reset_index()


def figures(value: float) -> str:
    """Write a number with three significant digits, thousands apart."""
    if not np.isfinite(value):
        return "–"
    digits = max(0, 2 - int(np.floor(np.log10(abs(value))))) if value else 0
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.{digits}f}"


def markdown(table: pd.DataFrame) -> str:
    """Write a table of texts in Markdown."""
    rows = [list(table.columns), ["---"] * len(table.columns), *table.astype(str).to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
