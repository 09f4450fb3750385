"""One file for each of the named cast: who they are, what they show, and what happens to them."""
