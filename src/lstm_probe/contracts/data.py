"""Artefacts of ingestion: catchment series, attributes, areal weights and probe targets."""

from lstm_probe.contracts.contract import Contract, Variable

DAILY = ("gauge_id", "time")
GAUGE_TIME = {"gauge_id": "str", "time": "time"}

#: Daily series of every gauge; NaN means not observed. Which forcings are there is the config's choice.
CAMELS_GB = Contract(
    "camels_gb.nc",
    GAUGE_TIME,
    {
        "discharge": Variable(DAILY, "mm d-1", long_name="specific discharge"),
        "precipitation": Variable(DAILY, "mm d-1", long_name="precipitation", required=False),
        "temperature": Variable(DAILY, "degC", long_name="air temperature", required=False),
        "pet": Variable(DAILY, "mm d-1", long_name="potential evapotranspiration", required=False),
        "peti": Variable(DAILY, "mm d-1", long_name="potential evapotranspiration with interception", required=False),
    },
    others=Variable(DAILY, None),
)

#: Static attributes of every gauge: the selected ones (float64) and those that figures need.
ATTRIBUTES = Contract(
    "attributes.nc",
    {"gauge_id": "str"},
    {
        "gauge_name": Variable(("gauge_id",), "", "str", "gauge name"),
        "gauge_lat": Variable(("gauge_id",), "degrees_north", "float64", "latitude of the gauge"),
        "gauge_lon": Variable(("gauge_id",), "degrees_east", "float64", "longitude of the gauge"),
    },
    others=Variable(("gauge_id",), None, "float64"),
)

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
