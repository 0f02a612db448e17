"""The kinds of file that bring figures in."""
