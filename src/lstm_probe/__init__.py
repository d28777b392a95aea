"""What has a hydrological LSTM learned? Probing cell states for soil moisture and snow."""

__version__ = "0.1.0"
