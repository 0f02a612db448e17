"""Today: what a program's page says, in words, figures and things to do."""
