"""Deep training: whole networks learn from photos, for minutes to hours."""
