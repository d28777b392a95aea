"""What each data set is: its ids, variables, units, bounds, regions and addresses."""
