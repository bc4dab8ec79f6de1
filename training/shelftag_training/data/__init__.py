"""Data sets, photos and folds: what a trainer learns from."""
