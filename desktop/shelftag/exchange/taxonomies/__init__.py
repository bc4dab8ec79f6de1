"""Public taxonomies: Google's, Shopify's or any other, read from a file, grafted or mapped to."""
