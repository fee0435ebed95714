"""Rasa graph components and policies."""
