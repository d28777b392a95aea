"""One job draws the figures of a chapter, as their own rules would draw them; a figure that is named is drawn alone."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from snakemake.io import AnnotatedString
from snakemake.iocontainers import InputFiles, Log, OutputFiles, Params

from lstm_probe.artefacts import made_of
from lstm_probe.workflow import chapters, figure_needs
from tests.test_workflow import ROOT, copy_repository, planned, run, write_overlay

OF_LADDER = ("figS8_ladder", "figS9_lag_curve", "figS13_formation")
TWO = ["fig02_soil_moisture_skill", "figS2_discharge_skill", "figS5_seeds"]


def test_every_figure_has_a_chapter() -> None:
    """Digits are of the text, letters of the appendices, S of supplement or verdict, as the files of their rules."""
    files = {chapters.TEXT: "figures.smk", chapters.APPENDICES: "appendix.smk"}
    for figure in figure_needs.NEEDS:
        source = files.get(chapters.chapter(figure))
        texts = [ROOT / "workflow" / "rules" / source] if source else (ROOT / "workflow" / "rules").glob("*.smk")
        assert any(re.search(rf"^(use )?rule (\w+ as )?{figure}\b", path.read_text(), re.M) for path in texts), figure
    assert chapters.chapter("figS1_true_stores") == chapters.SUPPLEMENT
    assert chapters.chapter("figS10_steering") == chapters.VERDICT
    known = {figure.removeprefix("fig").partition("_")[0] for figure in (*figure_needs.NEEDS, *OF_LADDER)}
    assert set(chapters.OF_VERDICT) <= known


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], {"text": [*TWO[:1], "fig05_snow"], "supplement": TWO[1:]}),
        (["snakemake", "fig05_snow"], {"supplement": TWO[1:]}),
        (["runs/demo/results/figures/figS5_seeds.png"], {"text": [*TWO[:1], "fig05_snow"]}),
        (["fig05_snow", "-R", "figS2_discharge_skill"], {}),
    ],
)
def test_a_figure_that_is_named_is_no_part_of_its_chapter(arguments: list[str], expected: dict[str, list[str]]) -> None:
    """Figures named by rule or by file are left out, and a chapter of one figure is none."""
    assert chapters.together([*TWO, "fig05_snow"], arguments) == expected


def test_figures_are_listed_by_their_numbers() -> None:
    """A sentence of the plan names each figure as the paper does."""
    assert chapters.numbers(["fig01_pipeline"]) == "1"
    assert chapters.numbers(["fig01_pipeline", "figB3_products", "figS10_steering"]) == "1, B3 and S10"


def rule(folder: Path, name: str) -> Any:
    """Stand in for the rule of a figure."""
    path = AnnotatedString(str(folder / f"{name}.png"))
    path.flags["report"] = name
    inputs = InputFiles(fromdict={"skill": str(folder / "skill.csv")})
    params = Params(fromdict={"title": name, "code": "1"})
    outputs = OutputFiles(toclone=[str(path), made_of.place(path)])
    outputs._set_name("made_of", 1, end=2)
    return SimpleNamespace(
        name=name,
        script="../scripts/draw_seeds.py",
        input=[inputs.skill, str(folder / f"{name}.csv")],
        output=[path],
        expand_input=lambda wildcards: (inputs,),
        expand_output=lambda wildcards: (outputs,),
        expand_params=lambda wildcards, inputs, outputs, resources: (params,),
        expand_log=lambda wildcards: Log(toclone=[f"{name}.log"]),
    )


def test_the_job_of_a_chapter_knows_what_every_figure_is_drawn_from(tmp_path: Path) -> None:
    """Inputs are the union of all, each once; every figure has its own script, parameters, log and record."""
    chapter = chapters.Chapter([rule(tmp_path, "one"), rule(tmp_path, "two")])
    assert [Path(path).name for path in chapter.inputs] == ["skill.csv", "one.csv", "two.csv"]
    assert [Path(path).name for path in chapter.outputs] == ["one.png", "two.png"]
    jobs = chapter.jobs(ROOT.joinpath)(None)
    assert list(jobs) == ["one", "two"]
    assert Path(jobs["one"]["script"]) == ROOT / "workflow" / "scripts" / "draw_seeds.py"
    job = chapters.as_job("two", jobs["two"], {"key": 1})
    assert (job.rule, job.config, job.log[0], job.params.title) == ("two", {"key": 1}, "two.log", "two")
    made_of.write(job)
    assert made_of.read(tmp_path / "two.png") == made_of.record({"title": "two", "code": "1"}, [])
    assert made_of.read(tmp_path / "one.png") is None


def test_captions_are_those_of_the_figures(tmp_path: Path) -> None:
    """Snakemake's own report shows a figure under the same words, whichever rule drew it."""
    chapter = chapters.Chapter([rule(tmp_path, "one"), rule(tmp_path, "two")])
    drawing = SimpleNamespace(output=[AnnotatedString(path) for path in chapter.outputs])
    chapter.caption(drawing)
    assert [path.flags["report"] for path in drawing.output] == ["one", "two"]


@pytest.mark.workflow
@pytest.mark.slow
def test_a_study_draws_by_chapter_and_knows_each_figure_by_itself(tmp_path: Path) -> None:
    """Two figures are one job; code of one makes its chapter anew and no other; one can be drawn alone."""
    folder = copy_repository(tmp_path / "repository")
    figures = ["figF1_lstm_cell", "figC1_gauge_intercepts_scheme", "figS2_discharge_skill", "figS4_training_history"]
    study = {"targets": ["swvl1"], "experiments": ["main"], "figures": figures, "ladder": False}
    content = {"study": study, "figures": {"soil_targets": ["swvl1"]}, "expect": []}
    overlay = write_overlay(folder, content)
    done = run(folder, overlay=overlay)
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout + done.stderr
    assert "Draw Figs. C1 and F1." in said
    assert "Draw Figs. S2 and S4." in said
    assert "Draw Fig. " not in said
    folder_of_figures = folder / "runs/tiny/results/figures"
    drawn = {path.name: path.read_bytes() for path in folder_of_figures.glob("*.png")}
    assert len(drawn) == len(figures)
    assert planned(folder, overlay) == set()

    alone = run(folder, "figS2_discharge_skill", "--force", overlay=overlay)
    assert "Draw Fig. S2" in alone.stdout + alone.stderr
    assert "Draw Figs." not in alone.stdout + alone.stderr
    assert (folder_of_figures / "figS2_discharge_skill.png").read_bytes() == drawn["figS2_discharge_skill.png"]
    assert planned(folder, overlay) <= {"write_report", "confirm_claims", "archive"}
    again = run(folder, "--dry-run", "-R", "figS4_training_history", overlay=overlay)
    assert "Draw Fig. S4" in again.stdout + again.stderr

    script = folder / "workflow" / "scripts" / "draw_discharge_skill.py"
    script.write_text(script.read_text().replace("logs.start", "print('anew') or logs.start"))
    assert planned(folder, overlay) >= {"draw_supplement"}
    assert "draw_appendices" not in planned(folder, overlay)
    (folder_of_figures / "figF1_lstm_cell.pdf").unlink()
    assert {"draw_supplement", "draw_appendices"} <= planned(folder, overlay)
