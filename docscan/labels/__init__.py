"""Labelled passages: read from what analysts keep them in, checked, and compared between coders."""
