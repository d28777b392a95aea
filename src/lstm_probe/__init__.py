"""What has a hydrological LSTM learned? Probing cell states for soil moisture and snow."""

__version__ = "1.0.0"
