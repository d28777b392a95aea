"""Write the explorer: the library that draws, the data of a run and a script that joins them, in one file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lstm_probe.contracts.comparisons import COMPARISONS
from lstm_probe.explorer import packing
from lstm_probe.explorer.series import Series
from lstm_probe.report import labels
from lstm_probe.report import page as report_page
from lstm_probe.report.study import Study

FOLDER = Path(__file__).parent
TEMPLATE = "explorer.html.j2"
STYLES = (report_page.FOLDER / report_page.STYLE, FOLDER / "explorer.css")
#: plotly.js-basic-dist-min 4.1.1 of the npm registry, as it is: the traces needed here and no more, a quarter of the
#: bundle that the Python package plotly brings, which would take the map three times as long to appear.
LIBRARY = "plotly-basic.min.js"
SCRIPTS = (LIBRARY, "unpack.js", "explorer.js")
#: What the page needs to know of the series before it unpacks one.
OF_SERIES = ("first", "step", "length", "order", "season", "intercepts")
#: Metrics in the order in which they are offered.
METRICS = ("r", "anomaly_r", "nse", "nse_measured_days", "kge", "r2", "rmse", "bias", "abs_bias", "r_truth", "n")


def render(
    title: str, study: Study, seed: int, gauges: Mapping[str, Any], found: Mapping[str, Any], series: Series
) -> str:
    """Write the page as one HTML file that loads nothing.

    Parameters
    ----------
    title : str
        Name of the run.
    study : Study
        What the run set out to answer.
    seed : int
        The seed whose series are shown.
    gauges : mapping
        As `gauges.account`.
    found : mapping
        ``scores`` and ``intervals`` as in `scores`, ``land``, ``lacking`` and ``dropped`` as in `gauges`, and
        ``units`` of every target.
    series : Series
        The series of all gauges.
    """
    scripts = [(FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS]
    data = {
        "gauges": gauges,
        **found,
        "targets": {**study.targets, "discharge": "discharge"},
        "given": {name: given(name, study) for name in found["scores"]},
        "metrics": {name: labels.head(name) for name in METRICS},
        "seed": seed,
        "series": {"levels": packing.LEVELS, **{name: getattr(series, name) for name in OF_SERIES}},
    }
    template = report_page.environment().from_string((FOLDER / TEMPLATE).read_text(encoding="utf-8"))
    return template.render(
        title=title,
        study=study,
        seed=seed,
        step=series.step,
        has_season=bool(series.season),
        style=Markup("\n".join(path.read_text(encoding="utf-8") for path in STYLES)),
        scripts=[Markup(script) for script in scripts],
        hashes=" ".join(f"'{report_page.hash_of(script)}'" for script in scripts),
        data=Markup(as_data(data)),
        packed=series.packed,
    )


def as_data(content: Any) -> str:
    """Write plain values as JSON that may stand between the tags of a page: no tag can begin in it."""
    text = json.dumps(content, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def given(experiment: str, study: Study) -> str:
    """Say what the probes of an experiment are given; nothing where its name says it."""
    if experiment in COMPARISONS:
        return COMPARISONS[experiment].given
    return study.controls.get(experiment, "")
