"""Near-duplicates among texts, by one of three: python near.py FOLDER hirewall HIREWALL | datasketch | rensa

The peers' ordinary settings: 128 permutations, LSH at threshold 0.3, candidates kept whose estimated similarity is 0.3 or more.
Precision counts a found pair as right if its exact similarity is 0.3 or more.
"""
import csv, json, os, pathlib, resource, subprocess, sys, time

folder, which = pathlib.Path(sys.argv[1]), sys.argv[2]
started = time.time()


def words(text):
    return "".join(c.lower() if c.isalnum() else " " for c in text).split()


def shingles(text):
    split = words(text)
    return {" ".join(split[n:n + 5]) for n in range(len(split) - 4)}


def table():
    import pyarrow.parquet
    for batch in pyarrow.parquet.ParquetFile(folder / "texts.parquet").iter_batches(4096):
        yield from zip(batch["id"].to_pylist(), batch["text"].to_pylist())


def by_hirewall():
    subprocess.run([sys.argv[3], "link", folder / "texts.parquet", "--texts", folder / "found.csv", "--format", "json"], check=True, stdout=subprocess.DEVNULL)
    return None


def by_datasketch():
    from datasketch import MinHash, MinHashLSH
    lsh, sketches, found = MinHashLSH(threshold=0.3, num_perm=128), {}, []
    for key, text in table():
        sketch = MinHash(num_perm=128)
        sketch.update_batch([s.encode() for s in shingles(text)])
        found += [(other, key) for other in lsh.query(sketch) if sketches[other].jaccard(sketch) >= 0.3]
        lsh.insert(key, sketch)
        sketches[key] = sketch
    return found


def by_rensa():
    from rensa import RMinHash, RMinHashLSH
    # 64 bands of two rows: the ones that datasketch chooses for 0.3 are 42 of three, which finds less.
    lsh, sketches, found = RMinHashLSH(threshold=0.3, num_perm=128, num_bands=64), {}, []
    for key, text in table():
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(list(shingles(text)))
        number = int(key)
        found += [(str(other), key) for other in lsh.query(sketch) if sketches[other].jaccard(sketch) >= 0.3]
        lsh.insert(number, sketch)
        sketches[number] = sketch
    return found


found = {"hirewall": by_hirewall, "datasketch": by_datasketch, "rensa": by_rensa}[which]()
wall = time.time() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN if which == "hirewall" else resource.RUSAGE_SELF)
if found is None:
    found = [(p["a"], p["b"]) for p in csv.DictReader(open(folder / "found.csv"))]
truth = {(p["a"], p["b"]) for p in csv.DictReader(open(folder / "pairs.csv"))}
found = {(a, b) if int(a) < int(b) else (b, a) for a, b in found}
strange = found - truth
if strange:
    wanted = {t for pair in strange for t in pair}
    sets = {key: shingles(text) for key, text in table() if key in wanted}
    strange = {(a, b) for a, b in strange if len(sets[a] & sets[b]) / len(sets[a] | sets[b]) < 0.3}
print(json.dumps({"what": f"near-duplicates, {which}", "texts": sum(1 for _ in table()), "cpu_s": round(used.ru_utime + used.ru_stime, 1),
                  "wall_s": round(wall, 1), "peak_mb": used.ru_maxrss // 1024, "pairs": len(found),
                  "precision": round(1 - len(strange) / max(1, len(found)), 5), "recall": round(len(found & truth) / len(truth), 5)}))
