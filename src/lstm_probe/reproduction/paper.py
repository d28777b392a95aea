"""Read what the paper says: its values, and the disagreements between its text, its code and its data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import yaml

VALUES = Path(__file__).with_name("paper_values.yaml")
DISAGREEMENTS = Path(__file__).with_name("disagreements.yaml")

#: Targets of the paper that a study may have, under these names or under others that stand for them.
TARGETS = ("swvl1", "swvl2", "swvl3", "swvl4", "sd", "esa_cci")


@dataclass(frozen=True)
class Value:
    """Quote one number of the paper or its notebooks, or one finding in words.

    Parameters
    ----------
    section : str
        Part of the paper.
    quantity : str
        What it is, with its period.
    target, metric : str
        Of what, and which score.
    source : str
        Where it stands.
    paper, notebook : float
        Values; NaN where nobody says.
    number : str or None
        Place of ours in numbers.json, with placeholders; None: no run can answer, and `reason` says why.
    reason : str
        Why no run can answer.
    tolerance : float
        Largest difference that agrees; NaN for a finding in words.
    says : str
        A finding in words, and how it is read.
    at_least, at_most : float or str or None
        Bounds of that reading: numbers, or other places in numbers.json.
    orientation : str
        Why ours is shown without a verdict; empty for a verdict.
    needs : str
        What a run must have to answer, where the place does not tell.
    requires : mapping of str to object
        What a run must be set to, by paths in its configuration and with placeholders, lest its number be another
        quantity and no answer.
    provided : mapping of str to object
        What a run must be set to, lest its number be for orientation only.
    """

    section: str
    quantity: str
    target: str
    metric: str
    source: str
    paper: float = np.nan
    notebook: float = np.nan
    number: str | None = None
    reason: str = ""
    tolerance: float = np.nan
    says: str = ""
    at_least: float | str | None = None
    at_most: float | str | None = None
    orientation: str = ""
    needs: str = ""
    requires: Mapping[str, Any] = field(default_factory=dict)
    provided: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Disagreement:
    """Say where text, code and data disagree, and what is done.

    Parameters
    ----------
    number : int
        Its number.
    issue, choice, where : str
        What disagrees; what was chosen, by default where it can be set, and why; config keys, modules and figures.
    settings : tuple of (str, str)
        Keys of the configuration that decide it: words, and path with placeholders.
    evidence : tuple of (str, str)
        Numbers of a run that bear on it: words, and place in numbers.json with placeholders.
    """

    number: int
    issue: str
    choice: str
    where: str
    settings: tuple[tuple[str, str], ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()


def read_values(path: Path = VALUES) -> list[Value]:
    """Read the paper's values, one a target, in the file's order."""
    sections = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [value for section in sections for entry in section["values"] for value in _each(section["section"], entry)]


def read_disagreements(path: Path = DISAGREEMENTS) -> list[Disagreement]:
    """Read the disagreements, in the file's order."""
    pairs = ("settings", "evidence")
    return [
        Disagreement(**{**entry, **{name: tuple(map(tuple, entry.get(name, ()))) for name in pairs}})
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _each(section: str, entry: Mapping[str, Any]) -> Iterator[Value]:
    """Yield a value for every target of an entry."""
    by_target = {"period", "quantity", "paper", "notebook", "orientation", "targets"}
    same = {name: given for name, given in entry.items() if name not in by_target}
    paper, notebook = entry.get("paper", {}), entry.get("notebook", {})
    orientation = entry.get("orientation", "")
    for target in dict.fromkeys([*paper, *notebook, *entry.get("targets", ())]):
        yield Value(
            section=section,
            quantity=f"{entry['quantity']} ({entry['period']})",
            target=str(target),
            paper=float(paper.get(target, np.nan)),
            notebook=float(notebook.get(target, np.nan)),
            orientation=orientation if isinstance(orientation, str) else orientation.get(target, ""),
            **same,
        )
