"""From a case's readable sources (report.txt, gold.txt) to what is tested with it (report.docx, record.json)."""
