"""Who, where, what: people and their cover, institutions, catalogues."""
