"""ERA5-Land from the Climate Data Store: what is asked for, waited for and fetched."""
