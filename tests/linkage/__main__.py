"""What bin/linkage runs: one evening on a site of its own."""

import sys
import tempfile
from pathlib import Path

import django

from tests.stack import Stack


def main() -> int:
    """Prints the report; 1 when something links the names, or when the check found nothing that was planted."""
    django.setup()
    from tests.linkage.evening import spent
    from tests.linkage.report import Report

    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder), f"sqlite://{folder}/peerchat.sqlite3") as server:
        report = Report.of(spent(server))
    print(f"recorded: {report.items} pages, handshakes and frames")
    print(f"compared: {report.compared} tokens that both groups have, with those of two groups of two people")
    print(f"tokens that link the two names: {len(report.links)}")
    for fault in report.faults:
        print(f"FAULT: {fault}")
    if not report.faults:
        print("planted tokens: found (a word that he said in both groups; his account, written into a page of each)")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
