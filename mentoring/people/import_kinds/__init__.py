"""The kinds of file that bring people in."""
