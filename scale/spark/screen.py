"""Screens a history of applications on Apache Spark, with the answers of `hirewall screen`.

    spark-submit screen.py --hirewall target/release/hirewall --data DATA EVENTS OUT

EVENTS is a file, folder or pattern of JSON lines, OUT a folder; both on a disk that all workers see, or in object storage. DATA is the data
folder (key, imported reference data) where every worker finds it. OUT gets assessments (Parquet and JSON lines), campaigns, the register,
the rates if they were measured, problems.

Nothing is decided here: Spark groups and joins, and pipes partitions through the stages of the binary. What a stage reads and gives stands in
docs/src/stages.md. Tables between stages are kept in OUT/_work until the end, so that a worker that dies costs its share of one stage.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading

from pyspark import SparkFiles
from pyspark.sql import SparkSession, Window, functions as F

arguments = argparse.ArgumentParser(description="Screen a history of applications on Apache Spark.")
arguments.add_argument("events", nargs="+")
arguments.add_argument("out")
arguments.add_argument("--hirewall", required=True, help="the binary; it is sent to the workers")
arguments.add_argument("--data", required=True, help="the data folder, where every worker finds it")
arguments.add_argument("--as-of", help="events up to this time count; default: the latest event's")
arguments.add_argument("--rates", help="fixed rates, instead of measured ones")
arguments.add_argument("--register", help="the register that an earlier run gave, so that campaigns keep their ids")
arguments.add_argument("--partitions", type=int, default=16)
given = arguments.parse_args()

spark = SparkSession.builder.appName("hirewall").getOrCreate()
spark.conf.set("spark.sql.shuffle.partitions", given.partitions)
context = spark.sparkContext
context.setLogLevel("ERROR")
context.addFile(given.hirewall)
binary, data = os.path.basename(given.hirewall), given.data
scratch = tempfile.TemporaryDirectory(prefix="hirewall-")


def send(name, content):
    """Sends a file to all workers; an argument `@name` of a stage becomes its path there."""
    path = os.path.join(scratch.name, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)
    context.addFile(path)
    return "@" + name


def through(lines, *stage):
    """Pipes each partition of an RDD of lines through a stage."""
    def filtered(partition):
        there = [SparkFiles.get(a[1:]) if a.startswith("@") else a for a in stage]
        process = subprocess.Popen([SparkFiles.get(binary), "stage", *there], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   env={**os.environ, "HIREWALL_DATA": data})

        failed = []

        def feed():
            try:
                for line in partition:
                    process.stdin.write(line.encode() + b"\n")
            except BrokenPipeError:
                pass  # The stage ended early; its exit code says so below.
            except BaseException as error:  # What came before failed: a stage that saw a part only must not pass for done.
                failed.append(error)
            finally:
                try:
                    process.stdin.close()
                except BrokenPipeError:
                    pass

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        for line in process.stdout:
            yield line.decode().rstrip("\n")
        feeder.join()
        if failed:
            raise failed[0]
        if process.wait() != 0:
            raise RuntimeError(f"hirewall stage {' '.join(stage)} ended with {process.returncode}; its standard error says why")
    return lines.mapPartitions(filtered)


def table(name, lines, schema, *more):
    """The fields of JSON lines, kept on disk; objects below a field of type STRING stay as they are."""
    frame = spark.createDataFrame(lines.map(lambda line: (line,)), "line STRING")
    frame = frame.select("line", F.from_json("line", schema).alias("of"), F.monotonically_increasing_id().alias("n"))
    return kept(name, frame.select("line", "of.*", *more))


def kept(name, frame):
    print(f"hirewall: {name}", file=sys.stderr, flush=True)
    frame.write.mode("overwrite").parquet(f"{given.out}/_work/{name}")
    return spark.read.parquet(f"{given.out}/_work/{name}")


def as_lines(frame):
    return frame.select(F.to_json(F.struct(*frame.columns)).alias("line")).rdd.map(lambda row: row.line)


limits = json.loads(subprocess.run([given.hirewall, "stage", "limits"], check=True, capture_output=True).stdout)
fixed = send("rates.json", open(given.rates, encoding="utf-8").read()) if given.rates else None

# Bytes → events, numbered as they stand in the input. Of two events with one key the first counts.
arrived = table("arrived", through(context.textFile(",".join(given.events), given.partitions), "events"),
                "candidacy STRING, source STRING, id STRING, time STRING, time_us BIGINT, digest STRING, event STRING, problem STRING", "n")
first = Window.partitionBy("source", "id").orderBy("n")
ranked = arrived.where("problem IS NULL").withColumn("rank", F.row_number().over(first)).withColumn("kept", F.first("digest").over(first))
events = kept("events", ranked.where("rank = 1").select("candidacy", "time", "time_us", "event"))
again = ranked.where("rank > 1 AND digest != kept").select(
    F.to_json(F.struct(F.struct(F.lit("error").alias("severity"), F.col("id").alias("event"),
                                F.lit("came again with another body; the first one counts").alias("what")).alias("problem"))).alias("line"))
arrived.where("problem IS NOT NULL").select("line").union(again).write.mode("overwrite").text(f"{given.out}/problems")
as_of = given.as_of or events.agg(F.max_by("time", "time_us")).first()[0]
if as_of is None:
    raise SystemExit("no event could be read; OUT/problems says why")
population = events.select("candidacy").distinct().count()

# Events → what can be compared. Events of merged candidacies are read together.
CARD = "candidacy STRING, merged_into STRING, hashes ARRAY<STRING>, shingles ARRAY<BIGINT>, card STRING"


def of_candidacies():
    return events.groupBy("candidacy").agg(F.collect_list("event").alias("events"))


cards = table("cards", through(as_lines(of_candidacies()), "indicators", "--as-of", as_of), CARD)
merged = {row.candidacy: row.merged_into for row in cards.where("merged_into IS NOT NULL").collect()}
if merged:
    def target(candidacy):
        for _ in range(16):
            candidacy = merged.get(candidacy, candidacy)
        return candidacy
    moved = spark.createDataFrame([(one, target(one)) for one in merged], "candidacy STRING, target STRING")
    together = events.join(F.broadcast(moved), "candidacy", "left").withColumn("candidacy", F.coalesce("target", "candidacy")).drop("target")
    events = kept("events_merged", together)
    cards = table("cards_merged", through(as_lines(of_candidacies()), "indicators", "--as-of", as_of), CARD)
candidacies = cards.count()
measured = fixed is None and candidacies >= limits["measured_from"]

# Wordings that many use.
common, common_file = [], None
if measured:
    texts = cards.where(F.size("shingles") > 0).count()
    least = max(limits["common_text"], texts // limits["common_text_of"])
    # A sketch may hold a value twice, and it counts as often.
    common = [r.shingle for r in cards.select(F.explode("shingles").alias("shingle")).groupBy("shingle").count().where(F.col("count") > least).collect()]
    common_file = send("common.json", json.dumps(sorted(common)))
wordings = ["--rates", fixed] if fixed else ["--common", common_file] if common_file else []

# Who shares what with whom. A value that very many hold links nobody: it is counted, and its holders are not joined.
holding = cards.select("candidacy", F.explode("hashes").alias("hash"))
shared = kept("shared", holding.groupBy("hash").count().where("count > 1").withColumn("holders", F.col("count") - 1).drop("count"))
links_nobody = F.col("holders") > limits["widely_held"]
near = holding.join(shared.where(~links_nobody), "hash")
pairs = kept("pairs", near.alias("a").join(near.alias("b"), "hash").where("a.candidacy != b.candidacy")
             .select(F.col("a.candidacy").alias("candidacy"), "hash", F.col("a.holders").alias("holders"), F.col("b.candidacy").alias("other")))
wide = holding.join(shared.where(links_nobody), "hash").withColumn("by", F.array().cast("array<string>"))
held = pairs.groupBy("candidacy", "hash", "holders").agg(F.collect_list("other").alias("by")).unionByName(wide)
held = held.groupBy("candidacy").agg(F.collect_list(F.struct("hash", "holders", "by")).alias("held"))
others = pairs.select("candidacy", "other").distinct().join(cards.select(F.col("candidacy").alias("other"), "card"), "other")
others = others.groupBy("candidacy").agg(F.collect_list("card").alias("others"))
meetings = cards.select("candidacy", F.col("card").alias("own")).join(held, "candidacy").join(others, "candidacy", "left").drop("candidacy")
circles = table("circles", through(as_lines(meetings), "same", "--population", str(population), *wordings), "candidacy STRING, circle STRING")

# Links → campaigns, people, rates.
surrounded = kept("surrounded", of_candidacies().join(circles.drop("line"), "candidacy", "left"))
by = ["--rates", fixed] if fixed else []
links = through(as_lines(surrounded), "assess", "--give", "links", "--as-of", as_of, *by)
whole = ["--register", send("register.json", open(given.register, encoding="utf-8").read())] if given.register else []
whole += ["--common", common_file] if common_file else []
groups = table("groups", through(links.repartition(1), "components", "--as-of", as_of, "--population", str(population), *by, *whole),
               "candidacy STRING, campaign STRING, person STRING, rates STRING, register STRING")
register = groups.where("register IS NOT NULL").first().register
if measured:
    by = ["--rates", send("counts.json", groups.where("rates IS NOT NULL").first().rates)]
placed = groups.where("candidacy IS NOT NULL").select("candidacy", "campaign", "person")
surrounded = kept("placed", surrounded.join(placed, "candidacy", "left"))

# What the members of a campaign say of each other.
said = table("said", through(as_lines(surrounded.where("campaign IS NOT NULL")), "assess", "--give", "said", "--as-of", as_of, *by),
             "campaign STRING, said STRING")
voices = said.groupBy("campaign").agg(F.collect_list("said").alias("said"))
heard = table("heard", through(as_lines(voices), "members"), "candidacy STRING, heard STRING")
surrounded = kept("heard_by", surrounded.join(heard.drop("line"), "candidacy", "left"))

# Assessments; where rates are measured, first the scores among which each stands.
if measured:
    scores = through(as_lines(surrounded), "assess", "--give", "scores", "--as-of", as_of, *by)
    rates = through(scores.repartition(1), "tails", *by).first()
    by = ["--rates", send("tails.json", rates), "--measured"]
    context.parallelize([rates], 1).toDF("string").write.mode("overwrite").text(f"{given.out}/rates")
assessments = table("assessments", through(as_lines(surrounded), "assess", "--as-of", as_of, *by),
                    "candidacy STRING, as_of STRING, band STRING, bits DOUBLE, stage STRING, campaign STRING")
ordered = kept("ordered", assessments.orderBy("candidacy"))
ordered.withColumnRenamed("line", "assessment").write.mode("overwrite").parquet(f"{given.out}/assessments.parquet")
ordered.select("line").coalesce(1).sortWithinPartitions(F.get_json_object("line", "$.candidacy")).write.mode("overwrite").text(f"{given.out}/assessments")
placed.where("campaign IS NOT NULL").orderBy("campaign", "candidacy").coalesce(1).write.mode("overwrite").json(f"{given.out}/campaigns")
context.parallelize([register], 1).toDF("string").write.mode("overwrite").text(f"{given.out}/register")
bands = ", ".join(f"{row['count']} {row.band}" for row in assessments.groupBy("band").count().orderBy("band").collect())
work = spark._jvm.org.apache.hadoop.fs.Path(f"{given.out}/_work")
work.getFileSystem(context._jsc.hadoopConfiguration()).delete(work, True)
print(f"{candidacies} candidacies assessed as of {as_of} ({bands}); {given.out}")
spark.stop()
