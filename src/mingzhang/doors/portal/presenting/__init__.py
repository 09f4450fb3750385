"""Records of the rooms made into the plain words and figures that a template prints. No database, no clock."""
