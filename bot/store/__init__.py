"""Tables, migrations and the transactions that matter."""
