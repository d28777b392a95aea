"""The eight attribute tables of the catchments, with the columns of CAMELS-GB v1 in their order.

What the world has no notion of, for instance abstractions or the uncertainty of rating curves, is missing.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy import sparse

from lstm_probe.world.simulation import Country

NAMES = {
    "climatic": "gauge_id p_mean pet_mean aridity p_seasonality frac_snow high_prec_freq high_prec_dur "
    "high_prec_timing low_prec_freq low_prec_dur low_prec_timing",
    "humaninfluence": "gauge_id benchmark_catch surfacewater_abs groundwater_abs discharges "
    "abs_agriculture_perc abs_amenities_perc abs_energy_perc abs_environmental_perc abs_industry_perc "
    "abs_watersupply_perc num_reservoir reservoir_cap reservoir_he reservoir_nav reservoir_drain "
    "reservoir_wr reservoir_fs reservoir_env reservoir_nousedata reservoir_year_first reservoir_year_last",
    "hydrogeology": "gauge_id inter_high_perc inter_mod_perc inter_low_perc frac_high_perc frac_mod_perc "
    "frac_low_perc no_gw_perc low_nsig_perc nsig_low_perc",
    "hydrologic": "gauge_id q_mean runoff_ratio stream_elas slope_fdc baseflow_index baseflow_index_ceh "
    "hfd_mean Q5 Q95 high_q_freq high_q_dur low_q_freq low_q_dur zero_q_freq",
    "hydrometry": "gauge_id station_type flow_period_start flow_period_end flow_perc_complete bankfull_flow "
    "structurefull_flow "
    + " ".join(f"q{level}_uncert_{side}" for level in (5, 25, 50, 75, 95, 99) for side in ("upper", "lower"))
    + " quncert_meta",
    "landcover": "gauge_id dwood_perc ewood_perc grass_perc shrub_perc crop_perc urban_perc inwater_perc "
    "bares_perc dom_land_cover",
    "soil": "gauge_id "
    + " ".join(f"{name} {name}_missing" for name in ("sand_perc", "silt_perc", "clay_perc", "organic_perc"))
    + " "
    + " ".join(
        f"{name} {name}_missing {name}_5 {name}_50 {name}_95"
        for name in (
            "bulkdens",
            "tawc",
            "porosity_cosby",
            "porosity_hypres",
            "conductivity_cosby",
            "conductivity_hypres",
            "root_depth",
            "soil_depth_pelletier",
        )
    ),
    "topographic": "gauge_id gauge_name gauge_lat gauge_lon gauge_easting gauge_northing gauge_elev area "
    "dpsbar elev_mean elev_min elev_10 elev_50 elev_90 elev_max",
}
COLUMNS = {table: names.split() for table, names in NAMES.items()}

COVERS = {
    "dwood_perc": "Deciduous Woodland",
    "ewood_perc": "Evergreen Woodland",
    "grass_perc": "Grass and Pasture",
    "shrub_perc": "Shrubs",
    "crop_perc": "Crops",
    "urban_perc": "Urban",
    "inwater_perc": "Inland Water",
    "bares_perc": "Bare Soil and Rocks",
}


def tables(
    catchments: gpd.GeoDataFrame,
    weights: sparse.csr_array,
    country: Country,
    climatic: pd.DataFrame,
    hydrologic: pd.DataFrame,
    recorded: np.ndarray,
    days: pd.DatetimeIndex,
) -> dict[str, pd.DataFrame]:
    """Fill the eight tables.

    Parameters
    ----------
    catchments : geopandas.GeoDataFrame
        The catchments.
    weights : scipy.sparse.csr_array
        Share of each cell in each catchment (gauge, cell).
    country : Country
        The land.
    climatic, hydrologic : pandas.DataFrame
        Climate indices and signatures, one row a gauge.
    recorded : numpy.ndarray
        Where discharge was recorded (gauge, day).
    days : pandas.DatetimeIndex
        Days of the series.

    Returns
    -------
    dict of str to pandas.DataFrame
        One table a class of attributes, one row a gauge.
    """
    ground = pd.DataFrame(weights @ country.ground.to_numpy(), columns=country.ground.columns)
    known = {
        "climatic": climatic,
        "humaninfluence": pd.DataFrame({"num_reservoir": 0, "reservoir_cap": 0}, index=ground.index),
        "hydrogeology": _aquifers(ground),
        "hydrologic": hydrologic,
        "hydrometry": _records(recorded, days),
        "landcover": _covers(ground),
        "soil": _soils(ground),
        "topographic": _relief(catchments, weights, country),
    }
    known["humaninfluence"]["benchmark_catch"] = "Y"
    identity = catchments["gauge_id"]
    return {
        name: table.assign(gauge_id=identity.to_numpy()).reindex(columns=COLUMNS[name]) for name, table in known.items()
    }


def _aquifers(ground: pd.DataFrame) -> pd.DataFrame:
    """Count deep soils as fractured aquifer and the rest as rock without groundwater."""
    aquifer = 100.0 * np.clip(ground["soil_depth_pelletier"] / 30.0, 0.0, 1.0)
    none = dict.fromkeys(COLUMNS["hydrogeology"][1:], 0.0)
    return pd.DataFrame({**none, "frac_high_perc": aquifer, "no_gw_perc": 100.0 - aquifer}, index=ground.index)


def _covers(ground: pd.DataFrame) -> pd.DataFrame:
    """Take the land covers (%) and name the largest."""
    covers = ground[list(COVERS)]
    return covers.assign(dom_land_cover=covers.idxmax(axis=1).map(COVERS))


def _soils(ground: pd.DataFrame) -> pd.DataFrame:
    """Take the soil properties that the world has; nothing of them is missing within a catchment."""
    own = [name for name in COLUMNS["soil"] if name in ground]
    return ground[own].assign(**{f"{name}_missing": 0.0 for name in own})


def _records(recorded: np.ndarray, days: pd.DatetimeIndex) -> pd.DataFrame:
    """Tell the span and completeness of each gauge's record (gauge, day)."""
    first, last = recorded.argmax(axis=1), recorded.shape[1] - 1 - recorded[:, ::-1].argmax(axis=1)
    return pd.DataFrame(
        {
            "station_type": "VA",
            "flow_period_start": days[first].strftime("%Y-%m-%d"),
            "flow_period_end": days[last].strftime("%Y-%m-%d"),
            "flow_perc_complete": 100.0 * recorded.mean(axis=1),
            "quncert_meta": "Discharge uncertainty estimates not provided",
        }
    )


def _relief(catchments: gpd.GeoDataFrame, weights: sparse.csr_array, country: Country) -> pd.DataFrame:
    """Describe heights and slopes; within a cell heights spread by a quarter of the steepness."""
    table = pd.DataFrame(catchments.drop(columns=["geometry", "gauge_id"]))
    elevation, steepness = country.relief.elevation, country.relief.steepness
    table["dpsbar"] = weights @ steepness
    table["elev_mean"] = (weights @ elevation).round()
    spread = np.sqrt(np.maximum(weights @ elevation**2 - (weights @ elevation) ** 2, 0.0)) + table["dpsbar"] / 4.0
    for name, deviations in {"min": -1.7, "10": -1.2, "50": -0.1, "90": 1.3, "max": 2.3}.items():
        table[f"elev_{name}"] = np.maximum(table["elev_mean"] + deviations * spread, 1.0)
    table["gauge_elev"] = np.minimum(table["gauge_elev"], table["elev_min"])
    return table
