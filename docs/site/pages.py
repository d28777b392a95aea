"""Gather the site from where its one text stands, with the pages that no person writes, for the generator to read."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from docs.site import gallery, interface, links, reference
from lstm_probe.contracts.figures import number
from lstm_probe.workflow import configuration, ladder, presets

ROOT = Path(__file__).parents[2]
MADE = ROOT / "build" / "pages"
SCHEMA = ROOT / "workflow" / "schemas" / "config.schema.yaml"
#: Figures of the verdict, which every study draws.
VERDICT = ["figS8_ladder", "figS9_lag_curve"]


def demo() -> dict[str, Any]:
    """Make the whole configuration of the demo, as its run does."""
    user = presets.given([ROOT / "config" / "demo.yaml"])
    whole = presets.layered(presets.given([ROOT / "config" / "config.yaml"]), user, ROOT.joinpath)
    config = configuration.complete(whole, configuration.load_schema(SCHEMA), "config/demo.yaml")
    return config | ladder.added(config, whole)


def figures(config: dict[str, Any]) -> list[str]:
    """Name the figures of a study, in the order of the paper: its text, its appendices, ours."""

    def order(stem: str) -> tuple[int, str, int]:
        own = number(stem)
        letter, digits = own.rstrip("0123456789"), own.lstrip("ABCDEFS")
        return ["", *"ABCDEF", "S"].index(letter), letter, int(digits)

    return sorted([*config["study"]["figures"], *VERDICT], key=order)


def folder_page(path: str) -> str:
    """List the files of a folder that a page links to."""
    names = sorted(file.name for file in (ROOT / path).iterdir() if file.is_file() and not file.name.startswith("."))
    return f"# `{path}`\n\n" + "\n".join(f"- `{name}`" for name in names) + "\n"


def collected() -> tuple[dict[str, str], dict[str, str]]:
    """Collect the pages that persons wrote, their links leading to one another, and the files that these name.

    Returns
    -------
    dict of str to str
        Markdown, by its place on the site.
    dict of str to str
        Place of every other file in the repository, by its place on the site.
    """
    own = {path.relative_to(ROOT).as_posix(): path.name for path in (ROOT / "docs").glob("*.md")}
    sources = {**links.PAGES, **own}
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in sources}
    pages = {place: links.rewritten(texts[name], name, place) for name, place in sources.items()}
    linked = {path for name, text in texts.items() for path in links.targets(text, name)}
    named = {path: links.on_site(path) for path in linked - links.INSTEAD.keys() if "#" not in links.on_site(path)}
    folders = {path: place for path, place in named.items() if (ROOT / path).is_dir()}
    pages |= {place: folder_page(path) for path, place in folders.items()}
    return pages, {place: path for path, place in named.items() if path not in sources and path not in folders}


def write() -> None:
    """Write everything that the generator reads below build/pages."""
    shutil.rmtree(MADE, ignore_errors=True)
    config = demo()
    pages, files = collected()
    pages |= interface.pages(ROOT / "src" / "lstm_probe")
    pages["configuration.md"] = reference.page(yaml.safe_load(SCHEMA.read_text(encoding="utf-8")))
    pages["gallery.md"] = gallery.page(figures(config), config)
    files |= {f"gallery/{path.name}": f"docs/gallery/{path.name}" for path in gallery.SMALL.glob("*.png")}
    files["site.css"] = "docs/site/site.css"
    for place in [*pages, *files]:
        (MADE / place).parent.mkdir(parents=True, exist_ok=True)
    for place, text in pages.items():
        (MADE / place).write_text(text, encoding="utf-8")
    for place, path in files.items():
        shutil.copy(ROOT / path, MADE / place)


if __name__ == "__main__":
    write()
