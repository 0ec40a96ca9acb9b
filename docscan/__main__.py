"""``python -m docscan``, for where the program is not on the path."""

from docscan.cli import main

main()
