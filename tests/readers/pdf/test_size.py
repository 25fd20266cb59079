"""A PDF of two hundred megabytes is read page by page: memory holds the file and little more."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PAGES = 40
SIDE = 1300  # pixels of a picture, three bytes each: five megabytes a page
MOST_KILOBYTES = 600 * 1024

READ = """
import resource, sys
from pathlib import Path
from jixiao.pipeline import extract
from jixiao.readers import read
record = extract(read(Path(sys.argv[1])))
printed = sum(block.text.count("%") for block in record.blocks)
print(printed, record.source.pages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def objects() -> Iterator[bytes]:
    """The objects of a PDF: a catalogue, its pages, a font, and for each page its page, its text and its picture."""
    kids = " ".join(f"{4 + 3 * number} 0 R" for number in range(PAGES))
    yield b"<< /Type /Catalog /Pages 2 0 R >>"
    yield f"<< /Type /Pages /Count {PAGES} /Kids [{kids}] >>".encode()
    yield b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    for number in range(PAGES):
        first = 4 + 3 * number
        yield (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 1} 0 R "
            f"/Resources << /Font << /F 3 0 R >> /XObject << /P {first + 2} 0 R >> >> >>"
        ).encode()
        drawn = f"BT /F 12 Tf 72 760 Td (Cost {100 + number}.50%) Tj ET q 200 0 0 200 72 72 cm /P Do Q".encode()
        yield b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)
        picture = os.urandom(3 * SIDE * SIDE)
        head = f"/Type /XObject /Subtype /Image /Width {SIDE} /Height {SIDE} /ColorSpace /DeviceRGB /BitsPerComponent 8"
        yield b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head.encode(), len(picture), picture)


def write_pdf(file: Path) -> None:
    places: list[int] = []
    with file.open("wb") as out:
        out.write(b"%PDF-1.4\n")
        for number, each in enumerate(objects(), 1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
        table = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        out.writelines(b"%010d 00000 n \n" % place for place in places)
        out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, table))


def test_two_hundred_megabytes_of_pictures_take_little_more_memory_than_the_file(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    write_pdf(file)
    assert file.stat().st_size > 200_000_000
    done = subprocess.run((sys.executable, "-c", READ, str(file)), check=True, capture_output=True, text=True)
    file.unlink()  # pytest keeps what tests leave
    ratios, pages, kilobytes = map(int, done.stdout.split())
    assert (ratios, pages) == (PAGES, PAGES)
    assert kilobytes < MOST_KILOBYTES
