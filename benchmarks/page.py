"""Put the tables of all benchmarks into docs/performance.md, each between its two markers."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import results
from benchmarks.catalogue import BENCHMARKS
from benchmarks.claims import Claim

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def rewrite(path: Path = PAGE, folder: Path = results.FOLDER) -> None:
    """Write the tables into the page."""
    path.write_text(render(path.read_text(encoding="utf-8"), folder), encoding="utf-8")


def render(text: str, folder: Path = results.FOLDER) -> str:
    """Replace what stands between ``<!-- NAME -->`` and ``<!-- /NAME -->`` by the tables of the measurements.

    Parameters
    ----------
    text : str
        The page; a benchmark that it has no markers for is left out.
    folder : pathlib.Path
        Where the measurements are.
    """
    for name, content in {"summary": summary(folder), **{name: section(name, folder) for name in BENCHMARKS}}.items():
        marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = marked.sub(lambda found, content=content: f"{found[1]}{content}\n{found[2]}", text)
    return text


def section(name: str, folder: Path = results.FOLDER) -> str:
    """Make the table of one benchmark and the line that says where it was measured."""
    found = results.read(name, folder)
    if found is None:
        return "Not measured yet."
    rows, about = found
    module = BENCHMARKS[name]
    table = module.table(rows) if hasattr(module, "table") else contenders_table(rows, module.UNIT)
    failed = rows[rows["reason"].notna()] if "reason" in rows else rows[:0]
    notes = [f"{row.contender} did not run: {row.reason}" for row in failed.drop_duplicates("contender").itertuples()]
    held = rows["version"].dropna().unique() if "version" in rows else ()
    peers = [f"Peers: {'; '.join(held)}."] if len(held) else []
    return "\n\n".join([markdown(table), *notes, *peers, _where(about)])


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


def summary(folder: Path = results.FOLDER) -> str:
    """Make the table of all claims: ratio of the pairs, their range, the aim, and whether it was reached."""
    lines = [line(claim, rows) for _, claim, rows in claims(folder)]
    return markdown(pd.DataFrame(lines)) if lines else "Not measured yet."


def claims(folder: Path = results.FOLDER) -> list[tuple[str, Claim, pd.DataFrame]]:
    """Give every claim of a benchmark that has run, with its name and its measurements."""
    found = {name: results.read(name, folder) for name in BENCHMARKS}
    return [
        (name, claim, content[0])
        for name, content in found.items()
        if content is not None
        for claim in BENCHMARKS[name].CLAIMS
    ]


def line(claim: Claim, rows: pd.DataFrame) -> dict[str, str]:
    """Say what became of one claim."""
    ratios = claim.ratios(rows)
    said = {
        "compared": claim.what,
        "times faster, median of pairs": "did not run",
        "range": "",
        "aim": f"≥ {claim.aim:g}",
    }
    if not len(ratios):
        return {**said, "reached": "not measured"}
    median = float(np.median(ratios))
    said["times faster, median of pairs"] = f"**{figures(median)}**"
    said["range"] = f"{figures(ratios.min())}–{figures(ratios.max())}"
    return {**said, "reached": "yes" if median >= claim.aim else "no"}


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


def _where(about: dict) -> str:
    """Say when and where it was measured."""
    rates = ", ".join(f"{rate:g} on {threads}" for threads, rate in about["gemm_gflops"].items() if rate)
    versions = ", ".join(f"{name} {about[name]}" for name in ("python", "torch", "numpy"))
    return (
        f"*{about['date']}, {about['processor']}, {about['cores']} cores, {about['memory_gb']:g} GB; {versions}; "
        f"float32 matrix products in that run: GFLOP/s {rates} threads.*"
    )
