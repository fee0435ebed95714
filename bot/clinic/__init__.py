"""The domain in pure Python: no Rasa, no SQL, no web, no clock of its own."""
