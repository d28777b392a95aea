"""The gallery: every figure that the demo draws, small, with the caption that its report has.

`python -m docs.site.gallery` makes the small figures anew from a finished demo (runs/demo/results/figures).
"""

import html
import re
from pathlib import Path
from typing import Any

from PIL import Image

from lstm_probe.contracts.figures import number
from lstm_probe.report import captions

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "docs" / "gallery"
WIDTH, HEIGHT, COLOURS = 900, 1200, 64  # pixels, pixels, of a small figure
OPENING = """# Gallery

What `make demo` draws on the synthetic Britain, with the captions of its report. Larger ones, as PNG and PDF, lie in
`runs/demo/results/figures` after the run. Figures with a number of the paper are those of
[Lees et al. (2022)](https://doi.org/10.5194/hess-26-3079-2022), drawn from this world; those with an S are ours.
"""


def page(stems: list[str], config: dict[str, Any]) -> str:
    """Write the page.

    Parameters
    ----------
    stems : list of str
        Figures, by the stems of their files, in their order.
    config : dict
        The whole configuration of the demo.
    """
    return "\n".join([OPENING, *(_entry(stem, config) for stem in stems)])


def _entry(stem: str, config: dict[str, Any]) -> str:
    """Write a figure, its caption below it; the caption's text stands in for the image where that is not seen."""
    caption = captions.read(ROOT / "workflow" / "report" / f"{stem}.rst", config)
    text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", str(caption.body)))).strip()
    says = html.escape(f"{caption.title}. {text.partition('What to see:')[0].strip()}", quote=True)
    with Image.open(SMALL / f"{stem}.png") as image:
        width, height = image.size
    image = f'<img src="gallery/{stem}.png" alt="{says}" width="{width}" height="{height}" loading="lazy">'
    body = re.sub(r"\n\s*\n", "\n", str(caption.body)).strip()
    figure = f'<figure class="gallery">\n{image}\n<figcaption>\n{body}\n</figcaption>\n</figure>'
    return f"## Fig. {number(stem)}: {caption.title}\n\n{figure}\n"


def make_small(figures: Path) -> None:
    """Write a small copy of every figure of a folder, and remove those of figures that are not drawn any more."""
    drawn = {path.stem: path for path in sorted(figures.glob("*.png"))}
    for old in SMALL.glob("*.png"):
        if old.stem not in drawn:
            old.unlink()
    for stem, path in drawn.items():
        with Image.open(path) as image:
            small = image.convert("RGB")
        small.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        palette = small.quantize(COLOURS, dither=Image.Dither.NONE)
        palette.save(SMALL / f"{stem}.png", optimize=True)


if __name__ == "__main__":
    make_small(ROOT / "runs" / "demo" / "results" / "figures")
