"""From people followed since a day to figures that say what may be concluded. Pure: dataclasses in, plain values out.

Nothing here reads a database, so that the same path computes a simulated organization (benchmarks/coverage.py).
scipy loads inside the functions that need it, which run in jobs only.
"""
