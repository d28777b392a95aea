"""The pages of the API: one for every wing, with all of its modules, whose docstrings mkdocstrings reads."""

import ast
from pathlib import Path

OPENING = """# Python API

The library below the workflow, by wing. Wings that stand higher use those below them; {contributing} has the plan.
What a notebook needs most: `lstm_probe.probe` (fit and score a probe by hand), `lstm_probe.contracts` (the shape of
every file) and `lstm_probe.metrics`.

| wing | what it is for |
|---|---|
"""


def pages(source: Path) -> dict[str, str]:
    """Write the page of every wing of a package, and one that lists them.

    Parameters
    ----------
    source : Path
        Folder of the package.

    Returns
    -------
    dict of str to str
        Markdown, by the path of the page.
    """
    wings = sorted(path for path in source.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file())
    wings = [wing for wing in wings if wing.name != "__init__.py"]
    table = "\n".join(f"| [`{wing.stem}`]({wing.stem}.md) | {_purpose(wing)} |" for wing in wings)
    opening = OPENING.format(contributing="[Contributing](../contributing.md)")
    return {"api/index.md": opening + table + "\n"} | {f"api/{wing.stem}.md": _wing(wing, source) for wing in wings}


def _wing(wing: Path, source: Path) -> str:
    """Write the page of a wing: its purpose, and a directive for each module with something in it."""
    files = sorted(wing.rglob("*.py")) if wing.is_dir() else [wing]
    modules = [file for file in files if file.name != "__init__.py"]
    names = [".".join((source.name, *file.relative_to(source).with_suffix("").parts)) for file in modules]
    return f"# {wing.stem}\n\n{_purpose(wing)}\n\n" + "\n".join(f"::: {name}\n" for name in names)


def _purpose(wing: Path) -> str:
    """Return the first paragraph of what a wing says of itself."""
    file = wing / "__init__.py" if wing.is_dir() else wing
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.split("\n\n")[0].replace("\n", " ")
