"""Statistics, each from its paper: intervals, keyness, collocations, dispersion, association, discovery."""
