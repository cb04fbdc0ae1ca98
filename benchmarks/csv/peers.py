#!/usr/bin/python3
"""The peer's side of the CSV benchmark. Each command prints one JSON object.

  peers.py make OUT.csv ROWS COLUMNS   a synthetic table of six-digit numbers, a label of 0 and 1 last
  peers.py read FILE.csv REPEAT        pandas.read_csv with its C engine: median wall seconds, and the memory it adds
  peers.py matrix FILE.csv REPEAT      the same, on to a matrix of 32-bit floats
"""
import json
import statistics
import sys
import time

import numpy as np


def make(out, rows, columns):
    rows, columns = int(rows), int(columns)
    rng = np.random.default_rng(1)
    names = ",".join([f"f{i}" for i in range(columns)] + ["label"])
    with open(out, "w") as file:
        file.write(names + "\n")
        for start in range(0, rows, 50_000):
            x = rng.normal(size=(min(50_000, rows - start), columns))
            label = x.sum(axis=1) > 0
            np.savetxt(file, np.column_stack([x, label]), fmt=["%.6g"] * columns + ["%d"], delimiter=",")
    return {"rows": rows, "columns": columns}


def peak_megabytes():
    """Of this process alone; what getrusage tells starts with the parent's peak."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def timed(work, repeat):
    before = peak_megabytes()
    seconds = []
    for i in range(int(repeat)):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
        if i == 0:
            added = peak_megabytes() - before
    return {"seconds": statistics.median(seconds), "added": added}


def read(path, repeat):
    import pandas

    return timed(lambda: pandas.read_csv(path), repeat)


def matrix(path, repeat):
    import pandas

    def work():
        table = pandas.read_csv(path)
        label = table.pop("label").to_numpy()
        return table.to_numpy(np.float32), label

    return timed(work, repeat)


if __name__ == "__main__":
    commands = {"make": make, "read": read, "matrix": matrix}
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
