"""One desk's work a file, each with an `AREA`; found by listing this folder."""
