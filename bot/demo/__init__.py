"""Conversations to look at: played through the real path of a message, marked, and never leaving the house."""
