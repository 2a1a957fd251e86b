"""Measuring how quick this is at a given size, on databases made for the purpose."""
