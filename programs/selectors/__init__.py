"""Reads for the pages of programs: how one stands, its matches as a list, and one match."""
