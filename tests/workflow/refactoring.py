"""Move the modules of a package and sort their definitions, as an author would who changes no behaviour."""

import ast
from pathlib import Path

OWN = "lstm_probe"


def move(package: Path, scripts: Path, new_names: dict[str, str]) -> None:
    """Move modules of a package, with the data files that only they name, and rewrite all imports.

    Parameters
    ----------
    package : Path
        Folder of the package.
    scripts : Path
        Folder of scripts that import it.
    new_names : dict of str to str
        New name of each module by its old one, as 'data.zonal'.
    """
    for file in [*package.rglob("*.py"), *scripts.glob("*.py")]:
        file.write_text(_with_new_imports(file.read_text(), new_names))
    for old, new in new_names.items():
        source = package.joinpath(*old.split(".")).with_suffix(".py")
        target = package.joinpath(*new.split(".")).with_suffix(".py")
        target.parent.mkdir(parents=True, exist_ok=True)
        for folder in target.relative_to(package).parents:
            if not (package / folder / "__init__.py").exists():
                (package / folder / "__init__.py").write_text('"""A package that is new."""\n')
        for data in source.parent.glob("*"):
            if data.is_file() and data.suffix not in (".py", ".pyc") and f'"{data.name}"' in source.read_text():
                target.with_name(data.name).write_bytes(data.read_bytes())
        source.rename(target)


def _with_new_imports(text: str, new_names: dict[str, str]) -> str:
    """Rewrite the import statements of a file, each name by a statement of its own and the other way round."""
    lines = text.splitlines()
    for node in reversed([node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]):
        if node.module and node.module.split(".")[0] == OWN:
            origin = node.module.removeprefix(OWN).removeprefix(".")
            statements = [_statement(origin, alias, new_names) for alias in reversed(node.names)]
            lines[node.lineno - 1 : node.end_lineno] = [" " * node.col_offset + text for text in statements]
    return "\n".join(lines) + "\n"


def _statement(origin: str, alias: ast.alias, new_names: dict[str, str]) -> str:
    """Write the import of one name: of a module that was moved, from one, or as it was."""
    if moved := new_names.get(f"{origin}.{alias.name}".removeprefix(".")):
        origin, _, name = moved.rpartition(".")
    else:
        origin, name = new_names.get(origin, origin), alias.name
    return f"from {f'{OWN}.{origin}'.removesuffix('.')} import {name} as {alias.asname or alias.name}"


def sort_definitions(file: Path) -> None:
    """Put the functions of a file in reverse order of their names, where nothing is called while it is read."""
    text = file.read_text()
    lines = text.splitlines()
    plain = [
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and not (node.decorator_list or node.args.defaults)
    ]
    written = {node.name: lines[node.lineno - 1 : node.end_lineno] for node in plain}
    for node, name in reversed(list(zip(plain, sorted(written, reverse=True), strict=True))):
        lines[node.lineno - 1 : node.end_lineno] = written[name]
    file.write_text("\n".join(lines) + "\n")
