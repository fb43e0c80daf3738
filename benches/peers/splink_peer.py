"""Splink on the same slim table: python splink_peer.py FOLDER

Pinned: splink 4.0.17 on DuckDB. Ordinary settings: six blocking rules, ten comparisons, u by random sampling of a million pairs, m by
expectation maximisation in two sessions, predictions at 0.95, clusters by connected components. DuckDB may use both cores.
"""
import json, resource, sys, time, pathlib
import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
import score

folder = pathlib.Path(sys.argv[1])
started = time.time()
con = duckdb.connect()
con.execute(f"create table people as select * from read_parquet('{folder}/people.parquet')")
settings = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[block_on("email"), block_on("phone"), block_on("profile_url"), block_on("device_id"),
                                            block_on("street", "given_name"), block_on("given_name", "family_name")],
    comparisons=[cl.JaroWinklerAtThresholds("given_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
                 cl.JaroWinklerAtThresholds("family_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
                 cl.LevenshteinAtThresholds("email", [2]), cl.LevenshteinAtThresholds("phone", [1]),
                 cl.JaroWinklerAtThresholds("street", [0.9]), cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                 cl.ExactMatch("profile_url"), cl.ExactMatch("device_id"), cl.ExactMatch("employers"), cl.ExactMatch("school")])
linker = Linker("people", settings, DuckDBAPI(con))
linker.training.estimate_probability_two_random_records_match([block_on("email", "given_name"), block_on("phone", "given_name")], recall=0.8)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("given_name", "family_name"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
predicted = linker.inference.predict(threshold_match_probability=0.95)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=0.95)
wall = time.time() - started
used = resource.getrusage(resource.RUSAGE_SELF)
# Measured up to here; what follows is for the score.
pairs = con.execute(f"select unique_id_l, unique_id_r from {predicted.physical_name}").fetchall()
label = dict(con.execute(f"select unique_id, cluster_id from {clusters.physical_name}").fetchall())
person, operation = score.truth(folder / "truth.csv")
p, r, n = score.pairs(pairs, person)
cp, cr, _ = score.clusters(person, label, person)
kp, kr, _ = score.people_pairs(label, person, operation)
thieves = sum(1 for a, b in pairs if person[a] != person[b] and bool(operation[a]) != bool(operation[b]))
print(json.dumps({"what": "splink 4.0.17", "rows": len(label), "cpu_s": round(used.ru_utime + used.ru_stime, 1), "wall_s": round(wall, 1),
                  "peak_mb": used.ru_maxrss // 1024, "pairs": n, "precision": round(p, 4), "recall": round(r, 4),
                  "clusters": {"precision": round(cp, 4), "recall": round(cr, 4)}, "honest_merged_with_personas": thieves,
                  "campaign_pairs": {"precision": round(kp, 4), "recall": round(kr, 4), "f1": round(score.f1(kp, kr), 4)}}))
