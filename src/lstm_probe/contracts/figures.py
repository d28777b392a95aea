"""How figures are named: by the number that they have in the paper, or beyond it, and by what they show."""

import re

#: The beginning of a figure's name: fig02_…, figA3_… or figS10_…
STEM = re.compile(r"fig(?:0?(?P<number>\d+)|(?P<letter>[A-Z])(?P<place>\d+))_")


def number(stem: str) -> str:
    """Read the number of a figure in its stem: 2 of fig02_…, A3 of figA3_…, nothing of a figure with another name."""
    match = STEM.match(stem)
    if match is None:
        return ""
    return match["number"] or f"{match['letter']}{match['place']}"
