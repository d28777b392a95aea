"""Where a link between files of the repository leads on the site: one text serves both, and none is written twice."""

import posixpath
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Files that are pages of the site, besides those that lie in docs/ itself.
PAGES = {
    "README.md": "overview.md",
    "config/README.md": "configurations.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "docs/calibration/README.md": "error_rates.md",
}
#: Pages that are made from files and folders, and stand for them.
INSTEAD = {
    "workflow/schemas/config.schema.yaml": "configuration.md",
    "docs/gallery": "gallery.md",
    "src/lstm_probe": "api/index.md",
}
LINK = re.compile(r"(\]\()([^)\s]+)(\))")
OUTSIDE = re.compile(r"^([a-z]+:|#)")


def on_site(path: str) -> str:
    """Return where a file or folder of the repository is on the site.

    Parameters
    ----------
    path : str
        From the root of the repository.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    """
    if not (ROOT / path).exists():
        raise FileNotFoundError(f"a page links to {path}, which is not there")
    if path in PAGES or path in INSTEAD:
        return {**PAGES, **INSTEAD}[path]
    if path.startswith("docs/") and (ROOT / path).is_file():
        return path.removeprefix("docs/")
    if path.startswith("src/lstm_probe/") and path.endswith(".py"):
        return module_page(path)
    return f"files/{path}/index.md" if (ROOT / path).is_dir() else f"files/{path}"


def module_page(path: str) -> str:
    """Return the place in the documentation of the API where a module is described."""
    parts = path.removeprefix("src/lstm_probe/").removesuffix(".py").split("/")
    return f"api/{parts[0]}.md#{'.'.join(['lstm_probe', *parts])}"


def targets(markdown: str, source: str) -> list[str]:
    """Name the files and folders of the repository that a text links to, from its root.

    Parameters
    ----------
    markdown : str
        The text.
    source : str
        The file that it stands in, from the root.
    """
    return [_path(link, source) for _, link, _ in LINK.findall(markdown) if not OUTSIDE.match(link)]


def rewritten(markdown: str, source: str, page: str) -> str:
    """Let the links of a text lead to pages of the site.

    Parameters
    ----------
    markdown : str
        The text.
    source : str
        The file that it stands in, from the root of the repository.
    page : str
        The page that it becomes, from the root of the site.
    """

    def lead(found: re.Match[str]) -> str:
        before, link, after = found.groups()
        if OUTSIDE.match(link):
            return found[0]
        target, _, anchor = on_site(_path(link, source)).partition("#")
        anchor = link.partition("#")[2] or anchor
        relative = posixpath.relpath(target, posixpath.dirname(page) or ".")
        return f"{before}{relative}{'#' if anchor else ''}{anchor}{after}"

    return LINK.sub(lead, markdown)


def _path(link: str, source: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), link.partition("#")[0]))
