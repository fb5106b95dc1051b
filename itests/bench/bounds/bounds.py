"""Makes ../src/test/resources/bounds.properties anew, row by row:

    python3 bounds.py JAR 10x100 opening,links SECONDS >> bounds.properties

JAR is hansa-place's. The optimum by CP-SAT for SECONDS if these are given, else the LP's: by columns
for up to a thousand workloads, by ascent beyond. A row says of which instance it is by the CRC-32 of
its text, below what no placement is, and at SECONDS what the best known costs, in billionths of
money for an hour. Needs ortools 9.15 and numpy.
"""

import subprocess
import sys
import tempfile
import zlib

import exact
import linear
from instance import Instance

SEEDS = range(1, 6)


def placement(jar, path):
    """By workload its site, of the solver itself: where CP-SAT begins."""
    with tempfile.NamedTemporaryFile(mode="r") as out:
        command = ["java", "-jar", jar, "--instance", path, "--output", out.name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return [int(line.split()[1][1:]) for line in out]


def row(jar, size, features, seed, seconds):
    sites, workloads = size.split("x")
    command = ["java", "-jar", jar, "generate", "--sites", sites, "--workloads", workloads]
    command += ["--seed", str(seed)] + ["--" + f for f in features]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    name = ".".join([size, *features, str(seed)])
    with tempfile.NamedTemporaryFile() as file:
        file.write(text)
        file.flush()
        instance = Instance(file.name)
        if seconds:
            upper, lower = exact.optimum(instance, seconds, placement(jar, file.name))
            bounds = f"{lower} {upper}"
        else:
            prices = linear.ascent(instance)
            few = len(instance.needs) <= 1000 and not features
            bounds = linear.columns(instance, prices) if few else linear.value(instance, prices)
    return f"{name} = {zlib.crc32(text):08x} {bounds}"


if __name__ == "__main__":
    jar, size, features = sys.argv[1:4]
    limit = float(sys.argv[4]) if len(sys.argv) > 4 else 0
    for number in SEEDS:
        print(row(jar, size, [f for f in features.split(",") if f], number, limit), flush=True)
