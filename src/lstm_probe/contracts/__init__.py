"""The shape of every artefact, written once: dims, variables, units and dtype, with a check and a mock."""

from lstm_probe.contracts.contract import Contract, Table, Variable

__all__ = ["Contract", "Table", "Variable"]
