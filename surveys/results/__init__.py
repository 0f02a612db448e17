"""The figures of a wave: pure calculations, dataclasses in and out."""
