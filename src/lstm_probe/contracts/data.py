"""Artefacts that the LSTM reads: catchment series and static attributes."""

from lstm_probe.contracts.contract import Contract, Variable

DAILY = ("gauge_id", "time")
GAUGE_TIME = {"gauge_id": "str", "time": "time"}

#: Daily series of every gauge; NaN means not observed. Which forcings are there is the config's choice.
CATCHMENTS = Contract(
    "catchments.nc",
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

#: Targets that stand in the files of the catchments, as they stand there; read in the same pass as the series.
MEANS_OF_FILES = Contract("means_of_files.nc", GAUGE_TIME, {}, others=Variable(DAILY, None))

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
