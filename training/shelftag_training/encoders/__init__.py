"""Photos to embeddings: architectures, their weights and their artefacts."""
