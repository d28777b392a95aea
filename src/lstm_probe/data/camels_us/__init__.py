"""Reader of CAMELS-US, in the layout of its text files."""
