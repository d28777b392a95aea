"""Check that no legend covers what a figure shows."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import StepPatch
from matplotlib.transforms import Bbox


def under_legends(figure: Figure) -> list[str]:
    """Name the bars, lines and points of a figure that lie under one of its legends, as they are printed."""
    figure.draw_without_rendering()
    legends = [legend for axes in figure.axes if (legend := axes.get_legend())] + list(figure.legends)
    return [found for legend in legends for found in _under(figure, legend.get_window_extent())]


def _under(figure: Figure, box: Bbox) -> list[str]:
    found = []
    for axes in (axes for axes in figure.axes if axes.bbox.overlaps(box)):
        for patch in axes.patches:
            if isinstance(patch, StepPatch):
                heights, edges, _ = patch.get_data()
                inside = box.transformed(axes.transData.inverted())
                beside = (edges[1:] > inside.x0) & (edges[:-1] < inside.x1)
                if (np.nan_to_num(heights)[beside] > inside.y0).any():
                    found.append(f"a bar of {np.nan_to_num(heights)[beside].max()}")
        for line in axes.lines:
            path = line.get_transform().transform_path(line.get_path())
            if len(path) and path.intersects_bbox(box, filled=False):
                found.append(f"a line through {line.get_xydata()[0]}")
        for points in axes.collections:
            if isinstance(points, PathCollection):
                places = points.get_offset_transform().transform(np.ma.filled(points.get_offsets(), np.nan))
                found.extend(f"a point at {place}" for place in places if box.contains(*place))
    return found
