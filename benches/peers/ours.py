"""`hirewall link` on a slim table, scored: python ours.py HIREWALL FOLDER"""
import csv, json, resource, subprocess, sys, time, pathlib
import score

binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
table = folder / (sys.argv[3] if len(sys.argv) > 3 else "people.parquet")
started = time.time()
subprocess.run([binary, "link", table, "--out", folder / "rows.csv", "--pairs", folder / "pairs.csv", "--format", "json"], check=True,
               stdout=open(folder / "summary.json", "w"), stderr=subprocess.DEVNULL)
wall = time.time() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
person, operation = score.truth(folder / "truth.csv")
rows = {r["id"]: r for r in csv.DictReader(open(folder / "rows.csv"))}
pairs = [(p["a"], p["b"]) for p in csv.DictReader(open(folder / "pairs.csv"))]
p, r, n = score.pairs(pairs, person)
cp, cr, cn = score.clusters(person, {i: x["person"] for i, x in rows.items()}, person)
kp, kr, kn = score.people_pairs({i: x["campaign"] for i, x in rows.items()}, person, operation)
thieves = sum(1 for a, b in pairs if person[a] != person[b] and bool(operation[a]) != bool(operation[b]))
print(json.dumps({"what": "hirewall link", "rows": len(rows), "cpu_s": round(used.ru_utime + used.ru_stime, 1), "wall_s": round(wall, 1),
                  "peak_mb": used.ru_maxrss // 1024, "pairs": n, "precision": round(p, 4), "recall": round(r, 4),
                  "clusters": {"precision": round(cp, 4), "recall": round(cr, 4)}, "honest_merged_with_personas": thieves,
                  "campaign_pairs": {"precision": round(kp, 4), "recall": round(kr, 4), "f1": round(score.f1(kp, kr), 4), "found": kn}}))
