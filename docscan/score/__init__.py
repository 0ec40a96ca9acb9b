"""From judgements to figures: sections, profile, index, intervals, countries, framework answers. Pure functions."""
