"""The kinds of file that bring goals in."""
