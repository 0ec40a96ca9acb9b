"""The mid-term review: editions compared, actions followed, weight against attention, questions for the ministry.

Pure functions over what the results of a scan hold; :mod:`docscan.reviewing` joins them. What they find is typed in
:mod:`docscan.comparison`.
"""
