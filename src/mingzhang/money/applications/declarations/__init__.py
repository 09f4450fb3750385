"""One file a kind of application; each ends in `KIND`."""
