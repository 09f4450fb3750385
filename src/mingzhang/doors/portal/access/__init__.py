"""Who is reading: one-time codes, how often they may be tried, and the pages that belong to the signed-in person."""
