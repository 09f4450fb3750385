"""Records into the words and figures of a page, for every door alike."""
