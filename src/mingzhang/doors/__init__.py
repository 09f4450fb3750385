"""Where someone reaches us: each door translates in and out and holds no rule."""
