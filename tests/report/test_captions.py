"""Captions become HTML in their own words."""

from pathlib import Path

import pytest

from lstm_probe.errors import InputError
from lstm_probe.report import captions

TEXT = """**Skill in {{ snakemake.config["place"] }}.** Histograms of ``r``.

*What to see:* the closer to 1, the better; *only* that.

After Fig. 2, https://doi.org/10.5194/hess-26-3079-2022.
"""


def write(folder: Path, text: str) -> Path:
    """Write a caption."""
    path = folder / "caption.rst"
    path.write_text(text)
    return path


def test_a_caption_is_title_and_body(tmp_path: Path) -> None:
    """The leading bold words become the title; what to see and the source are marked; links and words are kept."""
    caption = captions.read(write(tmp_path, TEXT), {"place": "Britain"})
    assert caption.title == "Skill in Britain"
    assert caption.body.lstrip().startswith("<p>Histograms of")
    assert '<p class="see"><em>What to see:</em> the closer to 1, the better; <em>only</em> that.</p>' in caption.body
    assert '<p class="after">After Fig. 2, <a class="reference external" href="https://doi.org/' in caption.body


def test_a_caption_needs_no_title() -> None:
    """A caption without bold words has no title, and an empty one no body."""
    assert captions.to_html("Medians over gauges.").title == ""
    assert captions.to_html("") == captions.Caption("", "")


def test_hostile_values_stay_text(tmp_path: Path) -> None:
    """What looks like HTML in the configuration is shown, never run."""
    caption = captions.read(write(tmp_path, TEXT), {"place": "x.** <script>alert(1)</script> **y"})
    assert "<script>" not in caption.body
    assert "&lt;script&gt;" in caption.body


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ snakemake.config['absent'] }}", "UndefinedError"),
        ("{{ unclosed", "TemplateSyntaxError"),
        ("an *open emphasis", "SystemMessage"),
        (".. include:: /etc/passwd", "SystemMessage"),
        (".. raw:: html\n\n   <b>x</b>", "SystemMessage"),
    ],
)
def test_a_broken_caption_is_refused_by_name(text: str, found: str, tmp_path: Path) -> None:
    """A caption that cannot be written, or that reaches for other files, is refused with its path."""
    with pytest.raises(InputError, match=rf"caption\.rst\n.*{found}"):
        captions.read(write(tmp_path, text), {})
