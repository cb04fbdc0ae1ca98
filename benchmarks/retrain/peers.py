#!/usr/bin/python3
"""The peers' side of the retrain benchmark. Each command prints one JSON object.

  peers.py make FILE.csv ROWS COLUMNS    a synthetic table: features f0, f1, … and a label of 0 and 1
  peers.py search FILE.csv OUT           from the CSV to the best model in a file: holdout, grid search with 3 folds, evaluation
"""
import json
import resource
import sys
import time

import numpy as np

THREADS = 2


def make(path, rows, columns):
    import pandas

    rows, columns = int(rows), int(columns)
    rng = np.random.default_rng(1)
    x = rng.normal(size=(rows, columns)).astype(np.float32)
    weights = rng.normal(size=columns) / np.sqrt(columns)
    signal = x @ weights + 0.7 * x[:, 0] * x[:, 1] + np.sin(2 * x[:, 2]) + rng.normal(scale=0.5, size=rows)
    table = pandas.DataFrame(x, columns=[f"f{c}" for c in range(columns)])
    table["label"] = (signal > 0).astype(int)
    table.to_csv(path, index=False, float_format="%.6g")
    return {"rows": rows, "columns": columns}


def search(path, out):
    start = time.perf_counter()
    import joblib
    import pandas
    import xgboost
    from sklearn import linear_model, metrics
    from sklearn.model_selection import GridSearchCV, KFold, train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    table = pandas.read_csv(path, dtype=np.float32)
    y = table.pop("label").to_numpy().astype(int)
    x, test_x, y, test_y = train_test_split(table.to_numpy(), y, test_size=0.2, random_state=42)
    del table
    candidates = [
        (xgboost.XGBClassifier(n_estimators=100, learning_rate=0.1, max_bin=256, tree_method="hist", n_jobs=THREADS), {"max_depth": [4, 6]}, 1),
        # One fold a thread: the solver itself uses one.
        (make_pipeline(StandardScaler(), linear_model.LogisticRegression(max_iter=200)), {"logisticregression__C": [0.1, 1]}, THREADS),
    ]
    folds = KFold(3, shuffle=True, random_state=42)
    found = [GridSearchCV(model, grid, scoring="roc_auc", cv=folds, n_jobs=jobs).fit(x, y) for model, grid, jobs in candidates]
    scores = [metrics.roc_auc_score(test_y, one.predict_proba(test_x)[:, 1]) for one in found]
    joblib.dump(found[int(np.argmax(scores))].best_estimator_, out)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "quality": max(scores), "megabytes": peak}


if __name__ == "__main__":
    print(json.dumps({"make": make, "search": search}[sys.argv[1]](*sys.argv[2:])))
