#!/usr/bin/python3
"""Makes the tables beside it and reference.json: what scikit-learn and SciPy find in their last fifth, the holdout.

    apt-get install python3-sklearn
    /usr/bin/python3 reference.py

The columns "first", "second", ... are scores that a trainer of the tests passes on as they are; they are multiples
of 1/256, which 32-bit floats hold exactly, and have ties. "row" only keeps rows from being alike.
"""
import json

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics
from sklearn.calibration import calibration_curve

ROWS, HOLDOUT = 1000, 200
rng = np.random.default_rng(11)


def write(name, columns):
    names = list(columns)
    with open(f"{name}.csv", "w") as f:
        f.write(",".join(["row"] + names) + "\n")
        for i in range(ROWS):
            f.write(",".join([str(i)] + [str(columns[n][i]) for n in names]) + "\n")
    return {n: np.asarray(columns[n][-HOLDOUT:]) for n in names}


def on_grid(p):
    return np.round(np.clip(p, 0, 1) * 256) / 256


def interval(statistic, *data):
    found = stats.bootstrap(data, statistic, paired=True, vectorized=False, method="percentile", n_resamples=4000, random_state=3)
    return [found.confidence_interval.low, found.confidence_interval.high]


def p_value(first, second):
    """Paired permutation test of the mean difference."""
    return stats.permutation_test((first, second), lambda a, b, axis: np.mean(a - b, axis=axis), permutation_type="samples",
                                  vectorized=True, n_resamples=50000, random_state=5).pvalue


def row_log_loss(y, p):
    return -np.log(np.clip(np.where(y == 1, p, 1 - p), np.finfo(float).eps, 1))


def one_class(y, p):
    fpr, tpr, _ = metrics.roc_curve(y, p)
    precision, recall, _ = metrics.precision_recall_curve(y, p)
    observed, predicted = calibration_curve(y, p, n_bins=10)
    return {
        "area": metrics.roc_auc_score(y, p), "falsePositiveRates": list(fpr), "truePositiveRates": list(tpr),
        "averagePrecision": metrics.average_precision_score(y, p),
        # From the highest threshold down, without the point (recall 0, precision 1) that scikit-learn adds.
        "precisions": list(precision[:-1][::-1]), "recalls": list(recall[:-1][::-1]),
        "observed": list(observed), "predicted": list(predicted),
    }


def binary():
    y = rng.integers(0, 2, ROWS)
    first = on_grid(0.25 * y + rng.uniform(0.05, 0.7, ROWS))
    second = on_grid(0.26 * y + rng.uniform(0.05, 0.7, ROWS))
    t = write("binary", {"first": first, "second": second, "fraud": y})
    y, p, q = t["fraud"], t["first"], t["second"]
    hard = (p > 0.5).astype(int)
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(y, hard)
    return {
        "metrics": {
            "accuracy": metrics.accuracy_score(y, hard), "precision": metrics.precision_score(y, hard),
            "recall": metrics.recall_score(y, hard), "f1": metrics.f1_score(y, hard), "log-loss": metrics.log_loss(y, p),
            "brier": metrics.brier_score_loss(y, p), "auc": metrics.roc_auc_score(y, p), "average-precision": metrics.average_precision_score(y, p),
        },
        "confusion": metrics.confusion_matrix(y, hard).tolist(),
        "classes": {"precision": list(precision), "recall": list(recall), "f1": list(f1)},
        "curves": one_class(y, p),
        "intervals": {"accuracy": interval(lambda a, b: metrics.accuracy_score(a, b), y, hard),
                      "log-loss": interval(lambda a, b: metrics.log_loss(a, b, labels=[0, 1]), y, p),
                      "auc": interval(lambda a, b: metrics.roc_auc_score(a, b), y, p)},
        # The second against the first.
        "comparison": {"difference": metrics.log_loss(y, q) - metrics.log_loss(y, p), "pValue": p_value(row_log_loss(y, q), row_log_loss(y, p)),
                       "interval": interval(lambda a, b, c: metrics.log_loss(a, c, labels=[0, 1]) - metrics.log_loss(a, b, labels=[0, 1]), y, p, q)},
    }


def multiclass():
    y = rng.integers(0, 3, ROWS)
    raw = rng.uniform(0, 1, (ROWS, 3)) + 0.6 * np.eye(3)[y]
    a = on_grid(raw[:, 0] / raw.sum(axis=1))
    b = on_grid(raw[:, 1] / raw.sum(axis=1) * 0.99)
    c = 1 - a - b
    words = np.array(["hay", "oats", "wheat"])
    t = write("multiclass", {"first": a, "second": b, "third": c, "crop": words[y]})
    y = np.searchsorted(words, t["crop"])
    p = np.stack([t["first"], t["second"], t["third"]], axis=1)
    hard = p.argmax(axis=1)
    precision, recall, f1, support = metrics.precision_recall_fscore_support(y, hard)
    return {
        "metrics": {"accuracy": metrics.accuracy_score(y, hard), "f1-macro": metrics.f1_score(y, hard, average="macro"),
                    "log-loss": metrics.log_loss(y, p), "auc": metrics.roc_auc_score(y, p, multi_class="ovr")},
        "confusion": metrics.confusion_matrix(y, hard).tolist(),
        "classes": {"precision": list(precision), "recall": list(recall), "f1": list(f1), "rows": support.tolist()},
        "areas": [metrics.roc_auc_score(y == k, p[:, k]) for k in range(3)],
    }


def regression():
    y = np.round(rng.normal(50, 12, ROWS), 3)
    first = np.round((y + rng.normal(1, 4, ROWS)) * 4) / 4
    z = np.round(rng.exponential(3, ROWS), 3)
    second = np.round((0.9 * z + rng.normal(0, 1, ROWS)) * 4) / 4
    t = write("regression", {"first": first, "second": second, "price": y, "days": z})
    y, f, z, g = t["price"], t["first"], t["days"], t["second"]
    both, predicted = np.stack([y, z], axis=1), np.stack([f, g], axis=1)
    levels = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]
    bands = np.array_split(np.argsort(f, kind="stable"), 10)
    return {
        "metrics": {"r2": metrics.r2_score(both, predicted), "mae": metrics.mean_absolute_error(both, predicted)},
        "targets": [{"r2": metrics.r2_score(a, b), "mae": metrics.mean_absolute_error(a, b), "rmse": float(np.sqrt(metrics.mean_squared_error(a, b))),
                     "residuals": list(np.quantile(a - b, levels, method="inverted_cdf"))} for a, b in ((y, f), (z, g))],
        "bands": {"predicted": [float(f[b].mean()) for b in bands]},
        "interval": interval(lambda a, b, c, d: metrics.mean_absolute_error(np.stack([a, c], axis=1), np.stack([b, d], axis=1)), y, f, z, g),
    }


with open("reference.json", "w") as file:
    json.dump({"made": {"sklearn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
               "binary": binary(), "multiclass": multiclass(), "regression": regression()}, file)
