"""How the ensemble of an LSTM's seeds is called. No library is loaded here: the start of every job asks."""

#: What stands for the seed of an ensemble, which is no seed.
ENSEMBLE_SEED = 0
ENSEMBLE = "_ensemble"


def ensemble_of(lstm: str) -> str:
    """Name the ensemble of an LSTM's seeds."""
    return f"{lstm}{ENSEMBLE}"
