"""Real tables that scikit-learn and statsmodels ship, and those beside the repository where they are there: name, task, frame, target, categories."""
import pathlib

import pandas as pd
import sklearn.datasets as bundled
import statsmodels.datasets as collected

BESIDE = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"


def of_sklearn(name, task, load):
    data = load()
    frame = pd.DataFrame(data.data, columns=[f"f{i}" for i in range(data.data.shape[1])])
    frame["target"] = [f"c{value}" for value in data.target] if task != "regression" else data.target
    return name, task, frame, "target", []


def of_statsmodels(name, task, target, categories=(), drop=(), positive=None):
    frame = getattr(collected, name).load_pandas().data.drop(columns=list(drop))
    if positive is not None:
        frame[target] = ["yes" if value > positive else "no" for value in frame[target]]
    for column in categories:
        frame[column] = [f"w{value}" for value in frame[column]]
    return name, task, frame, target, list(categories)


def beside(file, task, target, categories=(), drop=()):
    path = BESIDE / file
    if path.exists():
        frame = pd.read_csv(path).drop(columns=list(drop)).dropna()
        if task != "regression":
            frame[target] = [f"c{value}" for value in frame[target]]
        for column in categories:
            frame[column] = [f"w{value}" for value in frame[column]]
        yield path.stem, task, frame, target, list(categories)


def tables():
    yield of_sklearn("iris", "multiclass", bundled.load_iris)
    yield of_sklearn("wine", "multiclass", bundled.load_wine)
    yield of_sklearn("breast-cancer", "binary", bundled.load_breast_cancer)
    yield of_sklearn("digits", "multiclass", bundled.load_digits)
    yield of_sklearn("diabetes", "regression", bundled.load_diabetes)
    yield of_statsmodels("anes96", "binary", "vote", positive=0.5)
    yield of_statsmodels("fair", "binary", "affairs", ["occupation", "occupation_husb"], positive=0)
    yield of_statsmodels("modechoice", "binary", "choice", ["mode"], ["individual"], positive=0.5)
    yield of_statsmodels("engel", "regression", "foodexp")
    yield of_statsmodels("grunfeld", "regression", "invest", ["firm"])
    yield of_statsmodels("randhie", "regression", "mdvis")
    yield from beside("banknotes.csv", "binary", "class")
    yield from beside("dispatch.csv", "regression", "hours_to_dispatch", ["product_code"])
    yield from beside("housing.csv", "regression", "MEDV", ["CHAS"])
