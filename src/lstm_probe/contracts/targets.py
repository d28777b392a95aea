"""Artefacts that probes are fitted to: areal weights and catchment means of the targets."""

from lstm_probe.contracts.contract import Contract, Variable

DAILY = ("gauge_id", "time")
GAUGE_TIME = {"gauge_id": "str", "time": "time"}

#: Share of each grid cell in each gauge's catchment mean, as a sparse matrix; weights of a gauge sum to 1.
WEIGHTS = Contract(
    "weights.nc",
    {"gauge_id": "str", "latitude": "float", "longitude": "float"},
    {
        "gauge": Variable(("entry",), "1", "int64", "position along gauge_id"),
        "cell": Variable(("entry",), "1", "int64", "position in the grid, latitude-major"),
        "weight": Variable(("entry",), "1", "float64", "share of the cell in the catchment mean"),
        "covered_fraction": Variable(("gauge_id",), "1", "float64", "share of the catchment on cells with data"),
    },
)


def target(name: str) -> Contract:
    """Promise the catchment means of one probe target, units and long name in its attributes."""
    return Contract(f"targets/{name}.nc", GAUGE_TIME, {name: Variable(DAILY, None)})


#: Median over days of a gridded product, on its own grid; attributes: source, first_day, last_day, days.
GRID_MEDIAN = Contract(
    "grid_medians.nc",
    {"latitude": "float", "longitude": "float"},
    {"median": Variable(("latitude", "longitude"), None)},
)
