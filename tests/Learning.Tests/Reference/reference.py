#!/usr/bin/python3
"""Makes reference.json: what scikit-learn and statsmodels find on small seeded tables and on the real tables.

    apt-get install python3-sklearn python3-statsmodels
    /usr/bin/python3 reference.py DATA_FOLDER > reference.json

Features are rounded to 32-bit floats before fitting, because that is what the library under test stores.
"""
import json
import sys
import warnings

import numpy as np
import scipy
import sklearn
import statsmodels
from sklearn import cluster, metrics
from sklearn import linear_model as lm
from sklearn.calibration import CalibratedClassifierCV, calibration_curve
from sklearn.compose import TransformedTargetRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import LinearSVC
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.tsa.arima.model import ARIMA
from statsmodels.tsa.stattools import kpss

warnings.filterwarnings("ignore")
rng = np.random.default_rng(7)


def table(path, folder):
    with open(f"{folder}/{path}") as f:
        head = f.readline().strip().split(",")
    return head, np.loadtxt(f"{folder}/{path}", delimiter=",", skiprows=1)


def single(x):
    """Rounds to 32-bit floats."""
    return np.asarray(x, dtype=np.float32).astype(np.float64)


# ---- evaluation

def binary_metrics():
    y = rng.integers(0, 2, 80)
    p = np.round(np.clip(0.5 * y + rng.uniform(0, 0.6, 80), 0.01, 0.99), 2)
    w = np.round(rng.uniform(0.5, 3, 80), 3)
    hard = (p > 0.5).astype(int)
    fpr, tpr, _ = metrics.roc_curve(y, p, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(y, p)
    observed, predicted = calibration_curve(y, p, n_bins=5)

    def values(w):
        return {
            "accuracy": metrics.accuracy_score(y, hard, sample_weight=w),
            "precision": metrics.precision_score(y, hard, sample_weight=w),
            "recall": metrics.recall_score(y, hard, sample_weight=w),
            "f1": metrics.f1_score(y, hard, sample_weight=w),
            "log-loss": metrics.log_loss(y, p, sample_weight=w),
            "brier": metrics.brier_score_loss(y, p, sample_weight=w),
            "auc": metrics.roc_auc_score(y, p, sample_weight=w),
            "average-precision": metrics.average_precision_score(y, p, sample_weight=w),
        }

    return dict(truth=y, probability=p, weights=w, unweighted=values(None), weighted=values(w),
                rocFalsePositiveRates=fpr, rocTruePositiveRates=tpr,
                precisions=precision[:-1][::-1], recalls=recall[:-1][::-1],
                calibrationPredicted=predicted, calibrationObserved=observed)


def multiclass_metrics():
    y = rng.integers(0, 3, 90)
    z = rng.normal(size=(90, 3)) + 1.5 * np.eye(3)[y]
    p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    w = np.round(rng.uniform(0.5, 3, 90), 3)
    hard = p.argmax(1)

    def values(w):
        found = {"accuracy": metrics.accuracy_score(y, hard, sample_weight=w), "log-loss": metrics.log_loss(y, p, sample_weight=w),
                 "auc": metrics.roc_auc_score(y, p, multi_class="ovr", sample_weight=w)}
        for average in ("macro", "weighted"):
            found[f"precision-{average}"] = metrics.precision_score(y, hard, average=average, sample_weight=w)
            found[f"recall-{average}"] = metrics.recall_score(y, hard, average=average, sample_weight=w)
            found[f"f1-{average}"] = metrics.f1_score(y, hard, average=average, sample_weight=w)
        return found

    return dict(truth=y, probabilities=p, weights=w, unweighted=values(None), weighted=values(w),
                confusion=metrics.confusion_matrix(y, hard), weightedConfusion=metrics.confusion_matrix(y, hard, sample_weight=w),
                precisions=metrics.precision_score(y, hard, average=None), recalls=metrics.recall_score(y, hard, average=None),
                f1=metrics.f1_score(y, hard, average=None))


def regression_metrics():
    y = rng.normal(10, 3, size=(70, 2))
    f = y + rng.normal(size=(70, 2))
    w = np.round(rng.uniform(0.5, 3, 70), 3)

    def values(w):
        return {
            "r2": metrics.r2_score(y, f, sample_weight=w),
            "mae": metrics.mean_absolute_error(y, f, sample_weight=w),
            "rmse": metrics.mean_squared_error(y, f, sample_weight=w, squared=False),
            "mape": metrics.mean_absolute_percentage_error(y, f, sample_weight=w),
        }

    levels = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
    return dict(truth=y, predicted=f, weights=w, unweighted=values(None), weighted=values(w),
                residualQuantiles=np.quantile((y - f)[:, 0], levels, method="inverted_cdf"))


def clustering_metrics():
    x = single(np.vstack([rng.normal(c, 1, size=(30, 3)) for c in (0, 3, 7)]))
    labels = np.r_[np.repeat([0, 1, 2], 30)]
    labels[::11] = 1
    inertia = sum(((x[labels == c] - x[labels == c].mean(0)) ** 2).sum() for c in range(3))
    return dict(features=x, clusters=labels, silhouette=metrics.silhouette_score(x, labels), inertia=inertia)


def paired():
    return [dict(onlyFirst=b, onlySecond=c, p=mcnemar([[50, b], [c, 20]], exact=True).pvalue) for b, c in ((3, 9), (12, 30), (5, 5), (0, 4))]


# ---- linear regression

def regressions(folder):
    base = rng.normal(size=(150, 3))
    x = single(np.column_stack([base, 0.8 * base[:, 0] + 0.2 * rng.normal(size=150), 1000 + 5 * rng.normal(size=150), 1e-3 * rng.normal(size=150)]))
    y = np.column_stack([x @ [1, -2, 0.5, 1, 0.01, 300] + rng.normal(size=150), x @ [0, 1, 1, 0, 0.1, 0] + rng.normal(size=150)])
    w = np.round(rng.uniform(0.2, 3, 150), 3)
    wide = single(rng.normal(size=(12, 20)))
    wide_y = rng.normal(size=12)
    twice = single(np.column_stack([x[:, :3], x[:, 1], 2 * x[:, 0]]))
    codes = rng.integers(0, 4, 150)
    coded = np.column_stack([x[:, :2], OneHotEncoder(categories=[range(4)], sparse_output=False).fit_transform(codes[:, None])])

    def minimum_norm(x, y):
        coefficients = (np.linalg.pinv(x - x.mean(0), rcond=1e-10) @ (y - y.mean(0))).T
        return dict(coefficients=np.atleast_2d(coefficients), intercepts=np.atleast_1d(y.mean(0) - coefficients @ x.mean(0)))

    def fitted(m, x, y, w=None):
        m.fit(x, y, sample_weight=w)
        return dict(coefficients=np.atleast_2d(m.coef_), intercepts=np.atleast_1d(m.intercept_))

    found = dict(
        features=x, targets=y, weights=w, wide=wide, wideTarget=wide_y, twice=twice, codes=codes,
        ols=fitted(lm.LinearRegression(), x, y), olsWeighted=fitted(lm.LinearRegression(), x, y, w),
        olsWide=minimum_norm(wide, wide_y), olsTwice=minimum_norm(twice, y),
        olsCoded=minimum_norm(coded, y[:, 0]),
        ridge=fitted(lm.Ridge(alpha=2.5, solver="svd"), x, y), ridgeWeighted=fitted(lm.Ridge(alpha=2.5, solver="svd"), x, y, w),
        ridgeWide=fitted(lm.Ridge(alpha=0.7, solver="svd"), wide, wide_y))
    for name, x_, y_, w_, alpha, ratio in (("lasso", x, y[:, 0], None, 0.05, 1.0), ("elasticNet", x, y[:, 0], None, 0.1, 0.5),
                                           ("elasticNetWeighted", x, y[:, 0], w, 0.1, 0.3), ("elasticNetWide", wide, wide_y, None, 0.05, 0.9)):
        found[name] = dict(alpha=alpha, l1Ratio=ratio, **fitted(lm.ElasticNet(alpha=alpha, l1_ratio=ratio, tol=1e-13, max_iter=1000000), x_, y_, w_))

    head, t = table("housing.csv", folder)
    targets = [head.index("MEDV"), head.index("PTRATIO")]
    inputs = [i for i in range(len(head)) if i not in targets]
    xh, yh = single(t[:, inputs]), t[:, targets]
    found["housing"] = dict(ols=fitted(lm.LinearRegression(), xh, yh), ridge=fitted(lm.Ridge(alpha=1.0, solver="svd"), xh, yh),
                            elasticNet=dict(alpha=0.1, l1Ratio=0.5, **fitted(lm.ElasticNet(alpha=0.1, l1_ratio=0.5, tol=1e-13, max_iter=1000000), xh, yh[:, 0])),
                            r2=metrics.r2_score(yh, lm.LinearRegression().fit(xh, yh).predict(xh)))
    return found


# ---- linear classification

def logistic_loss(m, x, y, c, w):
    z = m.decision_function(x)
    if z.ndim == 1:
        loss = np.logaddexp(0, -np.where(y == 1, 1, -1) * z)
    else:
        loss = scipy.special.logsumexp(z, axis=1) - z[np.arange(len(y)), y]
    return c * (w * loss).sum() + 0.5 * (m.coef_ ** 2).sum()


def svm_loss(m, x, y, c, w, power):
    total = 0.0
    z = m.decision_function(x).reshape(len(x), -1)
    for k in range(z.shape[1]):
        sign = np.where(y == (1 if z.shape[1] == 1 else k), 1, -1)
        total += c * (w * np.maximum(0, 1 - sign * z[:, k]) ** power).sum()
    return total + 0.5 * (m.coef_ ** 2).sum() + 0.5 * (m.intercept_ ** 2).sum()


def classifiers(folder):
    x = single(rng.normal(size=(240, 5)) * [1, 2, 0.5, 10, 1] + [0, 1, 0, 50, 0])
    z = x @ [1, -0.5, 2, 0.1, 0] - 4
    binary = (z + rng.logistic(size=240) > 0).astype(int)
    multi = np.digitize(z + rng.normal(size=240), [-1, 1.2])
    w = np.round(rng.uniform(0.2, 3, 240), 3)
    head, t = table("banknotes.csv", folder)
    xb, yb = single(t[:, :4]), t[:, 4].astype(int)
    narrow = single(x / [1, 1, 1, 10, 1])
    found = dict(features=x, narrow=narrow, binary=binary, multiclass=multi, weights=w)
    ones = np.ones

    def balanced(y):
        return len(y) / (len(np.unique(y)) * np.bincount(y))[y]

    def logistic(name, x, y, c, w=None, balance=False):
        m = lm.LogisticRegression(C=c, tol=1e-10, max_iter=100000, solver="newton-cg", class_weight="balanced" if balance else None).fit(x, y, sample_weight=w)
        weights = (ones(len(y)) if w is None else w) * (balanced(y) if balance else 1)
        found[name] = dict(c=c, coefficients=m.coef_, intercepts=m.intercept_, objective=logistic_loss(m, x, y, c, weights))

    def svm(name, x, y, c, loss, w=None, balance=False):
        m = LinearSVC(C=c, loss=loss, tol=1e-10, max_iter=20000000, dual=loss == "hinge", class_weight="balanced" if balance else None).fit(x, y, sample_weight=w)
        weights = (ones(len(y)) if w is None else w) * (balanced(y) if balance else 1)
        found[name] = dict(c=c, coefficients=m.coef_, intercepts=m.intercept_, objective=svm_loss(m, x, y, c, weights, 2 if loss == "squared_hinge" else 1))

    logistic("logistic", x, binary, 1.0)
    logistic("logisticWeighted", x, binary, 0.3, w)
    logistic("logisticBalanced", x, binary, 1.0, balance=True)
    logistic("softmax", x, multi, 1.0)
    logistic("softmaxWeighted", x, multi, 0.5, w)
    logistic("softmaxBalanced", x, multi, 0.5, balance=True)
    logistic("logisticBanknotes", xb, yb, 1.0)
    svm("squaredHinge", x, binary, 1.0, "squared_hinge")
    svm("squaredHingeWeighted", x, binary, 0.3, "squared_hinge", w)
    svm("squaredHingeBalanced", x, binary, 1.0, "squared_hinge", balance=True)
    svm("squaredHingeMulticlass", x, multi, 1.0, "squared_hinge")
    svm("squaredHingeBanknotes", xb, yb, 1.0, "squared_hinge")
    svm("hinge", narrow, binary, 0.5, "hinge")
    svm("hingeBanknotes", xb, yb, 1.0, "hinge")

    fold = np.zeros(len(binary), int)
    for k in (0, 1):
        rows = np.flatnonzero(binary == k)
        fold[rows] = np.arange(len(rows)) % 5
    splits = [(np.flatnonzero(fold != f), np.flatnonzero(fold == f)) for f in range(5)]
    calibrated = CalibratedClassifierCV(LinearSVC(dual=False, tol=1e-10, max_iter=1000000), method="sigmoid", cv=splits, ensemble=False).fit(x, binary)
    found["calibrated"] = calibrated.predict_proba(x)[:, 1]
    return found


# ---- clusters, networks, forecasts

def clusters(folder):
    x = single(np.vstack([rng.normal(c, 1, size=(40, 4)) for c in (0, 4, 8, 12)]))
    w = np.round(rng.uniform(0.2, 3, len(x)), 3)
    banknotes = single(table("banknotes.csv", folder)[1][:, :4])

    def inertia(x, k, w=None):
        return cluster.KMeans(k, n_init=20, tol=0, max_iter=1000, random_state=0).fit(x, sample_weight=w).inertia_

    return dict(features=x, weights=w, four=inertia(x, 4), six=inertia(x, 6), fourWeighted=inertia(x, 4, w), banknotes=inertia(banknotes, 5))


def networks(folder):
    head, t = table("housing.csv", folder)
    targets = [head.index("MEDV"), head.index("PTRATIO")]
    x, y = t[:, [i for i in range(len(head)) if i not in targets]], t[:, targets]
    test = np.arange(len(x)) % 5 == 0
    scaled = lambda m: TransformedTargetRegressor(make_pipeline(StandardScaler(), m), transformer=StandardScaler())
    housing = [metrics.r2_score(y[test], scaled(MLPRegressor(random_state=s)).fit(x[~test], y[~test]).predict(x[test])) for s in range(5)]
    t = table("banknotes.csv", folder)[1]
    test = np.arange(len(t)) % 5 == 0
    classifier = lambda s: make_pipeline(StandardScaler(), MLPClassifier(random_state=s, max_iter=50))
    banknotes = [metrics.accuracy_score(t[test, 4], classifier(s).fit(t[~test, :4], t[~test, 4]).predict(t[test, :4])) for s in range(5)]
    return dict(housingR2=np.median(housing), banknotesAccuracy=np.median(banknotes))


def forecasts():
    def arma(n, ar, ma):
        e = rng.normal(size=n + 200)
        y = np.zeros(n + 200)
        for i in range(max(len(ar), len(ma)), n + 200):
            y[i] = sum(a * y[i - 1 - k] for k, a in enumerate(ar)) + e[i] + sum(m * e[i - 1 - k] for k, m in enumerate(ma))
        return np.round(y[200:], 6)

    def fitted(y, p, d, q, constant):
        # Differenced first, so that the likelihood is the exact one of the differences.
        m = ARIMA(np.diff(y, d), order=(p, 0, q), trend="c" if constant else "n").fit(method_kwargs=dict(maxiter=500, pgtol=1e-10, factr=1.0))
        f = m.forecast(12)
        for k in range(d, 0, -1):
            f = np.diff(y, k - 1)[-1] + np.cumsum(f)
        return dict(series=y, p=p, d=d, q=q, constant=bool(constant), ar=m.arparams, ma=m.maparams,
                    mean=m.params[0] if constant else 0.0, logLikelihood=m.llf, aicc=m.aicc, forecast=f)

    found = dict(ar1=fitted(50 + arma(200, [0.7], []), 1, 0, 0, True),
                 arma21=fitted(-3 + 2 * arma(300, [0.5, 0.3], [0.4]), 2, 0, 1, True),
                 ma2=fitted(arma(250, [], [0.6, 0.3]), 0, 0, 2, False),
                 arima111=fitted(np.cumsum(arma(300, [0.6], [-0.3])), 1, 1, 1, False),
                 drift=fitted(np.cumsum(0.5 + arma(200, [0.4], [])), 1, 1, 0, True),
                 arima022=fitted(np.cumsum(np.cumsum(arma(150, [], [-0.5, 0.2]))), 0, 2, 2, False))
    y = found["ar1"]["series"]
    found["kpss"] = dict(level=kpss(y, nlags=int(3 * np.sqrt(len(y)) / 13))[0],
                         trending=kpss(found["drift"]["series"], nlags=int(3 * np.sqrt(200) / 13))[0])
    return found


def report(value):
    if isinstance(value, dict):
        return {k: report(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [report(v) for v in value]
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value.item() if isinstance(value, np.generic) else value


if __name__ == "__main__":
    folder = sys.argv[1]
    result = dict(
        madeWith=dict(python=sys.version.split()[0], numpy=np.__version__, scipy=scipy.__version__, sklearn=sklearn.__version__, statsmodels=statsmodels.__version__),
        evaluation=dict(binary=binary_metrics(), multiclass=multiclass_metrics(), regression=regression_metrics(), clustering=clustering_metrics(), mcnemar=paired()),
        regressions=regressions(folder),
        classifiers=classifiers(folder),
        clusters=clusters(folder),
        networks=networks(folder),
        forecasts=forecasts())
    json.dump(report(result), sys.stdout, separators=(",", ":"))
    print()
