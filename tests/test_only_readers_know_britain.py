"""What is true of Great Britain alone stands with CAMELS-GB, the synthetic world and what is fetched for it."""

import re
from pathlib import Path

SRC = Path(__file__).parents[1] / "src" / "lstm_probe"
BRITISH = re.compile("27700|BRITAIN|camelsgb")
#: The reader of CAMELS-GB and the facts about it, the synthetic Britain, and what is fetched of Caravan for CAMELS-GB.
AT_HOME = ("data/camels_gb/", "datasets/camels_gb.py", "datasets/gauge_ids.py", "world/", "fetch/caravan.py")


def test_no_other_module_names_its_coordinates_or_ids() -> None:
    """Neither the British National Grid nor CAMELS-GB's part of Caravan, in code or comment."""
    files = [
        path for path in SRC.rglob("*") if path.suffix in (".py", ".yaml", ".j2") and "__pycache__" not in path.parts
    ]
    found = {path.relative_to(SRC).as_posix() for path in files if BRITISH.search(path.read_text(encoding="utf-8"))}
    assert found  # of CAMELS-GB's own reader
    assert [name for name in sorted(found) if not name.startswith(AT_HOME)] == []
