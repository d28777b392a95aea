"""The shape of every artefact: dimensions, variables, units and types, with a check and a mock."""
