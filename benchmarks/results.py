"""Measurements on disk: a CSV of every process, curves beside it, and the machine that they were taken on."""

import json
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parent / "results"


def write(name: str, rows: pd.DataFrame, machine: dict, folder: Path = FOLDER) -> None:
    """Write the measurements of a benchmark.

    Parameters
    ----------
    name : str
        The benchmark.
    rows : pandas.DataFrame
        One row a process. A column whose values are lists of records goes into ``NAME_COLUMN.csv``, with
        contender and pair.
    machine : dict
        Of `machine.describe`.
    folder : pathlib.Path
        Where to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    curves = [column for column in rows if rows[column].map(lambda value: isinstance(value, list)).any()]
    for column in curves:
        parts = [
            pd.DataFrame(row[column]).assign(contender=row["contender"], pair=row["pair"])
            for _, row in rows.iterrows()
            if isinstance(row[column], list)
        ]
        pd.concat(parts, ignore_index=True).to_csv(folder / f"{name}_{column}.csv", index=False, float_format="%.6g")
    rows.drop(columns=curves).to_csv(folder / f"{name}.csv", index=False, float_format="%.6g")
    (folder / f"{name}.json").write_text(json.dumps(machine, indent=2) + "\n", encoding="utf-8")


def read(name: str, folder: Path = FOLDER) -> tuple[pd.DataFrame, dict] | None:
    """Read the measurements of a benchmark and its machine; None where it has not run."""
    if not (folder / f"{name}.csv").exists():
        return None
    return pd.read_csv(folder / f"{name}.csv"), json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def read_curve(name: str, column: str, folder: Path = FOLDER) -> pd.DataFrame | None:
    """Read the curves of a benchmark; None where there are none."""
    path = folder / f"{name}_{column}.csv"
    return pd.read_csv(path) if path.exists() else None
