"""The frame of every page: its look, its guards, its language, and how money, days and numbers are written."""
