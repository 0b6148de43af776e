"""Peers of the learning bench from Debian: scikit-learn, xgboost, liblinear. Reads one task, prints one outcome as JSON.

Started by python-peers.ts with the same examples and splits that Leadline gets; it never reads a data set itself.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

try:
    import numpy as np
    import xgboost as xgb
    from sklearn.compose import ColumnTransformer
    from sklearn.datasets import dump_svmlight_file
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import brier_score_loss, f1_score, roc_auc_score
    from sklearn.pipeline import FeatureUnion, make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    from sklearn.svm import LinearSVC
except ImportError as problem:
    why = f"{problem.name} is not installed: apt-get install python3-sklearn python3-xgboost liblinear-tools"
    print(json.dumps({"kind": "skipped", "why": why}))
    sys.exit(0)

OUT_OF_SCOPE = "out_of_scope"


def user_seconds():
    return sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def timed(work):
    wall, user = time.time(), user_seconds()
    result = work()
    return result, {"trainMs": round(1000 * (time.time() - wall)), "trainUserMs": round(1000 * (user_seconds() - user))}


def grams():
    """Word 1-2 grams and character 3-5 grams within words, tf-idf: those of Leadline's classifier but for its pairs with a gap."""
    shared = {"sublinear_tf": True, "min_df": 1}
    return FeatureUnion([("word", TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", **shared)),
                         ("char", TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), **shared))])


def sklearn_svm(texts, labels, seed):
    model = make_pipeline(grams(), LinearSVC(C=1.0, random_state=seed)).fit(texts, labels)
    return model.decision_function, list(model.classes_)


def liblinear_svm(texts, labels, _seed):
    """liblinear's own programs, solver 1 (dual L2-loss SVM), with a bias; features from scikit-learn's vectoriser."""
    vectoriser = grams()
    table = vectoriser.fit_transform(texts)
    classes = sorted(set(labels))
    folder = tempfile.mkdtemp()
    train, model = os.path.join(folder, "train"), os.path.join(folder, "model")
    dump_svmlight_file(table, [classes.index(label) for label in labels], train, zero_based=False)
    subprocess.run(["liblinear-train", "-s", "1", "-c", "1", "-B", "1", "-q", train, model], check=True)
    with open(model) as lines:
        head = {}
        for line in lines:
            key, _, value = line.strip().partition(" ")
            if key == "w":
                break
            head[key] = value
        weights = np.array([np.fromstring(line, sep=" ") for line in lines])
    order = [int(label) for label in head["label"].split()]
    weights = weights[:, np.argsort(order)]
    return (lambda given: vectoriser.transform(given) @ weights[:-1] + weights[-1]), classes


TEXT_LEARNERS = {"scikit-learn LinearSVC": sklearn_svm, "liblinear": liblinear_svm}


def scope_of(margins, classes):
    """Best margin within scope, less that of the out-of-scope class where there is one."""
    inside = [i for i, label in enumerate(classes) if label != OUT_OF_SCOPE]
    best = margins[:, inside].max(axis=1)
    outside = [i for i, label in enumerate(classes) if label == OUT_OF_SCOPE]
    given = [classes[inside[i]] for i in margins[:, inside].argmax(axis=1)]
    return given, best - margins[:, outside[0]] if outside else best


def intents(task):
    train, test = task["train"], task["test"]
    texts = [example["text"] for example in train["examples"]] + train["outOfScope"]
    labels = [example["label"] for example in train["examples"]] + [OUT_OF_SCOPE] * len(train["outOfScope"])
    (score, classes), cost = timed(lambda: TEXT_LEARNERS[task["learner"]](texts, labels, task["seed"]))
    wanted = [example["label"] for example in test["examples"]]
    given, scope = scope_of(score([example["text"] for example in test["examples"]]), classes)
    right = np.array([a == b for a, b in zip(given, wanted)])
    started = time.time()
    for example in test["examples"][:200]:
        score([example["text"]])
    figures = {"accuracy": right.mean(), "macroF1": f1_score(wanted, given, average="macro"),
               "medianMs": 1000 * (time.time() - started) / 200, **cost}
    if test["outOfScope"]:
        held, held_scope = scope_of(score([example["text"] for example in task["validation"]["examples"]]), classes)
        kept = sorted(s for s, a, b in zip(held_scope, held, task["validation"]["examples"]) if a == b["label"])
        threshold = kept[int(0.02 * len(held))]
        _, stranger_scope = scope_of(score(test["outOfScope"]), classes)
        figures |= {"accuracyWithRejection": (right & (scope >= threshold)).mean(),
                    "oosRecall": (stranger_scope < threshold).mean(),
                    "auroc": roc_auc_score([1] * len(scope) + [0] * len(stranger_scope), [*scope, *stranger_scope])}
    return figures


def onehot(numbers, categories):
    return ColumnTransformer([("n", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
                              ("c", make_pipeline(SimpleImputer(strategy="constant", fill_value=-1),
                                                  OneHotEncoder(handle_unknown="ignore")), categories)], sparse_threshold=0)


def logistic(t):
    model = make_pipeline(onehot(t["numbers"], t["categories"]), LogisticRegression(max_iter=2000)).fit(t["X"][t["fit"]], t["y"][t["fit"]])
    return lambda rows: model.predict_proba(rows)[:, 1]


def hist(t):
    model = HistGradientBoostingClassifier(learning_rate=.05, max_leaf_nodes=15, early_stopping=True, validation_fraction=.2, max_iter=400,
                                           categorical_features=t["categories"], random_state=t["seed"]).fit(t["X"][t["fit"]], t["y"][t["fit"]])
    return lambda rows: model.predict_proba(rows)[:, 1]


def xgboost_on(t, train, validation):
    code = onehot(t["numbers"], t["categories"]).fit(t["X"][train])
    part = lambda rows: xgb.DMatrix(code.transform(t["X"][rows]), label=t["y"][rows])
    settings = {"objective": "binary:logistic", "eta": .05, "max_depth": 4, "subsample": .8, "colsample_bytree": .6,
                "tree_method": "hist", "nthread": 1, "seed": t["seed"]}
    model = xgb.train(settings, part(train), 600, evals=[(part(validation), "v")], early_stopping_rounds=40, verbose_eval=False)
    return lambda rows: model.predict(xgb.DMatrix(code.transform(rows)), iteration_range=(0, model.best_iteration + 1))


def xgboost_one(t):
    return xgboost_on(t, t["train"], t["validation"])


def xgboost_folds(t):
    """Five models that each stop early on their own fold, log-odds averaged: what Leadline's default does."""
    fit = np.random.RandomState(t["seed"]).permutation(t["fit"])
    models = [xgboost_on(t, np.delete(fit, np.s_[k::5]), fit[k::5]) for k in range(5)]

    def predict(rows):
        odds = np.mean([np.log(p / (1 - p)) for p in (model(rows) for model in models)], axis=0)
        return 1 / (1 + np.exp(-odds))
    return predict


TABLE_LEARNERS = {"scikit-learn logistic": logistic, "scikit-learn HistGradientBoosting": hist, "xgboost": xgboost_one,
                  "xgboost, five folds": xgboost_folds}


def ece(p, wanted):
    bins = np.minimum((p * 10).astype(int), 9)
    return sum(abs(p[bins == k].mean() - wanted[bins == k].mean()) * (bins == k).sum() for k in range(10) if (bins == k).any()) / len(p)


def table(task):
    kinds = [column["kind"] for column in task["columns"]]
    split = task["split"]
    t = {"X": np.array([column["values"] for column in task["columns"]], dtype=float).T, "y": np.array(task["targets"]),
         "categories": [i for i, kind in enumerate(kinds) if kind == "categorical"],
         "numbers": [i for i, kind in enumerate(kinds) if kind != "categorical"],
         "train": split["train"], "validation": split["validation"], "fit": split["train"] + split["validation"], "seed": task["seed"]}
    predict, cost = timed(lambda: TABLE_LEARNERS[task["learner"]](t))
    given, wanted = np.asarray(predict(t["X"][split["test"]]), dtype=float), t["y"][split["test"]]
    return {"auc": roc_auc_score(wanted, given), "brier": brier_score_loss(wanted, given), "ece": ece(given, wanted), **cost}


with open(sys.argv[1]) as source:
    content = json.load(source)
outcome = intents(content) if content["kind"] == "intents" else table(content)
print(json.dumps({"kind": "measured", "figures": {name: float(value) for name, value in outcome.items()}}))
