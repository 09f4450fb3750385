"""Joins the rooms into one process; decides nothing."""
