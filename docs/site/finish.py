"""Finish the built site: nothing of it comes from a network, and every inner link and anchor leads somewhere.

`python -m docs.site.finish` works on build/site; `python -m docs.site.finish outer` asks for every outer address, too.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests

BUILT = Path(__file__).parents[2] / "build" / "site"
#: What the generator's search would fetch when it is read from disk, and the copy of it that is stored here.
WORKER, STORED = "https://unpkg.com/iframe-worker/shim", Path(__file__).with_name("iframe_worker.js")
NO_PAGES = {"404.html"}
HOME = re.compile(r'href="(\.[./]*)"')  # the folder of the site, which a browser lists when it is read from disk


class Links(HTMLParser):
    """Gather the links and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a tag refers to, and the name that it gives to a place."""
        given = dict(attrs)
        self.anchors |= {given[key] or "" for key in ("id", "name") if given.get(key)}
        loads = tag in ("script", "img", "iframe") or (tag == "link" and given.get("rel") == "stylesheet")
        target = given.get("src") or (given.get("href") if tag in ("a", "link") else None)
        if target:
            (self.loaded if loads else self.links).append(target)


def read(folder: Path) -> dict[Path, Links]:
    """Read the links of every page of a site."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        if path.name not in NO_PAGES:
            found[path] = Links()
            found[path].feed(path.read_text(encoding="utf-8"))
    return found


def broken(folder: Path) -> Iterator[str]:
    """Say of every inner link that leads nowhere, and of everything that is loaded from elsewhere, where it stands.

    Parameters
    ----------
    folder : Path
        A built site.
    """
    pages = read(folder)
    for path, page in pages.items():
        place = path.relative_to(folder)
        yield from (f"{place}: loads {link}" for link in page.loaded if urlsplit(link).netloc)
        for link in [*page.links, *page.loaded]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                yield f"{place}: {link} is not there"
            elif parts.fragment and target in pages and not _is_anchor(parts.fragment, pages[target]):
                yield f"{place}: {link} has no such anchor"


def _is_anchor(fragment: str, page: Links) -> bool:
    return fragment.startswith("__") or bool({fragment, unquote(fragment)} & page.anchors)


def unreachable(folder: Path) -> Iterator[str]:
    """Ask for every outer address that the site names, and say which does not answer."""
    addresses = {link.partition("#")[0] for page in read(folder).values() for link in page.links}
    for address in sorted(address for address in addresses if address.startswith("http")):
        try:
            status = requests.head(address, timeout=20, allow_redirects=True).status_code
        except requests.RequestException as error:
            status = type(error).__name__
        if status in (404, 410) or isinstance(status, str):
            yield f"{address}: {status}"


def main(outer: bool) -> int:
    """Finish the site and print what is wrong with it; return the exit status."""
    (BUILT / "assets" / STORED.name).write_bytes(STORED.read_bytes())
    for path in BUILT.rglob("*.html"):
        up = "/".join([".."] * (len(path.relative_to(BUILT).parts) - 1)) or "."
        text = path.read_text(encoding="utf-8")
        text = HOME.sub(r'href="\1/index.html"', text.replace(WORKER, f"{up}/assets/{STORED.name}"))
        path.write_text(text, encoding="utf-8")
    found = list(broken(BUILT)) + (list(unreachable(BUILT)) if outer else [])
    print("\n".join(found) or f"Every link of {len(read(BUILT))} pages leads somewhere.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main("outer" in sys.argv[1:]))
