"""Outcomes of a program: what became of participants and of comparable colleagues, and what may be concluded.

`cohorts` reads the database, `figures` computes (pure, also for the simulations of benchmarks/coverage.py), `pipeline`
joins both in a job, and `presentation` adds the texts to what was stored. Pages and exports compute nothing.
"""
