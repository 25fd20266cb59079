"""An import that writes after every second document, so that there are many moments at which it can be killed.

`python import_in_small_batches.py FOLDER ARCHIVE`; all else is as `jixiao import` does it.
"""

import sys

from jixiao.archive import open_archive
from jixiao.bulk import writing
from jixiao.bulk.importing import Options, run_import

if __name__ == "__main__":
    writing._BATCH = 2
    with open_archive(sys.argv[2]) as archive:
        run_import(archive, [sys.argv[1]], Options(workers=2))
