"""Pages and files of a program's return on investment."""
