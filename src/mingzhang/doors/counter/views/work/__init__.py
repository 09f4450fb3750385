"""Pages of background work: for those who run the system and those who answer for a run."""
