"""Make CAMELS-GB v2 as its publisher lays it out, from a folder of version 1, such as a synthetic world's.

The layout, the names of files and columns and the manifest are those that readers of the real data set know; no real
file of version 2 was seen. Values are those of version 1 over its own days, so that a study of both can be compared.
"""

import io
import json
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

RECORD = "9a46d428-958f-4ac1-86eb-94eee70c0955"
DAILY = "Catchment_Timeseries/hydro-meteorological/daily"
COLUMNS = {
    "precipitation_cehgear": "precipitation",
    "precipitation_haduk": "precipitation",
    "pet_chess": "pet",
    "peti_chess": "peti",
    "pet_hydrope": "pet",
    "peti_hydrope": "peti",
    "temperature_chess": "temperature",
    "temperature_haduk": "temperature",
    "discharge_spec": "discharge_spec",
    "discharge_vol": "discharge_vol",
}
#: The last day of the columns whose source was not continued.
LAST_OF_CHESS = "2019-12-31"
COVERS = ("dwood", "ewood", "grass", "shrub", "crop", "urban", "inwater", "bares")


def make(version_1: Path, folder: Path, ragged: tuple[str, ...] = (), last_of_chess: str = LAST_OF_CHESS) -> Path:
    """Write version 2 into a folder.

    Parameters
    ----------
    version_1 : Path
        Folder of version 1, in any layout.
    folder : Path
        Where to write.
    ragged : tuple of str
        Gauges whose row of the hydrometry table has an unquoted comma in its last field.
    last_of_chess : str
        Last day of the columns that end early.
    """
    for path in sorted(version_1.rglob("CAMELS_GB_*_attributes.csv")):
        _write_table(path, folder, ragged)
    _write_wells(folder)
    for path in sorted(version_1.rglob("CAMELS_GB_hydromet_timeseries_*.csv")):
        _write_series(path, folder / DAILY, last_of_chess)
    for path in version_1.rglob("CAMELS_GB_catchment_boundaries.shp"):
        (folder / "Catchment_Boundaries").mkdir(parents=True, exist_ok=True)
        gpd.read_file(path).to_file(folder / "Catchment_Boundaries" / "camels_gb_v2_catchment_boundaries.shp")
    return folder


def _write_table(path: Path, folder: Path, ragged: tuple[str, ...]) -> None:
    kind = path.name.split("_")[2]
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    if kind == "landcover":
        covers = {f"{cover}_perc": f"{cover}_perc_2015" for cover in COVERS}
        earlier = {name.replace("2015", "1990"): table[old] for old, name in covers.items() if old in table}
        table = table.rename(columns=covers).assign(**earlier)
    if kind == "hydrometry":
        last = table.columns[-1]
        table.loc[table["gauge_id"].isin(ragged), last] = "rated above 2 m, weir drowned below"
    lines = [",".join(table.columns), *(",".join(row) for row in table.itertuples(index=False))]
    place = folder / "Catchment_Attributes"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"camels_gb_v2_{kind}_attributes.csv").write_text("\n".join(lines) + "\n")


def _write_wells(folder: Path) -> None:
    """Write the one table that is not by gauge, and a file of each kind that nobody here reads."""
    others = {
        "Catchment_Attributes/camels_gb_v2_groundwaterwell_attributes.csv": "well_id,gauge_id\nA1,1001\n",
        "Catchment_Timeseries/groundwater/monthly/camels_gb_v2_well_A1.csv": "date,level\n",
        "Catchment_Timeseries/hydro-meteorological/hourly/"
        "camels_gb_v2_hydromet_hourly_timeseries_1001_19901001-20221001.csv": "date,discharge_spec\n",
    }
    for name, content in others.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)


def _write_series(path: Path, folder: Path, last_of_chess: str) -> None:
    old = pd.read_csv(path, dtype={"date": "str"})
    table = pd.DataFrame({"date": old["date"], **{name: old[source] for name, source in COLUMNS.items()}})
    ended = [name for name in COLUMNS if name.endswith(("_cehgear", "_chess"))]
    table.loc[table["date"] > last_of_chess, ended] = np.nan
    folder.mkdir(parents=True, exist_ok=True)
    rest = path.name.partition("timeseries_")[2]
    table.to_csv(folder / f"camels_gb_v2_hydromet_daily_timeseries_{rest}", index=False, na_rep="NaN")


def served(folder: Path) -> dict[str, bytes]:
    """Give what the publisher's two servers hold of a folder, by the path of its address.

    Both servers may be one: the archive of documents has the manifest, and the files lie below the data store.
    """
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    graph: list[dict[str, object]] = [{"@id": "ro-crate-metadata.json", "@type": "CreativeWork"}]
    graph += [
        {"@id": f"data/{name}", "@type": "File", "name": path.name, "contentSize": path.stat().st_size}
        for name, path in files.items()
    ]
    graph.append({"@id": "supporting-documents/information.docx", "@type": "File", "contentSize": 5})
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ro-crate-metadata.json", json.dumps({"@graph": graph}))
        archive.writestr("supporting-documents/information.docx", b"words")
    store = {f"/datastore/eidchub/{RECORD}/{name}": path.read_bytes() for name, path in files.items()}
    return {f"/sd/{RECORD}.zip": content.getvalue(), **store}
