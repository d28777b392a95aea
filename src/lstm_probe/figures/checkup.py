"""Maps of the check-up: gauges and where they are lost, what is missing at each, and catchments on the grids."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lstm_probe.figures import common, maps

if TYPE_CHECKING:
    import geopandas as gpd

#: Name and colour of gauges by the step of `contracts.checkup.STEPS` at which they are lost; kept ones are dark.
LOST_AT = {
    "": ("kept", common.DARK),
    "series": ("lost: no series", "#882255"),
    "attributes": ("lost: attributes", "#CC79A7"),
    "forcings": ("lost: forcings", "#E69F00"),
    "discharge": ("lost: discharge", "#D55E00"),
    "polygon": ("no polygon", "#D62728"),
    "land cell": ("no land cell: a target less", "#0072B2"),
    "target": ("no value of a target", "#56B4E9"),
}
#: What is shown of the missing days: column, and title.
MISSING = {
    "missing_discharge": "missing days of discharge",
    "missing_forcings": "missing days of a forcing",
    "missing_targets": "missing days of a target",
}
GROUND = ListedColormap(["#FFFFFF", "#CFE3D4"])


@common.paper_style()
def gauges(table: pd.DataFrame) -> Figure:
    """Draw which gauges are kept, where the others are lost, and what share of days is missing at each.

    Parameters
    ----------
    table : pandas.DataFrame
        The artefact `contracts.checkup.GAUGES`.
    """
    figure = common.new_figure(common.PAGE, 108.0)
    panels = figure.subplots(1, 1 + len(MISSING))
    placed = _placed(table)
    for number, (axes, title) in enumerate(zip(panels, ["gauges", *MISSING.values()], strict=True)):
        common.letter(axes, number, title)
        if not placed.sizes["gauge_id"]:
            common.write_in_panel(axes, "no gauge can be placed")
        else:
            maps.base_map(axes, placed)
    if placed.sizes["gauge_id"]:
        _steps(panels[0], placed)
        for axes, column in zip(panels[1:], MISSING, strict=True):
            _share(figure, axes, placed, column)
    return figure


def _placed(table: pd.DataFrame) -> xr.Dataset:
    """Give the gauges that have coordinates on a map."""
    there = table["gauge_lat"].between(40, 70) & table["gauge_lon"].between(-20, 20)
    return table[there].set_index("gauge_id").to_xarray()


def _steps(axes: Axes, placed: xr.Dataset) -> None:
    lost = placed["lost_at"].values.astype(str)
    groups = {step: placed["gauge_id"].values[lost == step] for step in LOST_AT}
    rank = sorted(groups, key=lambda step: -len(groups[step]))  # the rarer, the higher
    for step, here in groups.items():
        if len(here):
            style = {
                "color": LOST_AT[step][1],
                "label": f"{LOST_AT[step][0]} ({len(here)})",
                "zorder": 2 + rank.index(step),
            }
            maps.points(axes, placed, here, **style)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), frameon=False, fontsize="small", handletextpad=0.2)


def _share(figure: Figure, axes: Axes, placed: xr.Dataset, column: str) -> None:
    shares = 100 * placed[column].values.astype(float)
    order = np.argsort(np.nan_to_num(shares, nan=-1.0), kind="stable")
    known = order[np.isfinite(shares[order])]
    some, none = known[shares[known] > 0], known[shares[known] == 0]
    ids = placed["gauge_id"].values
    maps.points(axes, placed, ids[none], color=common.GREY, s=5.0)
    if not len(some):
        words = f"none at {common.count(len(none), 'gauge')}" if len(none) else "not looked at"
        axes.text(0.5, -0.03, words, transform=axes.transAxes, ha="center", va="top", fontsize="small")
        return
    style = {"cmap": "YlOrRd", "vmin": -20, "vmax": 100, "linewidths": 0.2, "edgecolors": common.DARK}
    drawn = maps.points(axes, placed, ids[some], c=shares[some], zorder=3, **style)
    below = axes.inset_axes((0.1, -0.07, 0.8, 0.02))
    bar = figure.colorbar(
        drawn, cax=below, orientation="horizontal", boundaries=np.arange(0, 101, 2), ticks=[0, 50, 100]
    )
    bar.set_label(f"% of days, at {common.count(len(some), 'gauge')}\n(grey: none, {len(none)})")


@common.paper_style()
def polygons(
    table: pd.DataFrame,
    shapes: "gpd.GeoDataFrame",
    grids: Mapping[str, tuple[np.ndarray, np.ndarray, np.ndarray]],
    names: Mapping[str, str],
) -> Figure:
    """Draw the catchments on every grid: which of its cells have data, where it ends, and which areas do not agree.

    Parameters
    ----------
    table : pandas.DataFrame
        The artefact `contracts.checkup.GAUGES`.
    shapes : geopandas.GeoDataFrame
        Catchments, EPSG:4326, indexed by gauge_id.
    grids : mapping of str to tuple of numpy.ndarray
        By product: latitudes and longitudes of the cell centres (degrees), and which cells have data (rows, columns).
    names : mapping of str to str
        What readers call each product.
    """
    figure = common.new_figure(common.PAGE * min(1.0, 0.5 * max(len(grids), 1)), 140.0)
    panels = np.atleast_1d(figure.subplots(1, max(len(grids), 1)))
    groups = _groups(table, shapes)
    for number, (axes, (product, (latitude, longitude, land))) in enumerate(zip(panels, grids.items(), strict=False)):
        common.letter(axes, number, f"{names.get(product, product)}: {int(land.sum())} of {land.size} cells have data")
        _grid(axes, latitude, longitude, land)
        _catchments(axes, shapes, groups)
    return figure


def _grid(axes: Axes, latitude: np.ndarray, longitude: np.ndarray, land: np.ndarray) -> None:
    height, width = abs(latitude[1] - latitude[0]) / 2, abs(longitude[1] - longitude[0]) / 2
    edges = (longitude[0] - width, longitude[-1] + width, latitude[-1] - height, latitude[0] + height)
    axes.imshow(land, cmap=GROUND, vmin=0, vmax=1, extent=edges, interpolation="nearest", zorder=0)
    west, east, south, north = edges
    axes.add_patch(Rectangle((west, south), east - west, north - south, fill=False, edgecolor="#0072B2", linewidth=1.2))
    axes.set_aspect(1 / np.cos(np.deg2rad((edges[2] + edges[3]) / 2)))
    axes.set_xlabel("longitude (° E)")
    axes.set_ylabel("latitude (° N)")


def _groups(table: pd.DataFrame, shapes: "gpd.GeoDataFrame") -> dict[str, tuple[list[str], str]]:
    """Sort catchments into those that are as they should be and those that are not; a colour each."""
    about = table.set_index("gauge_id").reindex(shapes.index)
    off = about["refused"].str.contains("polygons|areas|place", na=False)
    off |= about["warned"].str.contains("areas", na=False)
    beyond = about["warned"].str.contains("polygons on the grid|place of the gauge", na=False) & ~off
    cellless = (about["lost_at"] == "land cell") & ~off & ~beyond
    fine = ~(off | beyond | cellless)
    return {
        "as they should be": (list(shapes.index[fine]), "0.45"),
        "no cell with data in a grid": (list(shapes.index[cellless]), "#0072B2"),
        "beyond the grid, or far from the gauge": (list(shapes.index[beyond]), "#E69F00"),
        "area or shape does not agree": (list(shapes.index[off]), common.HIGHLIGHT),
    }


def _catchments(axes: Axes, shapes: "gpd.GeoDataFrame", groups: Mapping[str, tuple[list[str], str]]) -> None:
    for number, (label, (ids, colour)) in enumerate(groups.items()):
        parts = shapes.loc[ids].explode(index_parts=False)
        rings = [np.asarray(part.exterior.coords)[:, :2] for part in parts.geometry if part.geom_type == "Polygon"]
        width = 0.35 if number == 0 else 1.0
        if rings:
            drawn = PolyCollection(rings, facecolor="none", edgecolor=colour, linewidth=width, zorder=2 + number)
            axes.add_collection(drawn)
            axes.plot([], [], color=colour, label=f"{label} ({len(ids)})")
    axes.autoscale_view()
    axes.legend(loc="upper left", bbox_to_anchor=(0.0, -0.08), fontsize="small")
