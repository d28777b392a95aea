"""Write the page: templates filled with what a run says, everything inside one file."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from lstm_probe.contracts.tables import SOURCES
from lstm_probe.report import captions, headline, paragraphs, sheets, summary
from lstm_probe.report.chapters import Chapter, Figure, called
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import Verdict

FOLDER = Path(__file__).parent
TEMPLATES = ("page.html.j2", "parts.html.j2", "comparison.html.j2", "account.html.j2")
PLACED = {"expectations", "reproduction", "disagreements", "sources"}
PRODUCTS = {
    "era5_land": "ERA5-Land",
    "esa_cci": "ESA CCI",
    "caravan": "Caravan",
    "table": "a table of catchment means",
    "simple_store": "a simple model of the store (a model, no observation)",
}
STYLE, SCRIPT = "page.css", "page.js"


@dataclass(frozen=True)
class Entry:
    """Hold a table of the page: its content, title and caption, and the path of its file from the page."""

    sheet: sheets.Sheet
    title: str
    caption: captions.Caption
    path: str


@dataclass(frozen=True)
class Page:
    """Hold all that the page says.

    Parameters
    ----------
    title : str
        Name of the run.
    study : Study
        What the run set out to answer.
    verdict : Verdict
        What it says.
    chapters : sequence of Chapter
        Figures under their headings.
    tables : sequence of Entry
        Tables in order. Those of `PLACED` stand in sections of their own.
    unanswered : mapping of str to str
        What the run does not show, and why.
    config : str
        The configuration as YAML.
    provenance : mapping
        As `provenance.account`.
    shown : sequence of Figure
        Figures of the verdict, which stand right under it.
    workflow_report, reproduction_page, explorer : str
        Paths from the page, or nothing.
    workflow_command : str
        What makes `workflow_report`, which is written after the page.
    """

    title: str
    study: Study
    verdict: Verdict
    chapters: Sequence[Chapter]
    tables: Sequence[Entry]
    unanswered: Mapping[str, str]
    config: str
    provenance: Mapping[str, Any]
    shown: Sequence[Figure] = ()
    workflow_report: str = ""
    reproduction_page: str = ""
    workflow_command: str = ""
    explorer: str = ""


def render(page: Page) -> str:
    """Write the page as one HTML file that loads nothing.

    Parameters
    ----------
    page : Page
        What it says.
    """
    script = (FOLDER / SCRIPT).read_text(encoding="utf-8")
    placed = {entry.sheet.name: entry for entry in page.tables if entry.sheet.length}
    return (
        environment()
        .get_template(TEMPLATES[0])
        .render(
            page=page,
            headline=headline.headline(page.verdict, page.study),
            before=paragraphs.before(page.verdict, page.study),
            climbs=headline.climbs(page.verdict),
            after=paragraphs.after(page.verdict, page.study),
            rules=headline.rules(page.study),
            rungs=summary.rungs(page.verdict.findings),
            summary=summary.table(page.verdict.findings),
            tables=[entry for entry in page.tables if entry.sheet.name not in PLACED],
            placed=placed,
            broken=broken(placed["expectations"].sheet) if "expectations" in placed else [],
            sources=sheets.sheet("sources", pd.DataFrame(page.provenance["sources"], columns=list(SOURCES.columns))),
            dirty=any(str(commit).endswith("-dirty") for commit in page.provenance["commits"]),
            style=Markup((FOLDER / STYLE).read_text(encoding="utf-8")),
            script=Markup(script),
            script_hash=hash_of(script),
        )
    )


def hash_of(script: str) -> str:
    """Write the hash of a script by which a page allows it, and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def environment() -> jinja2.Environment:
    """Make the environment of the templates: everything escaped, nothing undefined."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "slug": slug,
        "amount": sheets.significant,
        "by_reason": by_reason,
        "counts": counts,
        "column": column,
        "called": called,
        "written": written,
        "product": lambda source: PRODUCTS.get(source, source),
    }
    return made


def slug(text: str) -> str:
    """Write a text as the name of a class: small letters, and dashes between words."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def by_reason(dropped: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Turn reasons by gauge into gauges by reason, in order of appearance."""
    reasons = dict.fromkeys(dropped.values())
    return [(why, [gauge for gauge, reason in dropped.items() if reason == why]) for why in reasons]


def counts(found: Iterable[str]) -> str:
    """Count how often each occurs, the most frequent first: 12 within, 3 outside."""
    return ", ".join(f"{number} {word}" for word, number in Counter(found).most_common())


def written(value: Any) -> str:
    """Write a finding: lists with commas, mappings as pairs, counts with thousands apart, the rest as it is."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {written(entry)}" for key, entry in value.items())
    return sheets.significant(value) if isinstance(value, int | float) else re.sub(r",(?=\S)", ", ", str(value))


def broken(claims: sheets.Sheet) -> list[dict[str, str]]:
    """List the claims of a configuration that do not hold, what their cells say by column."""
    rows = [{head.name: cell.text for head, cell in zip(claims.columns, row, strict=True)} for row in claims.rows]
    return [row for row in rows if row["holds"] != "yes"]


def column(sheet: sheets.Sheet, name: str) -> list[str]:
    """List what the cells of one column say."""
    place = [entry.name for entry in sheet.columns].index(name)
    return [row[place].text for row in sheet.rows]
