"""Xinqiao 心桥: every matter has a place where it lies, every matter gets an answer."""

__version__ = "0.1.0"
