"""The audit desk's pages: they read, and change nothing but the audit chain itself, where each verification stands."""
