"""Learning: predictions, corrections, retraining and model versions. No Qt here."""
