"""Tune the sentence encoder to what people write to a clinic: `make encoder`, hours at most, and only now and then.

Nothing here runs in the assistant. The result is a delta of a megabyte, kept with its recipe in models/tuning.
"""
