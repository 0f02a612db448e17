"""Dashboards of programs and of the organization, and the strengths and weaknesses of a program."""
