"""Daily files of ESA CCI soil moisture: cut, foreign, turned round, in other units."""

from collections.abc import Callable
from pathlib import Path

import netCDF4
import numpy as np

from lstm_probe.data.esa_cci import fields, files
from tests.hostile.case import Case

CUT, HTML = "truncated or empty file", "HTML saved under another name"

CCI = np.array([-3.125, -2.875, -2.625, -2.375, -2.125])


def satellite(
    longitude: np.ndarray = CCI,
    units: str = "m3 m-3",
    value: float = 0.25,
    content: bytes | None = None,
    day: float = 10956.9999,
    one: float | None = None,
    **attrs: object,
) -> Callable[[Path], object]:
    """Read a day of ESA CCI over a small box, 2000-01-01 but for rounding; a value in all cells but one."""

    def read(place: Path) -> object:
        path = place / "cci" / "ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-20000101000000-fv05.2.nc"
        path.parent.mkdir()
        with netCDF4.Dataset(path, "w") as file:
            for name, centres in (("time", [day]), ("lat", [55.125, 54.875, 54.625, 54.375]), ("lon", longitude)):
                file.createDimension(name, len(centres))
                file.createVariable(name, "f8", (name,))[:] = centres
            file["time"].units = "days since 1970-01-01 00:00:00 UTC"
            for name, fill in (("sm", value), ("flag", 0)):
                file.createVariable(name, "f4", ("time", "lat", "lon"), fill_value=-9999)[:] = fill
                file[name].units = units
            file["sm"][0, 1, 2] = value if one is None else one
            file["sm"].setncatts(attrs)
        if content is not None:
            path.write_bytes(content if content else path.read_bytes()[:3000])
        grid, _ = fields.grid_and_land(path.parent, (-2.8, 54.3, -2.4, 54.7))
        (values,) = fields.daily_fields(files.find(path.parent), grid, "sm", "m3 m-3")
        return [float(np.nanmin(values)), float(np.nanmax(values))]

    return read


CASES = [
    Case(CUT, "ESA CCI: 3000 bytes", satellite(CCI, content=b""), ("fv05.2.nc", "a whole daily file")),
    Case(HTML, "ESA CCI", satellite(CCI, content=b"<html></html>"), ("HTML", "get it again")),
    Case("longitudes from 0 to 360", "ESA CCI", satellite(CCI % 360), ("longitudes from 356.875", "-180 to 180")),
    Case("longitudes from 0 to 360", "ESA CCI as published", satellite(CCI), gives=[0.25, 0.25]),
    Case(
        "units off by 1000", "soil water of ESA CCI in percent", satellite(CCI, units="percent"), ("units 'percent'",)
    ),
    Case(
        "duplicated dates", "ESA CCI: another day", satellite(day=10958.0), ("2000-01-02", "of 2000-01-01, as its name")
    ),
    *(
        Case(
            "numbers for missing values",
            f"ESA CCI: a cell of {number:g}",
            satellite(CCI, one=number),
            (f"{number:g} at 54.875 N, -2.625 E on 2000-01-01", "_FillValue"),
        )
        for number in (-999.0, -32768.0, 1e20)
    ),
    Case(
        "numbers for missing values",
        "ESA CCI: declared as missing_value",
        satellite(CCI, one=-32768.0, missing_value=np.float32(-32768)),
        gives=[0.25, 0.25],
    ),
    Case("all-NaN box", "ESA CCI", satellite(CCI, value=np.nan), ("no value in any", "land")),
]
