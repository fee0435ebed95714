"""The staff console, tested from outside."""
