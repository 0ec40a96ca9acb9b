"""What docscan knows about the wording of migration and planning: data files, their loader and their matcher.

``lexicon`` loads and checks the files; ``matching`` finds their terms in a text. Importing this package is cheap: spaCy
is imported when the first text is matched.
"""
