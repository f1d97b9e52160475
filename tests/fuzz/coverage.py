#!/usr/bin/env python3
"""One JSON line of what a fuzz target reached: coverage.py NAME LOG SUMMARY [--files]

LOG: of libFuzzer, with its final statistics; SUMMARY: of `llvm-cov export -summary-only`. Counted are the project's own files that
the target reaches at all: the parser, and what it is made of; files of other parsers in the same program are not its own.
--files: then a line for each file, the poorest first.
"""
import json
import re
import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[2]) + "/"


def main():
    name, log, summary = sys.argv[1:4]
    executions = re.search(r"stat::number_of_executed_units:\s*(\d+)", Path(log).read_text(errors="replace"))
    files = []
    for one in json.loads(Path(summary).read_text())["data"][0]["files"]:
        path, regions = one["filename"].removeprefix(ROOT), one["summary"]["regions"]
        if regions["covered"] and path.startswith(("core/", "native/", "sync/")):
            files.append((path, regions["count"], regions["covered"]))
    print(json.dumps({"name": name, "executions": int(executions[1]) if executions else 0, "regions": sum(one[1] for one in files),
                      "covered": sum(one[2] for one in files)}), flush=True)
    if "--files" in sys.argv[4:]:
        for path, count, covered in sorted(files, key=lambda one: one[2] / one[1]):
            print(f"{covered:6} of {count:6}  {path}")


main()
