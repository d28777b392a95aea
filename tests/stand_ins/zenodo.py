"""What Zenodo would give of Caravan: a record of its API and one archive, made of catchment means of ERA5-Land.

Basins look like the real ones: one dimension, float32 of two decimals, snow in millimetres, units in a block of text.
"""

import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.camels_gb import boundaries
from lstm_probe.data.catchment_means import days, zonal
from lstm_probe.data.era5_land import daily_means

CONCEPT, RECORD, VERSION = 6522634, 15529786, "1.6"
#: Caravan's name, the factor to its units and these units, of what ERA5-Land calls by a short name.
BANDS = {
    **{f"swvl{layer}": (f"volumetric_soil_water_layer_{layer}", 1.0, "m3/m3") for layer in range(1, 5)},
    "sd": ("snow_depth_water_equivalent", 1000.0, "mm"),
}


def means_of(world: Path) -> xr.Dataset:
    """Average the fields of a synthetic world over its catchments: variables by short name on (gauge_id, time).

    The areas are a little smaller than those of CAMELS-GB, as Caravan's are.
    """
    table = next(world.rglob("CAMELS_GB_topographic_attributes.csv"))
    areas = pd.read_csv(table, dtype={"gauge_id": "str"}).set_index("gauge_id")["area"]
    gauges = areas.index.tolist()
    shapes = boundaries.read(world / "camels_gb", gauges).to_crs("EPSG:4326")
    grid, land = daily_means.grid_and_land(world / "era5_land")
    weights = zonal.weights(grid, land, shapes, "area_weighted", "era5_land")
    fields = {name: daily_means.daily_means(world / "era5_land", name) for name in BANDS}
    means = {name: days.every_day(weights, field) for name, field in fields.items()}
    return xr.Dataset(means).assign_coords(area=("gauge_id", 0.9963 * areas.to_numpy()))


def basin(means: xr.Dataset) -> xr.Dataset:
    """Put the means of one gauge into the form of Caravan."""
    arrays, units = {}, []
    for short, (band, factor, unit) in BANDS.items():
        values = np.round(means[short].values.astype("float64") * factor, 2).astype("float32")
        units.append(f"{band}: ERA5-Land {band.replace('_', ' ')} [{unit}]")
        arrays |= {f"{band}_{kind}": ("date", values) for kind in ("mean", "min", "max")}
    arrays["streamflow"] = ("date", np.full(means.sizes["time"], np.nan, "float32"))
    attrs = {"Units": "\n".join([*units, "streamflow: Observed streamflow [mm/d]", ""]), "Timezone": "Europe/London"}
    return xr.Dataset(arrays, {"date": means["time"].values}, attrs)


def make(means: xr.Dataset, folder: Path, gauges: Sequence[str] | None = None, kind: str = "netcdf") -> Path:
    """Write Caravan into a folder: the basins of some gauges, a basin of another data set, tables and licences."""
    chosen = list(means["gauge_id"].values) if gauges is None else list(gauges)
    for prefix, gauge in [*(("camelsgb", gauge) for gauge in chosen), ("lamah", chosen[0])]:
        made = basin(means.sel(gauge_id=gauge))
        place = folder / "timeseries" / kind / prefix
        place.mkdir(parents=True, exist_ok=True)
        if kind == "netcdf":
            made.to_netcdf(place / f"{prefix}_{gauge}.nc")
        else:
            made.to_dataframe().to_csv(place / f"{prefix}_{gauge}.csv", date_format="%Y-%m-%d", float_format="%.2f")
    areas = means["area"] if "area" in means.coords else xr.ones_like(means["gauge_id"], dtype="float64")
    rows = "".join(f"camelsgb_{gauge},River {gauge},{float(areas.sel(gauge_id=gauge))}\n" for gauge in chosen)
    others = {
        "attributes/camelsgb/attributes_other_camelsgb.csv": f"gauge_id,gauge_name,area\n{rows}",
        "attributes/lamah/attributes_other_lamah.csv": "gauge_id,gauge_name,area\n",
        "licenses/README.md": "CC-BY-4.0",
        "licenses/camelsgb/license_camelsgb.md": "OGL v3",
        "licenses/lamah/license_lamah.md": "CC-BY-4.0",
        "shapefiles/camelsgb/camelsgb_basin_shapes.shp": "polygons",
        "code/README.md": "how it was made",
    }
    for name, content in others.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


def packed(folder: Path, root: str = "Caravan-nc", kind: str = "tar.gz") -> bytes:
    """Pack a folder as one archive, below a root folder; the same folder gives the same bytes."""
    content = io.BytesIO()
    files = {
        f"{root}/{path.relative_to(folder).as_posix()}": path for path in sorted(folder.rglob("*")) if path.is_file()
    }
    if kind == "zip":
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as zipped:
            for name, path in files.items():
                zipped.writestr(zipfile.ZipInfo(name), path.read_bytes())
        return content.getvalue()
    with tarfile.open(fileobj=content, mode="w:gz", compresslevel=1) as tar:
        for name, path in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = path.stat().st_size
            tar.addfile(entry, io.BytesIO(path.read_bytes()))
    return content.getvalue()


def served(archives: Mapping[str, bytes], record: int = RECORD, version: str = VERSION) -> dict[str, bytes]:
    """Give what the server holds, by path: the record by its number and as the newest one, and its files."""
    files = [
        {
            "id": f"{number:08d}",
            "key": name,
            "size": len(content),
            "checksum": f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}",
            "links": {"self": f"https://zenodo.org/api/records/{record}/files/{name}/content"},
        }
        for number, (name, content) in enumerate(archives.items())
    ]
    answer = {
        "id": record,
        "conceptrecid": str(CONCEPT),
        "doi": f"10.5281/zenodo.{record}",
        "conceptdoi": f"10.5281/zenodo.{CONCEPT}",
        "metadata": {"title": "Caravan", "version": version, "license": {"id": "cc-by-4.0"}},
        "files": files,
    }
    names = (f"{CONCEPT}", f"{record}", f"{RECORD}/versions/latest")
    pages = {f"/api/records/{name}": json.dumps(answer).encode() for name in names}
    return pages | {f"/api/records/{record}/files/{name}/content": content for name, content in archives.items()}
