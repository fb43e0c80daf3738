"""Simulated applications as one slim table of people, with its truth: what Splink and `hirewall link` both get.

    python slim.py HIREWALL OUT [ROWS] [SEED]

writes OUT/people.csv, OUT/people.parquet and OUT/truth.csv. Worlds of two styles, by two authors, stand one after the other
until there are ROWS rows. Worlds do not know of each other: a mailbox that a world before had given out takes the world's number.
"""
import csv, json, subprocess, sys, tempfile, pathlib

FIELDS = ["unique_id", "given_name", "family_name", "email", "phone", "street", "city", "postal_code", "profile_url", "ip", "device_id",
          "employers", "school", "reference"]
HONEST, PERSONAS = 20_000, 400


def row(world, subject, data):
    name, address, session = data.get("name") or {}, data.get("address") or {}, data.get("session") or {}
    resume = data.get("resume") or {}
    first = lambda values: values[0] if values else ""
    street = " ".join(filter(None, [address.get("line1"), address.get("line2")]))
    jobs = [f"{w.get('name', '')} {w.get('startDate', '')}" for w in resume.get("work") or []]
    study = first(resume.get("education") or []) or {}
    return [f"{world}-{subject}", name.get("given", ""), name.get("family", ""), first(data.get("emails")), first(data.get("phones")), street,
            address.get("city", ""), address.get("postal_code", ""), (first(data.get("profiles")) or {}).get("url", ""), session.get("ip", ""),
            session.get("device_id", ""), " / ".join(jobs), f"{study.get('institution', '')} {study.get('endDate', '')}".strip(),
            (first(data.get("references")) or {}).get("email", "")]


def main():
    binary, out = sys.argv[1], pathlib.Path(sys.argv[2])
    rows, seed = (int(a) for a in (sys.argv[3:] + ["1000000", "701"][len(sys.argv) - 3:]))
    out.mkdir(parents=True, exist_ok=True)
    mailboxes, written, world = set(), 0, 0
    with open(out / "people.csv", "w", newline="") as people, open(out / "truth.csv", "w", newline="") as truths:
        people, truths = csv.writer(people), csv.writer(truths)
        people.writerow(FIELDS)
        truths.writerow(["unique_id", "person", "operation"])
        while written < rows:
            style = ("first", "third")[world % 2]
            with tempfile.TemporaryDirectory(dir=out) as folder:
                subprocess.run([binary, "simulate", "--style", style, "--seed", str(seed + world), "--honest", str(HONEST), "--personas",
                                str(PERSONAS), "--out", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                truth = {t["candidacy"]: t for t in map(json.loads, open(pathlib.Path(folder) / "truth.jsonl"))}
                own = set()
                for line in open(pathlib.Path(folder) / "events.jsonl"):
                    if "application.submitted" not in line[:120]:
                        continue
                    event = json.loads(line)
                    cells = row(world, event["subject"], event["data"])
                    mail = cells[3]
                    if mail:
                        # Dots in a Gmail address are nobody's own.
                        local, _, domain = mail.lower().rpartition("@")
                        key = (local.replace(".", "") if domain in ("gmail.com", "googlemail.com") else local, domain)
                        own.add(key)
                        if key in mailboxes:
                            cells[3] = mail.replace("@", f"{world}@", 1)
                    people.writerow(cells)
                    t = truth[event["subject"]]
                    truths.writerow([cells[0], f"{world}-{t['person']}", f"{world}-{t['operation']}" if t["operation"] else ""])
                    written += 1
                    if written == rows:
                        break
                mailboxes |= own
            world += 1
            print(f"{written} rows of {world} worlds", file=sys.stderr)
    import pyarrow.csv, pyarrow.parquet
    text = pyarrow.csv.ConvertOptions(column_types={f: "string" for f in FIELDS}, strings_can_be_null=True)
    pyarrow.parquet.write_table(pyarrow.csv.read_csv(out / "people.csv", convert_options=text), out / "people.parquet")


main()
