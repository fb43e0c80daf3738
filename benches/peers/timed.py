"""Time and memory of `hirewall link` on a table without truth: python timed.py HIREWALL TABLE"""
import json, os, resource, subprocess, sys, time

started = time.time()
summary = json.loads(subprocess.run([sys.argv[1], "link", sys.argv[2], "--out", os.devnull, "--format", "json"], check=True, capture_output=True).stdout)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"what": "hirewall link, rows alone", "rows": summary["rows"], "cpu_s": round(used.ru_utime + used.ru_stime, 1),
                  "wall_s": round(time.time() - started, 1), "peak_mb": used.ru_maxrss // 1024}))
