"""Variables of the daily series of catchments: their units, their long names, and the years that a file may have."""

#: What parts snow from rain.
PRECIPITATION, TEMPERATURE = "precipitation", "temperature"
#: First and last year of which a file may have days.
YEARS = (1850, 2150)
#: Units of every column that may be a forcing.
UNITS = {
    PRECIPITATION: "mm d-1",
    "pet": "mm d-1",
    TEMPERATURE: "degC",
    "peti": "mm d-1",
    "humidity": "g kg-1",
    "shortwave_rad": "W m-2",
    "longwave_rad": "W m-2",
    "windspeed": "m s-1",
}
#: Units of forcings that other data sets have beside these.
FURTHER_UNITS = {"temperature_min": "degC", "temperature_max": "degC", "vapour_pressure": "Pa"}
LONG_NAMES = {
    "discharge": "specific discharge",
    PRECIPITATION: "precipitation",
    "pet": "potential evapotranspiration",
    TEMPERATURE: "air temperature",
    "peti": "potential evapotranspiration with interception",
    "humidity": "specific humidity",
    "shortwave_rad": "downward shortwave radiation",
    "longwave_rad": "longwave radiation",
    "windspeed": "wind speed",
    "temperature_min": "lowest air temperature of the day",
    "temperature_max": "highest air temperature of the day",
    "vapour_pressure": "vapour pressure",
}
#: What CAMELS-GB calls the discharge that is read here.
DISCHARGE = "discharge_spec"


def units_of(name: str) -> str:
    """Give the units of the discharge or a forcing."""
    return "mm d-1" if name == "discharge" else (UNITS | FURTHER_UNITS)[name]
