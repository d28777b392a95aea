"""Read runs of NeuralHydrology (https://doi.org/10.21105/joss.04050), so that their LSTMs can be probed."""
