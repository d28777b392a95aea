"""Write captions: reStructuredText with jinja over the configuration, as Snakemake's report reads them, to HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from docutils import nodes
from docutils.core import publish_doctree, publish_parts
from docutils.io import DocTreeInput
from docutils.utils import SystemMessage
from markupsafe import Markup

from lstm_probe.errors import InputError

SETTINGS = {
    "report_level": 2,
    "halt_level": 2,
    "warning_stream": False,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
}
ADVICE = "mend the caption; see its neighbours in workflow/report"


@dataclass(frozen=True)
class Caption:
    """Hold a caption: its title (the leading words in bold, without the stop; may be empty) and the rest as HTML."""

    title: str
    body: Markup


def read(path: str | Path, config: Mapping[str, Any], own: str = "") -> Caption:
    """Write one caption for a configuration.

    Parameters
    ----------
    path : str or Path
        reStructuredText, with jinja that may use ``snakemake.config``, and ``snakemake.wildcards.own`` where that is
        defined.
    config : mapping
        The configuration of the run.
    own : str
        Name of the user's own figure that the caption is of, one template being for all of them.

    Raises
    ------
    InputError
        If the template asks for what the configuration lacks, or the text is not reStructuredText.
    """
    text = Path(path).read_text(encoding="utf-8")
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    given = (
        SimpleNamespace(config=config, wildcards=SimpleNamespace(own=own)) if own else SimpleNamespace(config=config)
    )
    try:
        written = environment.from_string(text).render(snakemake=given)
        return to_html(written)
    except (jinja2.TemplateError, SystemMessage) as error:
        expected = "reStructuredText, with jinja over snakemake.config"
        raise InputError(str(path), f"{type(error).__name__}: {error}", expected, ADVICE) from error


def to_html(text: str) -> Caption:
    """Turn reStructuredText into HTML, the leading bold words taken off as the title.

    The paragraph that begins with emphasis, *What to see:*, gets the class ``see``; the one of provenance, which
    begins with After or A figure of our own, the class ``after``.

    Parameters
    ----------
    text : str
        reStructuredText; what looks like HTML in it stays text.
    """
    document = publish_doctree(text, settings_overrides=SETTINGS)
    title = _take_title(document)
    for paragraph in document.findall(nodes.paragraph):
        if paragraph.children and isinstance(paragraph.children[0], nodes.emphasis):
            paragraph["classes"].append("see")
        elif paragraph.astext().startswith(("After ", "A figure of our own")):
            paragraph["classes"].append("after")
    parts = publish_parts(
        document, source_class=DocTreeInput, reader="doctree", writer="html5", settings_overrides=SETTINGS
    )
    return Caption(title, Markup(parts["body"]))


def _take_title(document: nodes.document) -> str:
    first = next(iter(document.findall(nodes.paragraph)), None)
    if first is None or not isinstance(first.children[0], nodes.strong):
        return ""
    strong = first.pop(0)
    if first.children and isinstance(first.children[0], nodes.Text):
        first[0] = nodes.Text(first[0].lstrip())
    return " ".join(strong.astext().split()).rstrip(".")
