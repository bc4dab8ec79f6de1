"""From a folder of strangers' photos to products: scan, decode, group, store. No Qt here."""
