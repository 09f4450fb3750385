"""Records into the words and figures of the counter's pages."""
