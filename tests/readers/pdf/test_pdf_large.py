"""A PDF of 200 MB is read page by page: beside the file itself hardly more memory is in use than for a small one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MEGABYTE = 1 << 20
PAGES, PICTURE = 20, 10 * MEGABYTE
MOST = 150  # megabytes beyond the file

READ = """
import resource, sys
from pathlib import Path
from jixiao.pipeline import extract
from jixiao.readers import read
record = extract(read(Path(sys.argv[1])))
status = Path("/proc/self/status")  # of this program alone; ru_maxrss may be that of the process that started it
if status.exists():
    print(next(int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1 << 20))
print(record.source.pages)
"""


def write_scans(target: Path, pages: int, picture: int) -> None:
    """A PDF of pages with a line of text over a picture of so many bytes that cannot be packed."""
    places: list[int] = []
    with target.open("wb") as out:

        def add(content: str, stream: bytes | None = None) -> None:
            places.append(out.tell())
            out.write(f"{len(places)} 0 obj\n<<{content}".encode())
            out.write(b">>" if stream is None else b"/Length %d>>\nstream\n" % len(stream))
            out.write(b"\nendobj\n" if stream is None else stream + b"\nendstream\nendobj\n")

        out.write(b"%PDF-1.7\n")
        add("/Type/Catalog/Pages 2 0 R")
        kids = " ".join(f"{4 + 3 * i} 0 R" for i in range(pages))
        add(f"/Type/Pages/Count {pages}/Kids[{kids}]")
        add("/Type/Font/Subtype/Type1/BaseFont/Helvetica")
        for i in range(pages):
            first = 4 + 3 * i
            used = f"/Resources<</Font<</F 3 0 R>>/XObject<</I {first + 2} 0 R>>>>"
            add(f"/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {first + 1} 0 R{used}")
            words = "BT /F 16 Tf 90 700 Td (12.50%) Tj ET q 200 0 0 200 90 90 cm /I Do Q"
            add("", words.encode())
            form = f"/Width {picture // 3000}/Height 1000/BitsPerComponent 8/ColorSpace/DeviceRGB"
            add(f"/Type/XObject/Subtype/Image{form}", os.urandom(picture // 3000 * 3000))
        table = out.tell()
        out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode())
        out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
        out.write(f"trailer<</Root 1 0 R/Size {len(places) + 1}>>\nstartxref\n{table}\n%%EOF".encode())


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """The file, gone again after the test."""
    target = tmp_path / "scans.pdf"
    write_scans(target, PAGES, PICTURE)
    return target


def test_a_pdf_of_200_mb_takes_little_more_memory_than_the_file(scans: Path) -> None:
    done = subprocess.run((sys.executable, "-c", READ, str(scans)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    peak, pages = map(int, done.stdout.split())
    assert pages == PAGES
    assert peak - scans.stat().st_size // MEGABYTE < MOST
