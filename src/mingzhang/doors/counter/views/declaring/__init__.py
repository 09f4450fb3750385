"""The pages of the declaration desk."""
