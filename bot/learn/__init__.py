"""Learning from what was not understood: groups of messages that are alike, and exports to train with.

It knows the domain and the store; the console and the commands use it.
"""
