"""What each data set is: its ids, variables, units, bounds, addresses and citation."""
