"""The labelled passages that ship; installed as ``docscan.corpus``."""
