"""Gaussian random fields with a given correlation in space, still or travelling through time."""

import numpy as np


def wave_vectors(count: int, length_km: float, rng: np.random.Generator) -> np.ndarray:
    """Draw wave vectors whose cosines add up to a Matérn correlation with smoothness 3/2.

    The spectral density of that correlation, ``(1 + √3 r / l) exp(-√3 r / l)``, is a bivariate Student t with
    three degrees of freedom (Rasmussen and Williams 2006, ISBN 026218253X, eq. 4.15).

    Parameters
    ----------
    count : int
        Number of waves.
    length_km : float
        Correlation length l (km).
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    numpy.ndarray
        Wave vectors (wave, 2), radians per km.
    """
    stretch = np.sqrt(rng.chisquare(3.0, count) / 3.0)
    return rng.standard_normal((count, 2)) / (length_km * stretch[:, None])


def still(points_km: np.ndarray, length_km: float, rng: np.random.Generator, waves: int = 128) -> np.ndarray:
    """Draw one field of zero mean and unit variance at points (point, 2), km; returns (point,)."""
    phases = points_km @ wave_vectors(waves, length_km, rng).T
    amplitudes = rng.standard_normal((2, waves))
    return (np.cos(phases) @ amplitudes[0] + np.sin(phases) @ amplitudes[1]) / np.sqrt(waves)


class TravellingField:
    """A field of zero mean and unit variance that fades from day to day and drifts with the wind.

    Each wave's complex amplitude follows an autoregression of first order and turns as the wave moves on, so
    that days may be drawn in pieces of any length.

    Parameters
    ----------
    points_km : numpy.ndarray
        Places (point, 2), km.
    length_km : float
        Correlation length (km).
    memory : float
        Correlation from one day to the next, seen by an observer who drifts along (1).
    drift_km : tuple of float
        Eastward and northward drift (km per day).
    rng : numpy.random.Generator
        Source of randomness.
    waves : int
        Number of waves.
    """

    def __init__(
        self,
        points_km: np.ndarray,
        length_km: float,
        memory: float,
        drift_km: tuple[float, float],
        rng: np.random.Generator,
        waves: int = 160,
    ) -> None:
        vectors = wave_vectors(waves, length_km, rng)
        phases = vectors @ points_km.T
        self._basis = np.concatenate([np.cos(phases), np.sin(phases)]) / np.sqrt(waves)  # (2 wave, point)
        self._turn = memory * np.exp(1j * (vectors @ np.array(drift_km)))
        self._fresh = np.sqrt(1.0 - memory**2)
        self._rng = rng
        self._amplitude = rng.standard_normal(waves) + 1j * rng.standard_normal(waves)

    def keep(self, points: np.ndarray) -> None:
        """Draw the field at some of its points only (point,), positions; it is the same there."""
        self._basis = self._basis[:, points]

    def draw(self, days: int) -> np.ndarray:
        """Draw the next days of the field (day, point)."""
        shocks = self._rng.standard_normal((days, 2, len(self._amplitude)))
        amplitudes = np.empty((days, 2 * len(self._amplitude)))
        for day, (real, imaginary) in enumerate(shocks):
            self._amplitude = self._turn * self._amplitude + self._fresh * (real + 1j * imaginary)
            amplitudes[day] = np.concatenate([self._amplitude.real, self._amplitude.imag])
        return amplitudes @ self._basis
