"""The catalogue: what is stored, how it changes, how it is found. No Qt here."""
