"""What a person's page tells, one topic a file, each with a `SECTION`; found by listing this folder."""
