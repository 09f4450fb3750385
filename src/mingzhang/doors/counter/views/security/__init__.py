"""The security desk's pages: only security administrators enter, and nobody changes their own account here."""
