"""The floor plan of the package: which wing may import which, and the drawing of it in CONTRIBUTING.md.

`python -m tests.floors` writes the drawing anew.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "lstm_probe"
PAGE = ROOT / "CONTRIBUTING.md"
MARKED = re.compile(r"(<!-- floors -->\n```\n).*?(\n```\n<!-- /floors -->)", re.DOTALL)

#: For each wing, or loose module, the wings that it may import beside itself. `errors` is open to all.
FLOORS: dict[str, set[str]] = {
    "errors": set(),
    "device": set(),
    "metrics": set(),
    "logs": set(),
    "contracts": set(),
    "artefacts": {"contracts"},
    "datasets": {"artefacts"},
    "world": {"contracts", "datasets"},
    "data": {"artefacts", "datasets"},
    "fetch": {"artefacts", "datasets", "data"},
    "catchments": {"artefacts", "datasets", "data"},
    "checkup": {"contracts", "datasets", "data", "catchments"},
    "model": {"artefacts", "device", "metrics"},
    "neuralhydrology": {"artefacts", "metrics", "model"},
    "probe": {"datasets", "metrics"},
    "results": {"artefacts", "contracts", "datasets", "metrics"},
    "figures": {"artefacts", "contracts", "datasets", "metrics", "results"},
    "report": {"artefacts", "contracts", "datasets"},
    "archive": {"datasets"},
    "explorer": {"contracts", "datasets", "probe", "report", "results"},
    "reproduction": {"contracts", "datasets"},
    "calibration": {
        *("artefacts", "catchments", "contracts", "data", "datasets", "device", "metrics", "model", "probe", "results"),
        "world",
    },
    "workflow": {"artefacts", "contracts", "datasets", "device", "fetch", "model", "neuralhydrology"},
}


def floor(wing: str) -> int:
    """Return on which floor a wing stands: one above the highest of those that it imports."""
    return max((floor(below) + 1 for below in FLOORS[wing]), default=0)


def purpose(wing: str) -> str:
    """Return the first sentence of what a wing says of itself."""
    file = SOURCE / wing / "__init__.py" if (SOURCE / wing).is_dir() else SOURCE / f"{wing}.py"
    return (ast.get_docstring(ast.parse(file.read_text())) or "").split("\n\n")[0].replace("\n", " ")


def drawing() -> str:
    """Draw the floors from the top down: each wing, what it is for, and what it imports."""
    width = max(map(len, FLOORS)) + 2
    lines = []
    for level in range(max(map(floor, FLOORS)), -1, -1):
        lines.append(f"{f'floor {level} ' if level else 'ground floor ':─<100}")
        for wing in sorted(name for name in FLOORS if floor(name) == level):
            lines.append(f"{wing:<{width}}{purpose(wing)}")
            if FLOORS[wing]:
                lines.append(f"{'':<{width}}└ imports {', '.join(sorted(FLOORS[wing]))}")
    return "\n".join(lines)


def drawn(text: str) -> str:
    """Replace the drawing between its marks in a text."""
    return MARKED.sub(lambda found: f"{found[1]}{drawing()}{found[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
