"""The way of a message, the same for every channel."""
