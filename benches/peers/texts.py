"""Résumés of about 450 words as a table, with its truth: what datasketch, rensa and `hirewall link` all get.

    python texts.py OUT [ROWS] [SEED]

writes OUT/texts.parquet and OUT/pairs.csv, the pairs whose 5-word shingles have a Jaccard similarity of 0.3 or more. Words follow Zipf's law.
A fifth of each text are stock sentences that hundreds use. One in ten texts descends from another, with a share of its sentences written anew,
words exchanged and sentences moved. Truth is counted within families and among a sample of the others.
"""
import csv, itertools, pathlib, random, sys
import pyarrow, pyarrow.parquet

out = pathlib.Path(sys.argv[1])
rows, seed = (int(a) for a in (sys.argv[2:] + ["100000", "1"][len(sys.argv) - 2:]))
out.mkdir(parents=True, exist_ok=True)
pick = random.Random(seed)
letters = "abcdefghijklmnoprstuvz"
vocabulary = list({"".join(pick.choices(letters, k=pick.randint(2, 9))) for _ in range(30_000)})
weights = list(itertools.accumulate(1 / (n + 20) for n in range(len(vocabulary))))


def sentence():
    return pick.choices(vocabulary, cum_weights=weights, k=pick.randint(8, 16))


stock = [sentence() for _ in range(3_000)]


def fresh():
    return [sentence() if pick.random() > 0.2 else pick.choice(stock) for _ in range(37)]


def descendant(text):
    anew, changed = pick.random() * 0.6, pick.random() * 0.04
    copy = [sentence() if pick.random() < anew else [w if pick.random() > changed else pick.choice(vocabulary) for w in s] for s in text]
    if pick.random() < 0.3:
        pick.shuffle(copy)
    return copy


def shingles(text):
    words = [w for s in text for w in s]
    return {hash(tuple(words[n:n + 5])) for n in range(len(words) - 4)}


def jaccard(a, b):
    return len(a & b) / len(a | b)


def texts():
    written = 0
    while written < rows:
        family = [fresh()]
        if pick.random() < 0.05:
            while pick.random() < 0.66:
                family.append(descendant(pick.choice(family)))
        family = family[:rows - written]
        yield written, family
        written += len(family)


schema = pyarrow.schema([("id", pyarrow.string()), ("text", pyarrow.string())])
waiting, truth, lone = [], [], []
with pyarrow.parquet.ParquetWriter(out / "texts.parquet", schema) as sheet, open(out / "pairs.csv", "w", newline="") as pairs:
    pairs = csv.writer(pairs)
    pairs.writerow(["a", "b", "similarity"])
    for start, family in texts():
        waiting += [{"id": str(start + n), "text": ". ".join(" ".join(s) for s in text)} for n, text in enumerate(family)]
        if len(family) > 1:
            sets = [shingles(text) for text in family]
            for a, b in itertools.combinations(range(len(family)), 2):
                if (similarity := jaccard(sets[a], sets[b])) >= 0.3:
                    pairs.writerow([start + a, start + b, f"{similarity:.3f}"])
        elif len(lone) < 1000:
            lone.append(shingles(family[0]))
        if len(waiting) >= 10_000:
            sheet.write_table(pyarrow.Table.from_pylist(waiting, schema))
            waiting = []
    sheet.write_table(pyarrow.Table.from_pylist(waiting, schema))
print(f"most alike of {len(lone)} unrelated texts: {max(jaccard(a, b) for a, b in itertools.combinations(lone, 2)):.3f}", file=sys.stderr)
