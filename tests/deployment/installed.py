"""Run the code of the notebook on probing by hand with the package that is installed, on the results of the demo.

`make release` calls this by the interpreter of an environment that holds the package alone.
"""

import json
import os
import sys
from pathlib import Path

import lstm_probe

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "4_a_probe_by_hand.ipynb"


def code(notebook: Path) -> str:
    """Return the code of a notebook, without what only a notebook knows."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells if cell["cell_type"] == "code" for line in [*cell["source"], "\n"]]
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines if not line.startswith("%"))


def lacking(package: Path) -> list[str]:
    """Name the files of the package in the repository that the installed one lacks."""
    source = ROOT / "src" / "lstm_probe"
    files = [path.relative_to(source) for path in source.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return sorted(str(path) for path in files if not (package / path).is_file())


def main() -> int:
    """Check where the package comes from and what it has, and run the notebook; return the exit status."""
    package = Path(lstm_probe.__file__).parent
    if package.is_relative_to(ROOT / "src") or lacking(package):
        print(f"{package} is not the package as it is installed, or lacks {lacking(package)}", file=sys.stderr)
        return 1
    os.environ["MPLBACKEND"] = "agg"
    os.chdir(NOTEBOOK.parent)
    names: dict[str, object] = {}
    exec(compile(code(NOTEBOOK), NOTEBOOK.name, "exec"), names)  # our own notebook
    print(f"{package}, version {lstm_probe.__version__}:\n{names['table']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
