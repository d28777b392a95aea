"""Draw docs/figures/performance.png: the ratios to the peers, and skill against minutes of training."""

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from benchmarks import page, results, tables, time_to_skill
from lstm_probe.figures import common

FIGURE = Path(__file__).parents[1] / "docs" / "figures" / "performance.png"


@common.paper_style()
def draw(path: Path = FIGURE, folder: Path = results.FOLDER) -> None:
    """Draw the figure from the measurements.

    Parameters
    ----------
    path : pathlib.Path
        Where to; its folder exists.
    folder : pathlib.Path
        Where the measurements are.
    """
    claims = page.claims(folder)
    figure = common.new_figure(common.PAGE, 30.0 + 5.5 * len(claims))
    left, right = figure.subplots(1, 2, width_ratios=(1.0, 1.0))
    _ratios(left, claims)
    _skill(right, folder)
    common.save(figure, path)


def _ratios(axes: Axes, claims: list) -> None:
    """Show every pair's ratio, the median and the aim, one line a claim."""
    common.letter(axes, 0, "times faster than the peers")
    for height, (_, claim, rows) in enumerate(claims):
        ratios = claim.ratios(rows)
        axes.plot(
            [claim.aim] * 2, [height - 0.3, height + 0.3], color=common.DARK, linewidth=1.2, label="aim" * (not height)
        )
        if not len(ratios):
            axes.text(claim.aim * 1.2, height, "did not run", va="center", color=common.GREY)
            continue
        axes.plot(ratios, [height] * len(ratios), "o", color=common.COLOURS["swvl1"], markersize=2.5, alpha=0.6)
        axes.text(
            np.median(ratios) * 1.25, height - 0.32, f"{tables.figures(np.median(ratios))}×", va="center", fontsize=6
        )
        axes.plot(
            np.median(ratios),
            height,
            "D",
            color=common.COLOURS["swvl4"],
            markerfacecolor="none",
            markersize=5,
            label="median of pairs" * (not height),
        )
    axes.axvline(1.0, color=common.GREY, linewidth=0.6, linestyle=":")
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.set_yticks(range(len(claims)), [_wrapped(claim.what) for _, claim, _ in claims], fontsize=6)
    axes.set_ylim(len(claims) - 0.4, -0.7)
    axes.set_xlabel("ratio")
    if claims:
        axes.legend(loc="lower right")


def _wrapped(text: str) -> str:
    """Break a claim after its colon."""
    return text.replace(": ", ":\n", 1)


def _skill(axes: Axes, folder: Path) -> None:
    """Show the test period's NSE against seconds of training, one line a seed."""
    common.letter(axes, 1, "skill against time of training")
    curve = results.read_curve("time_to_skill", "curve", folder)
    if curve is None:
        common.write_in_panel(axes, "not measured yet")
        return
    colours = dict(
        zip(dict.fromkeys(curve["contender"]), (common.COLOURS["swvl1"], common.COLOURS["swvl4"]), strict=False)
    )
    for (name, pair), line in curve.groupby(["contender", "pair"], sort=False):
        label = name.partition(" (")[0] if pair == curve["pair"].min() else None
        axes.plot(line["seconds"], line["nse"], color=colours[name], label=label)
    axes.axhline(time_to_skill.LEVEL, color=common.GREY, linewidth=0.6, linestyle=":")
    axes.set_ylim(0.0, 1.0)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.set_xlabel("seconds of training")
    axes.set_ylabel("median NSE of the test period")
    axes.legend(loc="lower right")
