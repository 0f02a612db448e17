"""The kinds of file that bring a program in."""
