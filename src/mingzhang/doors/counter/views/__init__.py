"""The counter's pages, one a file."""
