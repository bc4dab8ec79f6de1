"""The kinds of model that can be trained, one module each."""
