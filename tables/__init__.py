"""Makes the tables of places that are too large to write by hand, from the data of others."""
