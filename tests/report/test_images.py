"""Figures are made small, and look the same."""

import base64
import io
from pathlib import Path

import numpy as np
from PIL import Image

from lstm_probe.report import images


def decode(picture: images.Picture) -> Image.Image:
    """Read an image from its data URI."""
    head, coded = picture.uri.split(",", 1)
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(coded)))


def test_a_wide_figure_is_reduced(tmp_path: Path) -> None:
    """A figure of 177 mm at 300 dots an inch becomes 1600 pixels wide, of 256 colours, shown at 6 pixels a mm."""
    width = round(177 / 25.4 * 300)
    Image.linear_gradient("L").resize((width, 400)).convert("RGB").save(tmp_path / "a.png", dpi=(300, 300))
    picture = images.embed(tmp_path / "a.png")
    assert (picture.width, picture.height) == (1600, round(400 * 1600 / width))
    assert picture.shown == 1062
    assert decode(picture).mode == "P"
    assert decode(picture).size == (1600, picture.height)


def test_colours_stay(tmp_path: Path, rng: np.random.Generator) -> None:
    """A figure of few colours keeps each of them, and what is transparent becomes white."""
    colours = rng.integers(0, 255, (6, 4), dtype="uint8")
    colours[:, 3] = 255
    colours[0, 3] = 0
    pixels = colours[rng.integers(0, 6, (40, 50))]
    Image.fromarray(pixels).save(tmp_path / "a.png")
    seen = np.asarray(decode(images.embed(tmp_path / "a.png")).convert("RGB"))
    expected = np.where(pixels[..., 3:] == 0, 255, pixels[..., :3])
    assert np.abs(seen.astype(int) - expected).max() <= 1


def test_the_same_figure_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the time or the machine enters an image."""
    Image.radial_gradient("L").save(tmp_path / "a.png")
    assert images.embed(tmp_path / "a.png") == images.embed(tmp_path / "a.png")
