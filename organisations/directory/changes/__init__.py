"""Compare a list with the tables and write what differs: a few statements however long the list is."""
