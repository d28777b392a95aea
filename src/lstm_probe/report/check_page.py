"""Write the page of the check-up: what is wrong with the inputs, what there is, and which gauges are lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from lstm_probe.contracts.checkup import FROM_A_TARGET, FROM_THE_STUDY
from lstm_probe.errors import InputError
from lstm_probe.report import page, sheets
from lstm_probe.report.images import Picture

FOLDER = Path(__file__).parent
TEMPLATE, PARTS, STYLE, SCRIPT = "check.html.j2", "parts.html.j2", "page.css", "page.js"
#: Columns in the order of the page: paths are long.
INVENTORY = ["source", "found", "first_day", "last_day", "gauges", "path"]
HEADINGS = {"refuse": "To be mended", "warn": "Worth a look", "note": "Good to know"}


@dataclass(frozen=True)
class Page:
    """Hold all that the page says.

    Parameters
    ----------
    title : str
        Name of the run.
    synthetic : bool
        Whether its world is.
    problems, gauges, missing, inventory : pandas.DataFrame
        The artefacts of `contracts.checkup`.
    bounds : pandas.DataFrame
        What was taken as plausible, a row a variable.
    pictures : mapping of str to Picture
        Maps, by their names in the template: gauges, polygons.
    version : str
        Version of the package.
    """

    title: str
    synthetic: bool
    problems: pd.DataFrame
    gauges: pd.DataFrame
    missing: pd.DataFrame
    inventory: pd.DataFrame
    bounds: pd.DataFrame
    pictures: Mapping[str, Picture]
    version: str


def render(content: Page) -> str:
    """Write the page as one HTML file that loads nothing.

    Parameters
    ----------
    content : Page
        What it says.
    """
    script = (FOLDER / SCRIPT).read_text(encoding="utf-8")
    problems = {name: _rows(content.problems, name) for name in HEADINGS}
    return (
        page.environment()
        .get_template(TEMPLATE)
        .render(
            page=content,
            headline=headline(content.problems),
            outcome="does not hold" if problems["refuse"] else "holds",
            gauges=gauges(content.gauges),
            headings=HEADINGS,
            problems=problems,
            inventory=sheets.sheet("inventory", content.inventory[INVENTORY]),
            lost=sheets.sheet("lost", _lost(content.gauges)),
            missing=sheets.sheet("missing", summary(content.missing)),
            bounds=sheets.sheet("bounds", content.bounds),
            style=Markup((FOLDER / STYLE).read_text(encoding="utf-8")),
            script=Markup(script),
            script_hash=page.hash_of(script),
        )
    )


def headline(problems: pd.DataFrame) -> str:
    """Say in a sentence whether the run can begin."""
    counts = problems["severity"].value_counts()
    refusals, warnings = int(counts.get("refuse", 0)), int(counts.get("warn", 0))
    look = f"{warnings} {'finding is' if warnings == 1 else 'findings are'} worth a look"
    if refusals:
        what = "1 problem stands" if refusals == 1 else f"{refusals} problems stand"
        return f"{what} in the way of this run" + (f"; {look}" if warnings else "")
    return f"Nothing stands in the way of this run; {look if warnings else 'nothing is odd'}"


def gauges(table: pd.DataFrame) -> list[str]:
    """Write how many gauges there are, and where the others are lost."""
    if not len(table):
        return ["No gauge could be read."]
    lost = table["lost_at"].value_counts()
    out = table["lost_at"].isin(FROM_THE_STUDY)
    sentences = [f"{len(table) - int(out.sum())} of {len(table)} gauges can take part."]
    steps = [f"{lost[step]} at {step}" for step in FROM_THE_STUDY if step in lost]
    if steps:
        sentences.append(f"The others are lost: {', '.join(steps)}.")
    if less := int(table["lost_at"].isin(FROM_A_TARGET).sum()):
        sentences.append(f"{less} of those that take part have no value of one target or more.")
    return sentences


def summary(missing: pd.DataFrame) -> pd.DataFrame:
    """Boil missing days down to a row a variable: gauges, those with any gap, and the median and largest share."""
    share = 100 * missing["missing"] / missing["days"].clip(lower=1)
    rows = [
        {
            "variable": variable,
            "source": source,
            "gauges": len(of),
            "gauges with missing days": int((of > 0).sum()),
            "gauges without any day": int((of >= 100).sum()),
            "median % missing": float(of.median()),
            "largest % missing": float(of.max()),
        }
        for (source, variable), of in share.groupby([missing["source"], missing["variable"]], sort=False)
    ]
    columns = ["variable", "source", "gauges", "gauges with missing days", "gauges without any day"]
    return pd.DataFrame(rows, columns=[*columns, "median % missing", "largest % missing"])


def _lost(gauges: pd.DataFrame) -> pd.DataFrame:
    lost = gauges[gauges["lost_at"] != ""]
    return lost[["gauge_id", "gauge_name", "area", "lost_at", "why"]]


def _rows(problems: pd.DataFrame, severity: str) -> list[dict[str, Any]]:
    return problems[problems["severity"] == severity].to_dict("records")  # type: ignore[return-value]


def require(problems: pd.DataFrame, report: str | Path) -> None:
    """Refuse inputs with all their problems at once.

    Parameters
    ----------
    problems : pandas.DataFrame
        The artefact `contracts.checkup.PROBLEMS`.
    report : str or Path
        The page that tells more.

    Raises
    ------
    InputError
        Naming every problem that stands in the way of the run.
    """
    wrong = _rows(problems, "refuse")
    if not wrong:
        return
    lines = [
        f"{number}. {row['source']}, {row['item']}: {row['check']}: {row['found']}\n"
        f"                 expected {row['expected']}; to do: {row['to_do']}"
        for number, row in enumerate(wrong, start=1)
    ]
    found = f"{headline(problems)}\n              " + "\n              ".join(lines)
    advice = f"mend them, with maps and tables in {report}; or set check: false, if you know better"
    raise InputError("the inputs of this run", found, "inputs that can be used", advice)
