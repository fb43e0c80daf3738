"""Scores of linked rows against the truth: pairs of one person, impersonators merged with victims, pairs of one campaign."""
import csv
from collections import defaultdict


def truth(path):
    person, operation = {}, {}
    for t in csv.DictReader(open(path)):
        person[t["unique_id"]], operation[t["unique_id"]] = t["person"], t["operation"]
    return person, operation


def within(groups):
    """Pairs of equal keys: key -> count is enough."""
    return sum(n * (n - 1) // 2 for n in groups.values())


def clusters(rows, label, truth):
    """Precision and recall of pairs when rows are put together by label and belong together by truth; empty labels are alone."""
    found, true, both = defaultdict(int), defaultdict(int), defaultdict(int)
    for row in rows:
        l, t = label.get(row), truth.get(row)
        if t:
            true[t] += 1
        if l:
            found[l] += 1
        if l and t:
            both[l, t] += 1
    f, t, b = within(found), within(true), within(both)
    return b / max(f, 1), b / max(t, 1), f


def pairs(found, truth):
    """Precision and recall of pairs as they are given."""
    found = {tuple(sorted(p)) for p in found}
    right = sum(1 for a, b in found if truth[a] == truth[b])
    groups = defaultdict(int)
    for p in truth.values():
        groups[p] += 1
    return right / max(len(found), 1), right / max(within(groups), 1), len(found)


def people_pairs(campaign, person, operation):
    """Precision and recall of pairs of people in one operation, found in one campaign."""
    of_person, of_operation = {}, {}
    for row, p in person.items():
        if campaign.get(row):
            of_person[p] = campaign[row]
        if operation[row]:
            of_operation[p] = operation[row]
    return clusters(set(of_person) | set(of_operation), of_person, of_operation)


def f1(p, r):
    return 2 * p * r / max(p + r, 1e-9)
