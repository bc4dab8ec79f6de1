"""The review view: pages of products that belong together, decided by a few keys."""
