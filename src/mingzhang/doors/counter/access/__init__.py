"""Who is at the desk, in which region, and what they may open: sessions, roles, scope and looks at people."""
