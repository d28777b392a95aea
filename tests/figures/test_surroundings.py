"""A user's own settings of matplotlib do not reach figures."""

import ast
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest

from lstm_probe.figures import common, lstm_cell

ROOT = Path(__file__).parents[2]
FOLDER = Path(common.__file__).parent
HOSTILE = """
text.usetex: True
figure.facecolor: black
axes.facecolor: black
axes.edgecolor: yellow
text.color: white
font.size: 30
lines.linewidth: 9
path.sketch: 1, 100, 2
timezone: Asia/Tokyo
date.converter: concise
savefig.bbox: tight
savefig.transparent: True
figure.constrained_layout.use: False
axes.formatter.use_locale: True
image.cmap: hot
"""
DRAWING = """
import sys
from lstm_probe.figures import common, snow, skill_histograms
from tests.figures.conftest import make_attributes, make_predictions, make_skill

if __name__ == "__main__":
    skill = make_skill({("main", "swvl1"): [0.2, 0.5, 0.9], ("main", "sd"): [0.1, 0.3, 0.6]})
    figure = skill_histograms.draw(skill, {"main": "Original"}, ["swvl1", "sd"])
    common.save(figure, sys.argv[1] + "/histogram.png", sys.argv[1] + "/histogram.pdf")
    figure = snow.draw(make_predictions(["sd"]).sel(target="sd"), make_attributes(), ["1001"])
    common.save(figure, sys.argv[1] + "/series.png")
"""


def digests(folder: Path) -> dict[str, str]:
    """Digest every file of a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_a_users_file_of_settings_leaves_figures_as_they_are(tmp_path: Path) -> None:
    """Bytes of PNG and PDF are the same with and without a matplotlibrc that would change everything."""
    (tmp_path / "matplotlibrc").write_text(HOSTILE, encoding="utf-8")
    found = []
    for name, settings in (("own", str(tmp_path / "matplotlibrc")), ("none", os.devnull)):
        folder = tmp_path / name
        folder.mkdir()
        command = [sys.executable, "-c", DRAWING, str(folder)]
        surroundings = {**os.environ, "MATPLOTLIBRC": settings, "SOURCE_DATE_EPOCH": "0"}
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env=surroundings)
        assert done.returncode == 0, done.stderr
        found.append(digests(folder))
    assert len(found[0]) == 3
    assert found[0] == found[1]


def test_settings_of_this_process_leave_figures_as_they_are(tmp_path: Path) -> None:
    """A dark style that a notebook has chosen reaches neither what is drawn nor how it is saved."""
    folders = [tmp_path / "dark", tmp_path / "light"]
    for folder, style in zip(folders, ("dark_background", "default"), strict=True):
        folder.mkdir()
        with matplotlib.style.context(style), matplotlib.rc_context({"font.size": 20, "savefig.dpi": 50}):
            common.save(lstm_cell.draw(8), folder / "cell.png")
    assert digests(folders[0]) == digests(folders[1])


def functions_that_begin_figures() -> list[tuple[str, ast.FunctionDef]]:
    """Name the public functions of all figures that return one."""
    return [
        (f"{path.stem}.{function.name}", function)
        for path in sorted(FOLDER.glob("*.py"))
        for function in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef) and function.returns and ast.unparse(function.returns) == "Figure"
    ]


@pytest.mark.parametrize(("name", "function"), functions_that_begin_figures())
def test_every_figure_is_drawn_in_the_papers_style(name: str, function: ast.FunctionDef) -> None:
    """Every function that returns a figure begins with matplotlib's defaults and the paper's style."""
    if name == "common.new_figure":
        return
    assert "common.paper_style()" in [ast.unparse(decorator) for decorator in function.decorator_list]
