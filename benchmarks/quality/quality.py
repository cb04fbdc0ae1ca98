#!/usr/bin/python3
"""Trains our app and a five-line scikit-learn pipeline on the same rows of each table, measures both on the same holdout, and prints a Markdown table.

  quality.py URL [TABLE...]      URL of the running app's API
"""
import json
import sys
import time
import urllib.error
import urllib.request

import numpy as np
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, r2_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from tables import tables

RESAMPLES = 2000
METRICS = {"binary": "auc", "multiclass": "accuracy", "regression": "r2"}
KINDS = {
    "linear": (("logistic-regression", LogisticRegression(max_iter=10_000)), ("ridge", Ridge())),
    "forest": (("random-forest", RandomForestClassifier(random_state=1)), ("random-forest", RandomForestRegressor(random_state=1))),
    "boosting": (("gradient-boosting", GradientBoostingClassifier(random_state=1)), ("gradient-boosting", GradientBoostingRegressor(random_state=1))),
}


def ask(url, method="GET", body=None, kind="application/json"):
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": kind}, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{method} {url}: {error.code} {error.read().decode()}")


def wait_for(api):
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{api}/health")
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{api} does not answer")


def ours(api, pipeline, task, frame, target, categories, trainer):
    """Trains one trainer with its defaults; the split, and the predictions of the holdout."""
    features = [column for column in frame.columns if column != target]
    definition = {
        "name": pipeline, "task": task, "metric": METRICS[task], "gates": {"naive": "ignore"}, "candidates": [{"trainer": trainer}],
        "features": [{"name": column, "type": "category" if column in categories else "number"} for column in features],
        "targets": [{"name": target}], "split": {"strategy": "random", "ratio": 0.7, "seed": 1, **({"stratify": target} if task != "regression" else {})},
    }
    ask(f"{api}/pipelines/{pipeline}", "PUT", definition)
    batch = ask(f"{api}/datasets/{pipeline}/data.csv", "PUT", frame.to_csv(index=False).encode(), "text/csv")["batchId"]
    while True:
        runs = ask(f"{api}/pipelines/{pipeline}/runs")
        if runs and runs[0]["status"] in ("completed", "failed"):
            break
        time.sleep(0.2)
    if runs[0]["status"] == "failed" or runs[0]["result"]["outcome"] != "deployed":
        raise SystemExit(f"{pipeline}: {json.dumps(runs[0].get('error') or runs[0].get('result'))}")
    split = ask(f"{api}/datasets/{pipeline}/{batch}/split", "POST", {})
    rows = frame.iloc[split["holdout"]][features].to_dict("records")
    answers = [answer for first in range(0, len(rows), 500) for answer in ask(f"{api}/predict/{pipeline}", "POST", rows[first:first + 500])]
    if task == "regression":
        return split, np.array([answer[target] for answer in answers])
    if task == "multiclass":
        return split, np.array([answer[target] for answer in answers])
    return split, np.array([answer["probabilities"][sorted(frame[target].unique())[1]] for answer in answers])


def peer(task, frame, target, split, estimator):
    """The five-line pipeline."""
    train, test = frame.iloc[split["training"]], frame.iloc[split["holdout"]]
    words = OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_include=object)
    model = make_pipeline(make_column_transformer(words, remainder=StandardScaler()), estimator)
    model.fit(train.drop(columns=target), train[target])
    return model.predict_proba(test.drop(columns=target))[:, 1] if task == "binary" else model.predict(test.drop(columns=target))


def score(task, truth, predicted):
    return {"binary": roc_auc_score, "multiclass": accuracy_score, "regression": r2_score}[task](truth, predicted)


def interval(task, truth, first, second):
    """95 % of the difference first - second, by bootstrap over the rows of the holdout."""
    random = np.random.default_rng(1)
    differences = []
    for _ in range(RESAMPLES):
        rows = random.integers(0, len(truth), len(truth))
        if task != "binary" or len(set(truth[rows])) == 2:
            differences.append(score(task, truth[rows], first[rows]) - score(task, truth[rows], second[rows]))
    return np.quantile(differences, [0.025, 0.975])


def main(api, names):
    wait_for(api)
    print("| table | rows | model | metric | ours | scikit-learn | difference, 95 % | verdict |\n|---|---|---|---|---|---|---|---|")
    worse = 0
    for name, task, frame, target, categories in tables():
        if names and name not in names:
            continue
        for kind, (classifier, regressor) in KINDS.items():
            trainer, estimator = regressor if task == "regression" else classifier
            split, own = ours(api, f"{name}-{kind}", task, frame, target, categories, trainer)
            other = peer(task, frame, target, split, estimator)
            truth = frame.iloc[split["holdout"]][target].to_numpy()
            lower, upper = interval(task, truth, own, other)
            worse += upper < 0
            verdict = "worse" if upper < 0 else "better" if lower > 0 else "equal"
            print(f"| {name} | {len(frame):,} | {kind} | {METRICS[task]} | {score(task, truth, own):.4f} | {score(task, truth, other):.4f} | {lower:+.4f} to {upper:+.4f} | {verdict} |", flush=True)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
