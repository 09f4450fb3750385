"""What runs beside us: one file a peer, each run by an interpreter of its own."""
