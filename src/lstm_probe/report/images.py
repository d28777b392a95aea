"""Make figures small enough to travel inside a page."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

#: Widest image in the page, in pixels: more than a screen shows, so that lines stay sharp.
WIDEST = 1600
COLOURS = 256
#: Width on the screen of a millimetre in print, in CSS pixels, so that letters are as large as those of the text.
SCREEN = 6.0
DPI = 300


@dataclass(frozen=True)
class Picture:
    """Hold an image as a data URI, with its size in pixels, and the width at which a screen shows it (CSS pixels)."""

    uri: str
    width: int
    height: int
    shown: int


def embed(path: str | Path, widest: int = WIDEST) -> Picture:
    """Read an image and write it as a data URI: a PNG of at most 256 colours.

    Parameters
    ----------
    path : str or Path
        A figure.
    widest : int
        Width in pixels to which a wider image is reduced.
    """
    with Image.open(path) as opened:
        image, dpi = _on_white(opened), opened.info.get("dpi", (DPI, DPI))[0]
    shown = round(image.width / dpi * 25.4 * SCREEN)
    if image.width > widest:
        height = round(image.height * widest / image.width)
        image = image.resize((widest, height), Image.Resampling.LANCZOS)
    reduced = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    reduced.save(buffer, "PNG")  # the strongest compression takes six times as long for 3 % less
    coded = base64.b64encode(buffer.getvalue()).decode("ascii")
    return Picture(f"data:image/png;base64,{coded}", image.width, image.height, shown)


def _on_white(image: Image.Image) -> Image.Image:
    """Put an image with transparency on white paper."""
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")
