"""jixiao (绩效): budget self-assessment reports, read into checked records."""
