"""Plug-ins: found without importing them, loaded through their manifest, kept from doing harm."""
