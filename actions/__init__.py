"""Rasa custom actions: thin, one file per topic of conversation."""
