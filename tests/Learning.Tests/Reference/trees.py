#!/usr/bin/python3
"""Makes trees.json: what scikit-learn and XGBoost find on seeded synthetic tables and on a real one.

    apt-get install python3-sklearn python3-xgboost
    /usr/bin/python3 trees.py DATA_FOLDER > trees.json

The synthetic tables come from a linear congruential generator that the tests repeat, number by number.
Rows whose number is a multiple of four are tested on, the others are trained on.
"""
import json
import platform
import sys

import numpy as np
import sklearn
import xgboost
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import log_loss, r2_score, roc_auc_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

COLUMNS = 8


def synthetic(rows, seed):
    """Uniform features in [0, 1) of 24 bits, and a signal with interactions, steps and noise."""
    state = seed
    numbers = np.empty(rows * (COLUMNS + 1))
    for i in range(len(numbers)):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        numbers[i] = (state >> 40) / 2**24
    numbers = numbers.reshape(rows, COLUMNS + 1)
    x, noise = numbers[:, :COLUMNS], numbers[:, COLUMNS]
    signal = 3 * x[:, 0] + 4 * x[:, 1] * x[:, 2] + np.where(x[:, 3] > 0.6, 2.0, 0.0) - x[:, 4] * x[:, 4] + noise
    return x.astype(np.float32), signal


def target_of(task, signal):
    if task == "regression":
        return signal
    if task == "binary":
        return (signal > 3.3).astype(int)
    return (signal > 2.7).astype(int) + (signal > 4.2).astype(int)


def divide(x, y):
    test = np.arange(len(y)) % 4 == 0
    return x[~test], y[~test], x[test], y[test]


def quality(task, model, x, y):
    if task == "regression":
        return r2_score(y, model.predict(x))
    if task == "binary":
        return roc_auc_score(y, model.predict_proba(x)[:, 1])
    return log_loss(y, model.predict_proba(x))


def exact_trees():
    """Continuous features leave few ties, so that the trees are the same ones but for a leaf here and there."""
    cases = []
    for task, criterion, settings in [
        ("regression", "squared_error", {"max_depth": 5}),
        ("regression", "squared_error", {"max_depth": None, "min_samples_leaf": 7}),
        ("regression", "absolute_error", {"max_depth": 5, "min_samples_leaf": 3}),
        ("binary", "gini", {"max_depth": 5}),
        ("binary", "entropy", {"max_depth": 4}),
        ("multiclass", "gini", {"max_depth": 5, "min_samples_split": 20}),
        ("multiclass", "entropy", {"max_depth": 5}),
    ]:
        x, signal = synthetic(1200, 1)
        tx, ty, vx, vy = divide(x, target_of(task, signal))
        kind = DecisionTreeRegressor if task == "regression" else DecisionTreeClassifier
        model = kind(criterion=criterion, random_state=0, **settings).fit(tx, ty)
        outputs = model.predict(vx) if task == "regression" else model.predict_proba(vx)
        cases.append({"task": task, "criterion": criterion, "maxDepth": settings.get("max_depth"),
                      "minSamplesLeaf": settings.get("min_samples_leaf", 1), "minSamplesSplit": settings.get("min_samples_split", 2),
                      "outputs": np.asarray(outputs).reshape(-1).tolist()})
    return cases


def peers(task):
    forest = RandomForestRegressor if task == "regression" else RandomForestClassifier
    boosting = xgboost.XGBRegressor if task == "regression" else xgboost.XGBClassifier
    return {
        "random-forest": lambda seed: forest(100, max_depth=8, random_state=seed),
        "gradient-boosting": lambda seed: boosting(n_estimators=100, max_depth=6, learning_rate=0.1, tree_method="hist", max_bin=256),
    }


def ensembles():
    x, signal = synthetic(8000, 2)
    cases = []
    for task in ["regression", "binary", "multiclass"]:
        tx, ty, vx, vy = divide(x, target_of(task, signal))
        for trainer, make in peers(task).items():
            scores = [quality(task, make(seed).fit(tx, ty), vx, vy) for seed in range(5)]
            cases.append({"task": task, "trainer": trainer, "quality": float(np.mean(scores))})
    return cases


def banknotes(folder):
    table = np.loadtxt(f"{folder}/banknotes.csv", delimiter=",", skiprows=1)
    tx, ty, vx, vy = divide(table[:, :4].astype(np.float32), table[:, 4])
    return [{"trainer": trainer, "quality": float(np.mean([quality("binary", make(seed).fit(tx, ty), vx, vy) for seed in range(5)]))}
            for trainer, make in peers("binary").items()]


if __name__ == "__main__":
    print(json.dumps({
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "scikit-learn": sklearn.__version__, "xgboost": xgboost.__version__},
        "trees": exact_trees(),
        "ensembles": ensembles(),
        "banknotes": banknotes(sys.argv[1]),
    }))
