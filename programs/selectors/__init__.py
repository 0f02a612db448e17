"""Reads for the pages and the API of programs, one module per noun."""
