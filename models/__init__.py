"""The models that ship, one folder each; installed as ``docscan.models``."""
