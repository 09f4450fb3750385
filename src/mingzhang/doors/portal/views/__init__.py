"""One page a file: read what the page needs, have it presented, render it."""
