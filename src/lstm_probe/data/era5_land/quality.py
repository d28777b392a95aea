"""Keep account of what is odd in a delivery of ERA5-Land while it is read."""

import logging
from dataclasses import dataclass, field

import numpy as np

logger = logging.getLogger(__name__)


@dataclass
class QualityCounts:
    """Count what is unusual in a delivery; each count is logged at the end, and kept in the attrs of what was made.

    Parameters
    ----------
    land : numpy.ndarray of bool, shape (rows, columns), optional
        Cells that should have data, by another variable; those of the first day where not given or on
        another grid.
    preliminary_times : int
        Hours or days of preliminary data (``expver`` 0005).
    incomplete_days : int
        Days with fewer than 24 hours, left out.
    repeated_times : int
        Times that two files hold with the same values.
    superseded_times : int
        Preliminary times left out because the delivery has final data of them.
    changed_sea_days : int
        Days on which other cells have data than `land` says.
    constant_days : int
        Days on which all cells have one value other than 0.
    stuck_days : int
        Days that repeat the day before in every cell, other than by being 0 everywhere.
    """

    land: np.ndarray | None = field(default=None, repr=False)
    preliminary_times: int = 0
    incomplete_days: int = 0
    repeated_times: int = 0
    superseded_times: int = 0
    changed_sea_days: int = 0
    constant_days: int = 0
    stuck_days: int = 0
    _yesterday: np.ndarray | None = field(default=None, repr=False)

    def look_at(self, values: np.ndarray) -> None:
        """Look at some days.

        Parameters
        ----------
        values : numpy.ndarray of shape (days, rows, columns)
            Daily means in the order of time; NaN over sea.
        """
        finite = np.isfinite(values)
        if self.land is None or self.land.shape != finite.shape[1:]:
            self.land = finite[0]
        self.changed_sea_days += int((finite != self.land).any(axis=(1, 2)).sum())
        land = values[:, self.land]
        if not land.size:
            return
        flat = land.min(axis=1) == land.max(axis=1)
        self.constant_days += int((flat & (land[:, 0] != 0)).sum())
        before = land[:1] * np.nan if self._yesterday is None else self._yesterday
        same = np.append((land[:1] == before).all(axis=1), (land[1:] == land[:-1]).all(axis=1))
        self.stuck_days += int(land[same].any(axis=1).sum())
        self._yesterday = land[-1:]

    def attrs(self) -> dict[str, int]:
        """Return the counts, for a file's attrs."""
        return {name: value for name, value in vars(self).items() if isinstance(value, int)}

    def warn(self, variable: str) -> None:
        """Log what was found."""
        words = {
            "preliminary_times": "times are preliminary (expver 0005); fetch them again before publishing",
            "incomplete_days": "days have fewer than 24 hours and are left out",
            "repeated_times": "times are in two files with the same values; the first is taken",
            "superseded_times": "times are preliminary (expver 0005) and final (0001) as well; the final are taken",
            "changed_sea_days": "days have data in other cells than the first day of the first file",
            "constant_days": "days have one value in all cells",
            "stuck_days": "days repeat the day before",
        }
        for name, count in self.attrs().items():
            if count:
                logger.warning("%s: %d %s", variable, count, words[name])
