"""Copies of a whole installation: made while it works, and put back so that they prove themselves."""
