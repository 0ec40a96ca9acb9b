"""``python -m docscan.cli``."""

from docscan.cli import main

main()
