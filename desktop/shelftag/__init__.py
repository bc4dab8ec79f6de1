"""Shelftag: an offline desktop catalogue that learns from its owner's corrections."""
