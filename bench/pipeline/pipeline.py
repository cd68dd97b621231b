# The same three stages under joblib. joblib knows nothing of files: each stage is given the digest of what it reads.
import hashlib

from joblib import Memory

memory = Memory("joblib-store", verbose=0)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


@memory.cache
def clean(source, target, of_source):
    kept = []
    with open(source, encoding="utf-8") as file:
        next(file)
        for line in file:
            cells = line.rstrip("\n").split(",")
            if len(cells) != 4 or cells[3] == "":
                continue
            tenths = int(float(cells[3]) * 10 // 1 + (float(cells[3]) * 10 % 1 >= 0.5))
            if -900 < tenths < 600:
                kept.append(f"{cells[1]},{cells[2]},{tenths}")
    with open(target, "w", encoding="utf-8") as file:
        file.write("\n".join(kept) + "\n")
    return len(kept)


@memory.cache
def aggregate(source, target, of_source):
    stations = {}
    with open(source, encoding="utf-8") as file:
        for line in file:
            station, _, text = line.rstrip("\n").split(",")
            value = int(text)
            known = stations.get(station)
            if known is None:
                stations[station] = [1, value, value, value]
            else:
                known[0] += 1
                known[1] += value
                known[2] = min(known[2], value)
                known[3] = max(known[3], value)
    rows = [",".join(map(str, [name, *cells])) for name, cells in sorted(stations.items())]
    with open(target, "w", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    return len(rows)


@memory.cache
def report(source, of_source):
    with open(source, encoding="utf-8") as file:
        rows = [line.split(",") for line in file.read().strip().split("\n")]
    means = [(name, int(total) / int(count) / 10) for name, count, total, *_ in rows]
    means.sort(key=lambda row: (-row[1], row[0]))
    return "\n".join(f"{name} {mean:.3f}" for name, mean in means[:10])


print(f"{clean('measurements.csv', 'cleaned.csv', digest('measurements.csv'))} rows kept")
print(f"{aggregate('cleaned.csv', 'stations.csv', digest('cleaned.csv'))} stations")
print(report("stations.csv", digest("stations.csv")))
