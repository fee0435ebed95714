"""Measurements: `make bench`, some minutes. Speed is given as a ratio to a baseline of the same run."""
