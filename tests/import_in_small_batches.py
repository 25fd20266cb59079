"""`jixiao import` in batches of five, so that a kill falls between and within many: `python import_in_small_batches.py FOLDER ARCHIVE`."""

import sys

from jixiao.bulk import writing
from jixiao.cli import main

if __name__ == "__main__":
    writing._BATCH = 5
    sys.exit(main(["import", sys.argv[1], "--to", sys.argv[2], "--workers", "2"]))
