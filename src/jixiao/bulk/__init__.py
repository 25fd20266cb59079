"""Folders of reports into an archive, and an archive through new rules: every document read apart, one process writing."""
