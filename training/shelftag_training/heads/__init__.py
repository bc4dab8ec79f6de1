"""Embeddings to categories: what is fitted on top of an encoder."""
