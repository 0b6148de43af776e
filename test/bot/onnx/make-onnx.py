"""Writes three ONNX classifiers trained by scikit-learn, with the probabilities that scikit-learn itself gives (Debian: python3-sklearn).
Run from the repository root: /usr/bin/python3 test/bot/onnx/make-onnx.py. The protobuf is written by hand, by onnx.proto of the ONNX
project (field numbers below), because Debian has no converter. All data is generated here from a seed.
"""
import json
import os
import struct
import numpy as np
import sklearn
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

here = os.path.dirname(os.path.abspath(__file__))

def varint(value):
    value &= (1 << 64) - 1
    out = b""
    while True:
        byte, value = value & 127, value >> 7
        out += bytes([byte | (128 if value else 0)])
        if not value:
            return out

def number(field, value):
    return varint(field << 3) + varint(value)

def block(field, data):
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | 2) + varint(len(data)) + data

def real(field, value):
    return varint(field << 3 | 5) + struct.pack("<f", value)

# AttributeProto: name 1, f 2, i 3, s 4, floats 7, ints 8, strings 9, type 20 (FLOAT 1, INT 2, STRING 3, FLOATS 6, INTS 7, STRINGS 8)
def attribute(name, value):
    head = block(1, name)
    if isinstance(value, str):
        return block(5, head + block(4, value) + number(20, 3))
    if isinstance(value, int):
        return block(5, head + number(3, value) + number(20, 2))
    if isinstance(value[0], str):
        return block(5, head + b"".join(block(9, each) for each in value) + number(20, 8))
    if isinstance(value[0], float):
        return block(5, head + b"".join(real(7, each) for each in value) + number(20, 6))
    return block(5, head + b"".join(number(8, int(each)) for each in value) + number(20, 7))

# NodeProto: input 1, output 2, op_type 4, attribute 5, domain 7
def node(kind, inputs, outputs, domain="", **attributes):
    return block(1, b"".join(block(1, each) for each in inputs) + b"".join(block(2, each) for each in outputs)
                 + block(4, kind) + b"".join(attribute(k, v) for k, v in attributes.items()) + (block(7, domain) if domain else b""))

# TensorProto: dims 1, data_type 2 (FLOAT 1), name 8, raw_data 9
def tensor(name, values):
    values = np.asarray(values, dtype="<f4")
    return block(5, b"".join(number(1, d) for d in values.shape) + number(2, 1) + block(8, name) + block(9, values.tobytes()))

# ValueInfoProto: name 1, type 2; TypeProto: tensor_type 1; Tensor: elem_type 1, shape 2; Shape: dim 1; Dimension: value 1, param 2
def value_info(field, name, columns, kind=1):
    dims = block(1, block(2, "rows")) + (block(1, number(1, columns)) if columns else b"")
    return block(field, block(1, name) + block(2, block(1, number(1, kind) + block(2, dims))))

# GraphProto: node 1, name 2, initializer 5, input 11, output 12. ModelProto: ir_version 1, opset_import 8 (domain 1, version 2), graph 7
def model(nodes, initializers, columns, outputs):
    graph = b"".join(nodes) + block(2, "classifier") + b"".join(initializers) + value_info(11, "X", columns)
    graph += b"".join(value_info(12, *each) for each in outputs)
    opsets = block(8, block(1, "") + number(2, 13)) + block(8, block(1, "ai.onnx.ml") + number(2, 1))
    return number(1, 7) + opsets + block(7, graph)

rng = np.random.default_rng(17)
plans = ["fibre", "mobile", "none"]
tenure = rng.integers(0, 60, 400)
budget = np.round(rng.gamma(2, 200, 400), 2)
plan = rng.integers(0, 3, 400)
rows = np.column_stack([tenure, budget] + [(plan == k).astype(float) for k in range(3)]).astype(np.float32)
won = (rng.random(400) < 1 / (1 + np.exp(tenure / 20 - budget / 300 - (plan == 0)))).astype(int)
three = np.where(budget > 600, 2, won)
features = [{"name": "tenure", "kind": "numeric"}, {"name": "budget", "kind": "numeric"},
            {"name": "plan", "kind": "categorical", "categories": plans}]

def keep(name, data, fitted, output, labels=None, positive=None):
    shown = range(40)
    probabilities = fitted.predict_proba(rows[:40].astype(np.float64))
    checks = [{"row": {"tenure": int(tenure[i]), "budget": float(np.float32(budget[i])), "plan": plans[plan[i]]},
               "probabilities": [float(p) for p in (probabilities[i] if positive is None else probabilities[i][[1]])]} for i in shown]
    card = {"title": f"{type(fitted).__name__} of scikit-learn {sklearn.__version__} on generated rows", "output": output,
            "features": features, "checks": checks, "isTrainedOnGenerated": True, "rows": 400}
    card.update({"goal": {"name": "won"}} if labels is None else {"labels": labels})
    with open(os.path.join(here, name + ".onnx"), "wb") as file:
        file.write(data)
    with open(os.path.join(here, name + ".json"), "w") as file:
        json.dump(card, file, indent=1)

# 1. logistic regression as MatMul + Add + Sigmoid: one probability per row
line = LogisticRegression(max_iter=5000).fit(rows.astype(np.float64), won)
keep("logistic", model([node("MatMul", ["X", "W"], ["XW"]), node("Add", ["XW", "b"], ["z"]), node("Sigmoid", ["z"], ["p"])],
                       [tensor("W", line.coef_.T), tensor("b", line.intercept_)], 5, [("p", 1)]), line, "p", positive=True)

# 2. three classes as ai.onnx.ml LinearClassifier with softmax
many = LogisticRegression(max_iter=5000).fit(rows.astype(np.float64), three)
keep("classes", model([node("LinearClassifier", ["X"], ["label", "p"], "ai.onnx.ml", coefficients=[float(c) for c in many.coef_.ravel()],
                            intercepts=[float(c) for c in many.intercept_], classlabels_ints=[0, 1, 2], multi_class=1, post_transform="SOFTMAX")],
                      [], 5, [("label", 0, 7), ("p", 3)]), many, "p", labels=["lost", "won", "big"])

# 3. gradient boosting as ai.onnx.ml TreeEnsembleClassifier
boosted = GradientBoostingClassifier(n_estimators=20, max_depth=3, random_state=3).fit(rows.astype(np.float64), won)
ids = {key: [] for key in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")}
leaves = {key: [] for key in ("treeids", "nodeids", "ids", "weights")}
for t, (grown,) in enumerate(boosted.estimators_):
    tree = grown.tree_
    for n in range(tree.node_count):
        is_leaf = tree.children_left[n] == -1
        for key, value in zip(ids, (t, n, 0 if is_leaf else int(tree.feature[n]), 0.0 if is_leaf else float(tree.threshold[n]),
                                    "LEAF" if is_leaf else "BRANCH_LEQ", 0 if is_leaf else int(tree.children_left[n]),
                                    0 if is_leaf else int(tree.children_right[n]))):
            ids[key].append(value)
        if is_leaf:
            for key, value in zip(leaves, (t, n, 0, float(tree.value[n][0][0] * boosted.learning_rate))):
                leaves[key].append(value)
prior = won.mean()
attributes = {f"nodes_{key}": values for key, values in ids.items()}
attributes.update({f"class_{key}": values for key, values in leaves.items()})
keep("trees", model([node("TreeEnsembleClassifier", ["X"], ["label", "p"], "ai.onnx.ml", base_values=[float(np.log(prior / (1 - prior)))],
                          classlabels_int64s=[0, 1], post_transform="LOGISTIC", **attributes)], [], 5, [("label", 0, 7), ("p", 2)]),
     boosted, "p", labels=["lost", "won"])
