"""Ingestion: CAMELS-GB, ERA5-Land and users' tables become daily series of every gauge."""
