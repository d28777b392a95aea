"""Names of inputs that are made of others: `precipitation_shift2`, `precipitation_copy1`."""

import re

DERIVED = re.compile(r"(?P<of>.+?)(?:_copy\d+)?(?:_shift(?P<days>\d+))?")


def source(name: str) -> tuple[str, int]:
    """Give the variable that an input is made of, and by how many days it is shifted."""
    match = DERIVED.fullmatch(name)
    return (match["of"], int(match["days"] or 0)) if match else (name, 0)
