"""The inspector: everything about the selected product, or about the selection as a whole."""
