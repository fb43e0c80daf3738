"""Ten million rows out of one: python tenfold.py PEOPLE.CSV OUT.CSV

Nine further copies of each row under other names (each copy's names are moved along the list of all names), with contacts, homes, machines
and employers of their own; cities and schools stay. Rows of one person stay rows of one person within each copy."""
import csv, re, sys

with open(sys.argv[1], newline="") as read, open(sys.argv[2], "w", newline="") as write:
    rows = csv.reader(read)
    out = csv.writer(write)
    header = next(rows)
    out.writerow(header)
    at = {name: n for n, name in enumerate(header)}
    rows = list(rows)
    names = {field: sorted({row[at[field]] for row in rows}) for field in ("given_name", "family_name")}
    place = {field: {name: n for n, name in enumerate(list_)} for field, list_ in names.items()}

    def number(digits, copy):
        """The last seven digits, moved: the same number stays the same number."""
        plain = re.sub(r"\D", "", digits)
        if len(plain) < 8:
            return digits
        return f"+{plain[:-7] if len(plain) > 10 else '1' + plain[:-7]}{(int(plain[-7:]) * 3 + copy * 1234577) % 10_000_000:07}"

    for copy in range(10):
        tag = "qwertzuiop"[copy] * 3
        for row in rows:
            new = list(row)
            new[0] = f"{copy}-{row[0]}"
            if copy:
                for field, list_ in names.items():
                    new[at[field]] = list_[(place[field][row[at[field]]] + copy * len(list_) // 11) % len(list_)]
                for field in ("email", "device_id", "reference", "street"):
                    if row[at[field]]:
                        new[at[field]] = f"{tag}{row[at[field]]}"
                new[at["phone"]] = number(row[at["phone"]], copy)
                if row[at["profile_url"]]:
                    new[at["profile_url"]] = f"{row[at['profile_url']]}{tag}"
                new[at["employers"]] = " / ".join(f"{tag}{job}" for job in row[at["employers"]].split(" / ")) if row[at["employers"]] else ""
                first, _, rest = row[at["ip"]].partition(".")
                if first.isdigit():
                    new[at["ip"]] = f"{(int(first) + copy * 7) % 200 + 11}.{rest}"
            out.writerow(new)
