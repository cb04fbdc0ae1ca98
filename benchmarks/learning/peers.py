#!/usr/bin/python3
"""The peers' side of the learning benchmark. Each command does its work and prints one JSON object:
seconds (median wall time), and what else the measure compares.

  peers.py make OUT ROWS COLUMNS TASK      a synthetic table: OUT.x, 32-bit floats column by column; OUT.y, 64-bit floats
  peers.py holdout FILE.csv OUT.txt        the rows of the dispatch table's stratified holdout
  peers.py dispatch FILE.csv HOLDOUT.txt   grid search over decision trees
  peers.py train OUT TASK NAME REPEAT      trains on the first four fifths of the rows, scores the rest
  peers.py score OUT TASK NAME             trains on 50,000 rows, scores all rows, and one row at a time
"""
import json
import resource
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


def make(out, rows, columns, task):
    rows, columns = int(rows), int(columns)
    rng = np.random.default_rng(1)
    x = rng.normal(size=(rows, columns)).astype(np.float32)
    weights = rng.normal(size=columns) / np.sqrt(columns)
    signal = x @ weights + 0.7 * x[:, 0] * x[:, 1] + np.sin(2 * x[:, 2]) + rng.normal(scale=0.5, size=rows)
    np.ascontiguousarray(x.T).tofile(out + ".x")
    (signal > 0 if task == "binary" else signal).astype(np.float64).tofile(out + ".y")
    return {"rows": rows, "columns": columns}


def table(out):
    y = np.fromfile(out + ".y")
    x = np.ascontiguousarray(np.fromfile(out + ".x", dtype=np.float32).reshape(-1, len(y)).T)
    train = len(y) * 4 // 5
    return x[:train], y[:train], x[train:], y[train:]


def model_of(name, task):
    from sklearn import ensemble, linear_model, svm, tree
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    import xgboost

    binary = task == "binary"
    return {
        "decision-tree": lambda: (tree.DecisionTreeClassifier if binary else tree.DecisionTreeRegressor)(max_depth=8),
        "random-forest": lambda: (ensemble.RandomForestClassifier if binary else ensemble.RandomForestRegressor)(
            100, max_depth=8, max_features="sqrt" if binary else 1.0, n_jobs=THREADS),
        "gradient-boosting": lambda: (xgboost.XGBClassifier if binary else xgboost.XGBRegressor)(
            n_estimators=100, max_depth=6, learning_rate=0.1, max_bin=256, tree_method="hist", n_jobs=THREADS),
        "logistic-regression": lambda: make_pipeline(StandardScaler(), linear_model.LogisticRegression(max_iter=200)),
        "linear-svm": lambda: make_pipeline(StandardScaler(), svm.LinearSVC(dual=False)),
        "linear-regression": linear_model.LinearRegression,
        "ridge": lambda: make_pipeline(StandardScaler(), linear_model.Ridge()),
    }[name]()


def peak_megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def train(out, task, name, repeat):
    from sklearn.metrics import r2_score, roc_auc_score

    x, y, test_x, test_y = table(out)
    seconds, model = median_seconds(lambda: model_of(name, task).fit(x, y), int(repeat))
    peak = peak_megabytes()
    if task == "binary":
        scores = model.predict_proba(test_x)[:, 1] if hasattr(model, "predict_proba") else model.decision_function(test_x)
        quality = roc_auc_score(test_y, scores)
    else:
        quality = r2_score(test_y, model.predict(test_x))
    return {"seconds": seconds, "quality": quality, "megabytes": peak}


def score(out, task, name):
    x, y, test_x, _ = table(out)
    model = model_of(name, task).fit(x[:50000], y[:50000])
    predict = model.predict_proba if task == "binary" else model.predict
    whole, _ = median_seconds(lambda: predict(x), 5)
    one, _ = median_seconds(lambda: [predict(test_x[i:i + 1]) for i in range(50)], 5)
    return {"rowsPerSecond": len(x) / whole, "microsecondsPerRow": one / 50 * 1e6}


def dispatch_table(path):
    with open(path) as file:
        header, *rows = [line.strip().split(",") for line in file]
    hours, orders, product = (header.index(name) for name in ("hours_to_dispatch", "orders_placed", "product_code"))
    codes = {code: i for i, code in enumerate(sorted({row[product] for row in rows}))}
    x = np.array([[float(row[orders]), codes[row[product]]] for row in rows])
    return x, np.array([float(row[hours]) for row in rows])


def holdout(path, out):
    from sklearn.model_selection import train_test_split

    x, _ = dispatch_table(path)
    rows = train_test_split(np.arange(len(x)), test_size=0.2, stratify=x[:, 1], random_state=42)[1]
    np.savetxt(out, np.sort(rows), fmt="%d")
    return {"rows": len(rows)}


def dispatch(path, holdout_path):
    from sklearn.metrics import r2_score
    from sklearn.model_selection import GridSearchCV
    from sklearn.tree import DecisionTreeRegressor

    x, y = dispatch_table(path)
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
    commands = {"make": make, "holdout": holdout, "dispatch": dispatch, "train": train, "score": score}
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
