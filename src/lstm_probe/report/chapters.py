"""Put figures under the headings of the paper that they belong to, in the order in which they come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from lstm_probe.contracts.figures import STEM, number
from lstm_probe.report import captions, images

#: Headings of Lees et al. (2022) by the number of a figure, or by the letter of its appendix.
PAPER = {
    "1": "Methods (sect. 2)",
    "2": "Soil moisture (sect. 3.1)",
    "3": "Soil moisture (sect. 3.1)",
    "4": "Soil moisture (sect. 3.1)",
    "5": "Snow (sect. 3.2)",
    "6": "What the states have learned (sect. 4.1)",
    "7": "What the states have learned (sect. 4.1)",
    "A": "Controls (App. A)",
    "B": "Soil moisture from satellites (App. B)",
    "C": "An intercept for every gauge (App. C)",
    "D": "The example catchments (App. D)",
    "E": "A non-linear probe (App. E)",
    "F": "The LSTM (App. F)",
    "S": "Figures that the paper does not have",
}
OWN = "Figures of this configuration"


@dataclass(frozen=True)
class Figure:
    """Hold a figure as a page shows it: its stem, number, title, caption and image."""

    stem: str
    number: str
    title: str
    caption: captions.Caption
    picture: images.Picture

    @property
    def label(self) -> str:
        """What the figure is called: Figure A3, or its own name."""
        return f"Figure {self.number}" if self.number else "Figure"


@dataclass(frozen=True)
class Chapter:
    """Hold the figures under one heading."""

    heading: str
    figures: tuple[Figure, ...]


def called(name: str) -> str:
    """Call a figure by its number and the words of its stem, and anything else an experiment."""
    words = STEM.sub("", name).replace("_", " ")
    return f"Figure {number(name)}: {words}" if number(name) else f"Experiment {name}"


def heading(stem: str) -> str:
    """Name the heading that a figure stands under."""
    named = number(stem)
    return PAPER.get(named if named.isdigit() else named[:1], OWN)


def read(paths: Sequence[str | Path], sources: Mapping[str, str], config: Mapping[str, Any]) -> tuple[Chapter, ...]:
    """Read figures with their captions and put them under headings.

    Parameters
    ----------
    paths : sequence of str or Path
        PNG files in the order of the page; those of one heading stand together.
    sources : mapping of str to str
        Path of each figure's caption, by stem; a figure without one is titled by its stem.
    config : mapping
        The configuration of the run.
    """
    figures = read_figures(paths, sources, config)
    grouped = groupby(figures, key=lambda figure: heading(figure.stem))
    return tuple(Chapter(name, tuple(members)) for name, members in grouped)


def read_figures(
    paths: Sequence[str | Path], sources: Mapping[str, str], config: Mapping[str, Any]
) -> tuple[Figure, ...]:
    """Read figures with their captions; the parameters are those of `read`."""
    return tuple(_figure(Path(path), sources, config) for path in paths)


def _figure(path: Path, sources: Mapping[str, str], config: Mapping[str, Any]) -> Figure:
    stem = path.stem
    caption = captions.read(sources[stem], config, stem) if stem in sources else captions.to_html("")
    title = caption.title or STEM.sub("", stem).replace("_", " ")
    return Figure(stem, number(stem), title, caption, images.embed(path))
