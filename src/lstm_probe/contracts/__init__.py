"""The shape of every artefact: dimensions, variables, units and types, with a check and a mock."""

from lstm_probe.contracts.contract import Contract, Table, Variable

__all__ = ["Contract", "Table", "Variable"]
