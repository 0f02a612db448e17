"""The figures of a program, computed from cohorts. Pure: dataclasses in, plain values out; scipy loads in jobs only."""
