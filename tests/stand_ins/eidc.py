"""Make the archive of CAMELS-GB v1 as its publisher lays it out, from a folder such as a synthetic world's.

The archive holds one folder, called by the number of the record; in its `data` are the attribute tables, the daily
series, and the catchment boundaries in an archive of their own. The real archive was never seen here.
"""

import io
import zipfile
from pathlib import Path

RECORD = "8344e4f3-d2ea-44f5-8afa-86d2987543a9"
PATH = f"/data/{RECORD}.zip"
BOUNDARIES = "CAMELS_GB_catchment_boundaries"
DAY = (2020, 7, 20, 0, 0, 0)


def archive(camels_gb: Path) -> bytes:
    """Pack a folder of CAMELS-GB v1.

    Parameters
    ----------
    camels_gb : Path
        Folder of version 1; its boundaries are a shapefile.
    """
    inside = {"readme.html": b"<html>About these data</html>"}
    shapes = {}
    for path in sorted(camels_gb.rglob("*")):
        if path.stem == BOUNDARIES and path.is_file():
            shapes[path.name] = path.read_bytes()
        elif path.suffix == ".csv":
            name = f"timeseries/{path.name}" if "timeseries" in path.name else path.name
            inside[f"data/{name}"] = path.read_bytes()
    inside[f"data/{BOUNDARIES}.zip"] = packed(shapes)
    return packed({f"{RECORD}/{name}": content for name, content in inside.items()})


def packed(content: dict[str, bytes]) -> bytes:
    """Write a ZIP archive, the same for the same content."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name in sorted(content):
            opened.writestr(zipfile.ZipInfo(name, DAY), content[name], zipfile.ZIP_DEFLATED)
    return file.getvalue()


def content(camels_gb: Path) -> dict[str, bytes]:
    """Say what the publisher's server serves, by path: the archive and nothing else.

    Parameters
    ----------
    camels_gb : Path
        As of `archive`.
    """
    return {PATH: archive(camels_gb)}
