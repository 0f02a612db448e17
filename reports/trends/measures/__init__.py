"""The measures on the page of trends, each a few statements for a whole program."""
