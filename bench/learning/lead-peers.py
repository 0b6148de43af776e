"""The peers of bench/learning/lead-learners.ts: scikit-learn and xgboost (Debian packages) on the table and splits it hands over."""
import json
import sys
import time
import numpy as np
import xgboost as xgb
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

data = json.load(open(sys.argv[1]))
X = np.array([c["values"] for c in data["columns"]], dtype=float).T
y = np.array(data["targets"])
cat = [i for i, c in enumerate(data["columns"]) if c["kind"] == "categorical"]
num = [i for i in range(X.shape[1]) if i not in cat]


def ece(p, t):
    b = np.minimum((p * 10).astype(int), 9)
    return sum(abs(p[b == k].mean() - t[b == k].mean()) * (b == k).sum() for k in range(10) if (b == k).any()) / len(p)


def onehot():
    return ColumnTransformer([("n", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), num),
                              ("c", make_pipeline(SimpleImputer(strategy="constant", fill_value=-1),
                                                  OneHotEncoder(handle_unknown="ignore")), cat)], sparse_threshold=0)


def logistic(s):
    rows = s["train"] + s["validation"]
    return make_pipeline(onehot(), LogisticRegression(max_iter=2000)).fit(X[rows], y[rows]).predict_proba(X[s["test"]])[:, 1]


def hist(s):
    rows = s["train"] + s["validation"]
    m = HistGradientBoostingClassifier(learning_rate=.05, max_leaf_nodes=15, early_stopping=True, validation_fraction=.2, max_iter=400,
                                       categorical_features=cat, random_state=1).fit(X[rows], y[rows])
    return m.predict_proba(X[s["test"]])[:, 1]


def boost(s):
    enc = onehot().fit(X[s["train"]])
    d = {k: xgb.DMatrix(enc.transform(X[s[k]]), label=y[s[k]]) for k in ("train", "validation", "test")}
    m = xgb.train({"objective": "binary:logistic", "eta": .05, "max_depth": 4, "subsample": .8, "colsample_bytree": .6, "tree_method": "hist",
                   "nthread": 1, "seed": 1}, d["train"], 600, evals=[(d["validation"], "v")], early_stopping_rounds=40, verbose_eval=False)
    return m.predict(d["test"], iteration_range=(0, m.best_iteration + 1))


for name, fit in (("scikit-learn logistic", logistic), ("scikit-learn HistGradientBoosting", hist), ("xgboost", boost)):
    runs = []
    for s in data["splits"]:
        start = time.time()
        p = fit(s)
        t = y[s["test"]]
        runs.append((roc_auc_score(t, p), brier_score_loss(t, p), ece(p, t), 1000 * (time.time() - start)))
    m = np.mean(runs, axis=0)
    print(json.dumps({"set": data["name"], "learner": name, "auc": m[0], "aucSd": float(np.std([r[0] for r in runs])),
                      "brier": m[1], "ece": m[2], "fitMs": round(m[3])}))
