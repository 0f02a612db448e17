"""Benchmarks: `bin/bench [NAME]`. Each module here that has a function `run` is one, named as the module."""
