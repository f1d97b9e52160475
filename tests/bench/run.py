#!/usr/bin/env python3
"""Runs every benchmark and prints one JSON line per figure: name, value, unit, median_of, platform, machine.

Sources of figures: programs bench_* of the native build and, under node, of the Wasm build; scripts *.mjs and *.py beside
this file; the size of each file of the widget against its budget (web/sizes.mjs); what tests/fresh_root.sh wrote. Programs print {"name", "value", "unit", ...} lines and nothing
else on standard output; the platform and the machine's facts are added here. A figure that could not be measured is
printed as null with its reason.
"""
import glob
import json
import os
import platform
import subprocess
import sys

SECONDS_MAX = 1800  # for one program; a benchmark that hangs is a figure that could not be measured


def machine():
    with open("/proc/cpuinfo") as info:
        models = [line.split(":", 1)[1].strip() for line in info if line.startswith("model name")]
    with open("/proc/meminfo") as info:
        memory_kb = int(info.readline().split()[1])
    return f"{models[0] if models else platform.machine()}, {os.cpu_count()} cores, {memory_kb // 1048576} GB"


MACHINE = machine()


def show(figure, where):
    figure = {**figure, "platform": figure.get("platform", where), "machine": MACHINE}
    print(json.dumps(figure, ensure_ascii=False), flush=True)


def missing(name, reason, where):
    show({"name": name, "value": None, "reason": reason}, where)


def run(name, command, where):
    print(f"{where}: {name}", file=sys.stderr, flush=True)
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS_MAX)
    except subprocess.TimeoutExpired:
        return missing(name, f"did not end within {SECONDS_MAX} s", where)
    figures = 0
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        try:
            figure = json.loads(line)
            figure["name"], figure["value"]
        except (ValueError, TypeError, KeyError):
            print(f"{name}: not a figure: {line}", file=sys.stderr)
            continue
        figures += 1
        show(figure, where)
    if done.returncode != 0 or figures == 0:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["nothing was printed"]
        missing(name, f"exit status {done.returncode}: {last[0]}", where)


def widget_sizes():
    run("widget_bytes", ["node", "web/sizes.mjs"], "widget")


def fresh_root():
    commands = ("./dev demo --smoke", "./dev test")
    seen = {}
    if os.path.exists("build/fresh_root.jsonl"):
        with open("build/fresh_root.jsonl") as lines:
            for line in lines:
                figure = json.loads(line)
                seen[figure["name"]] = figure  # the last one counts
    for figure in seen.values():
        show(figure, "fresh root")
    for command in commands:
        if f"fresh root: {command}" not in seen:
            missing(f"fresh root: {command}", f"not run here: tests/fresh_root.sh build/fresh {command}", "fresh root")


def main():
    only = sys.argv[1:]

    def wanted(name):  # "web": everything of the element
        return not only or any(word in name or (word == "web" and name in ("widget", "kills")) for word in only)

    here = os.path.dirname(os.path.abspath(__file__))
    native = sorted(path for path in glob.glob("build/release/bin/bench_*") if os.access(path, os.X_OK))
    wasm = sorted(glob.glob("build/wasm/bin/bench_*.js"))
    pages = sorted(glob.glob(os.path.join(here, "*.mjs")))
    scripts = sorted(path for path in glob.glob(os.path.join(here, "*.py")) if path != os.path.abspath(__file__))
    for where, programs, before in (("native", native, []), ("wasm", wasm, ["node"]), ("programs", scripts, [sys.executable]),
                                    ("browser", pages, ["node"])):
        for program in programs:
            name = os.path.basename(program).split(".")[0]
            if wanted(name):
                run(name, [*before, program], where)
        if not programs and not only:
            missing(f"{where} benchmarks", "there is none", where)
    if wanted("widget") or "web" in only:
        widget_sizes()
    if wanted("fresh root"):
        fresh_root()


main()
