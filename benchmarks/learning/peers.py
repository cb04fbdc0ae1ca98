#!/usr/bin/python3
"""The peers' side of the learning benchmark. Each command does its work and prints one JSON object:
seconds (median wall time), and what else the measure compares.

  peers.py dispatch FILE.csv ROWS.txt      grid search over decision trees; ROWS.txt: the rows of the holdout
"""
import json
import statistics
import sys
import time

import numpy as np

THREADS = 2


def median_seconds(work, repeat):
    """Runs the work several times; the median wall time and the last result."""
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def dispatch(path, holdout_path):
    from sklearn.metrics import r2_score
    from sklearn.model_selection import GridSearchCV
    from sklearn.tree import DecisionTreeRegressor

    with open(path) as file:
        rows = [line.strip().split(",") for line in file][1:]
    codes = {code: i for i, code in enumerate(sorted({row[2] for row in rows}))}
    x = np.array([[float(row[1]), codes[row[2]]] for row in rows])
    y = np.array([float(row[0]) for row in rows])
    holdout = np.loadtxt(holdout_path, dtype=int)
    train = np.setdiff1d(np.arange(len(y)), holdout)
    grid = {
        "criterion": ["squared_error", "absolute_error"],
        "max_depth": [2, 4, 6, 8, 10, None],
        "min_samples_split": [2, 4, 6, 8, 10],
        "min_samples_leaf": [2, 4, 6, 8, 10],
    }
    # Rows in random order, as our folds are random and scikit-learn's are blocks.
    order = np.random.default_rng(42).permutation(train)

    def search():
        return GridSearchCV(DecisionTreeRegressor(random_state=42), grid, scoring="r2", cv=5, n_jobs=THREADS).fit(x[order], y[order])

    seconds, found = median_seconds(search, 3)
    return {"seconds": seconds, "quality": r2_score(y[holdout], found.predict(x[holdout]))}


if __name__ == "__main__":
    commands = {"dispatch": dispatch}
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
