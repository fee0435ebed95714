"""The consultation bot: answers, screens and books, with a person's safety first."""
