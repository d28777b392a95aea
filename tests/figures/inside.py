"""Check that a drawing keeps to its page."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text

ROUNDING = 1e-6  # inches


def texts_within(figure: Figure) -> list[str]:
    """Return all text of a figure, having checked that nothing of it reaches over the figure's edge."""
    figure.draw_without_rendering()
    drawn, page = figure.get_tightbbox().extents, figure.get_size_inches()
    assert np.all(drawn[:2] >= -ROUNDING), f"reaches over the left or lower edge: {drawn}"
    assert np.all(drawn[2:] <= page + ROUNDING), f"reaches over the right or upper edge: {drawn} of {page}"
    return [text.get_text() for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
