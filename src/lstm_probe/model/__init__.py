"""The rainfall-runoff LSTM: scaling, sampling, training, simulation and cell states."""
