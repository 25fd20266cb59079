"""Facts: numbers of running text to what they mean: label, year, measure; bounds and aims set apart."""
