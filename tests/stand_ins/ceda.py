"""What CEDA's archive would give of ESA CCI soil moisture: listings with links, and the daily files."""

from collections.abc import Collection
from pathlib import Path

PATH = "/neodc/esacci/soil_moisture/data/daily_files/COMBINED"


def listing(path: str, names: Collection[str]) -> bytes:
    """Write the page of a folder: the way up, some of the site's own links, then the files, by their whole address."""
    rows = "\n".join(
        f'<tr><td><a href="https://dap.ceda.ac.uk{path}{name}?download=1">{name}</a></td><td>1.9 MB</td></tr>'
        for name in sorted(names)
    )
    head = '<a href="/">CEDA</a> <a href="https://help.ceda.ac.uk">Help</a> <a href="..">Parent directory</a>'
    rest = f'<a href="{path}00README.txt">00README.txt</a>'
    page = f"<!DOCTYPE html>\n<html><body>{head}\n<table>\n{rows}\n<tr><td>{rest}</td></tr></table></body></html>\n"
    return page.encode()


def served(folder: Path, version: str, lacking: Collection[str] = ()) -> dict[str, bytes]:
    """Give what the server holds, by path.

    Parameters
    ----------
    folder : Path
        Daily files of any version, such as a synthetic world's; they are served as those of `version`.
    version : str
        Version of the product.
    lacking : collection of str
        Days (YYYYMMDD) that neither a listing nor the server has.
    """
    content: dict[str, bytes] = {}
    years: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("ESACCI-*.nc")):
        stem, day = path.name.rsplit("-fv", 1)[0], path.name.split("-")[5][:8]
        if day in lacking:
            continue
        name = f"{stem}-fv{version}.nc"
        years.setdefault(day[:4], []).append(name)
        content[f"{PATH}/v{version}/{day[:4]}/{name}"] = path.read_bytes()
    pages = {f"{PATH}/v{version}/{year}/": names for year, names in years.items()}
    return content | {path: listing(path, names) for path, names in pages.items()}
