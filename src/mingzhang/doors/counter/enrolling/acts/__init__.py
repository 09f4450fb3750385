"""Acts by topic, each file with its acts in FOUND; found by listing this folder."""
