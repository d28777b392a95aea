"""See colours as people with a colour vision deficiency do, and measure how far apart they stay."""

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

#: Full deficiency of long, middle and short waves, on linear RGB: Machado et al. (2009), table of severity 1.0,
#: https://doi.org/10.1109/TVCG.2009.113
MATRICES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
#: From linear sRGB to CIE XYZ, and the white of D65 (IEC 61966-2-1).
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def linear(colour: str) -> NDArray[np.float64]:
    """Return the linear RGB values of a colour, each from 0 to 1, (3,)."""
    encoded = np.array(to_rgb(colour))
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def lab(colour: str, deficiency: str | None = None) -> NDArray[np.float64]:
    """Return the place of a colour in CIE Lab (1976), as it is seen, (3,)."""
    light = linear(colour)
    if deficiency:
        light = np.clip(np.array(MATRICES[deficiency]) @ light, 0, 1)
    ratio = TO_XYZ @ light / WHITE
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def distance(one: str, other: str, deficiency: str | None = None) -> float:
    """Return how far apart two colours are seen: 1 is the least that can be told apart, side by side."""
    return float(np.linalg.norm(lab(one, deficiency) - lab(other, deficiency)))
