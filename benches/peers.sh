#!/usr/bin/env bash
# Times Gatefold and its peers in turn, on one machine and the same made-up releases, and writes a table for each part: a whole
# catalog, a single record, a stream of records in one file, and an export.
# The peers look at the schema only; Gatefold applies its rules too, and looks up performers in a roster. The program is the
# published one (see .ci/release), which has never seen these records.
#
#   benches/peers.sh [RECORDS] [ROUNDS]        (10000 and 3 without; the longer stream has ten times as many records)
#
# It installs the peers below target/peers; npm, pip, cargo and Debian's apt-get are needed. What it makes up lies there too,
# and is removed in the end. `WITHOUT_SLOW=1` leaves out check-jsonschema, and `GATEFOLD=FILE` times that program.
set -euo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.."
records=${1:-10000}
rounds=${2:-3}
peers=$PWD/target/peers
schema=$PWD/schemas/release.schema.json
to_csv=$PWD/benches/tracks.jq
generate=${CARGO_TARGET_DIR:-$PWD/target}/debug/examples/generate

gatefold=${GATEFOLD:-$(.ci/release)}
cargo build --quiet --example generate
mkdir -p "$peers"
[ -d "$peers/npm" ] || npm install --silent --prefix "$peers/npm" @sourcemeta/jsonschema@16 ajv-cli@5 ajv-formats@3 >&2
[ -x "$peers/cargo/bin/boon" ] || cargo install --quiet --root "$peers/cargo" boon-cli >&2
[ -d "$peers/venv" ] || { python3 -m venv "$peers/venv"; "$peers/venv/bin/pip" install --quiet check-jsonschema >&2; }
[ -d "$peers/gojq" ] || { mkdir "$peers/gojq"; (cd "$peers/gojq"; apt-get download -q gojq; dpkg -x gojq_*.deb .) >&2; }
sourcemeta=("$(ls "$peers"/npm/node_modules/@sourcemeta/jsonschema/build/github-releases/jsonschema-linux-x86_64)" validate --fast)
boon=$peers/cargo/bin/boon
ajv=("$peers/npm/node_modules/.bin/ajv" validate --spec=draft2020 -c ajv-formats --strict=false)
gojq=$peers/gojq/usr/bin/gojq

work=$(mktemp -d "$peers/made-up.XXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir .git # No roster is sought above it.

# make COUNT FOLDER: so many releases in files, with their roster beside the folder.
make() {
  "$generate" "$1" "$2"
  mv "$2/performers.yaml" .
}

# timed PART NAME COMMAND…: runs it once, and keeps what it took. All that is named in the file `read` has just been read, so that
# nobody waits for the disk: some machines free what lay idle for a few seconds, and others run for minutes in between.
timed() {
  local part=$1 name=$2
  shift 2
  xargs -a read cat > /dev/null
  python3 -I -S clock "$@" > usage
  echo "$name|$(cat usage)" >> "$part"
}

# Starts a command itself and says what it alone took: wall and CPU seconds, KiB, and how it ended. A command has no less memory
# at its peak than this program, which it begins in: how much that is comes last.
cat > clock <<'END'
import os, resource, signal, sys, time
out = (os.POSIX_SPAWN_OPEN, 1, "out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
start = time.perf_counter()
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[out, (os.POSIX_SPAWN_DUP2, 1, 2)],
                          setsigdef=[signal.SIGPIPE])
_, status, used = os.wait4(process, 0)
wall = time.perf_counter() - start
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status), own)
END

# table PART TITLE: the medians, also of how many times as long as the first row each takes, turn by turn.
table() {
  python3 - "$1" "$2" <<'END'
import statistics, sys
rows = {}
for line in open(sys.argv[1]):
    name, usage = line.strip().split("|")
    wall, used, peak, status, least = usage.split()
    rows.setdefault(name, []).append((float(wall), float(used), float(peak) / 1024, int(status), float(least) / 1024))
first, *_ = rows.values()
usual = statistics.median(run[0] for run in first)
times = {}
for name, runs in rows.items():
    # One turn alone says little: what was run once is compared with what the first one takes as a rule.
    against = first if len(runs) == len(first) else [[usual]] * len(runs)
    times[name] = statistics.median(run[0] / own[0] for run, own in zip(runs, against))
print(f"\n| {sys.argv[2]} | wall s | CPU s | peak MiB | times the first | runs | exit |\n|---|---|---|---|---|---|---|")
for name, runs in rows.items():
    wall, cpu, peak = (statistics.median(run[at] for run in runs) for at in range(3))
    memory = f"{peak:.0f}" if peak > runs[0][4] + 1 else f"under {peak:.0f}"
    ended = next((run[3] for run in runs if run[3]), 0)
    print(f"| {name} | {wall:.4f} | {cpu:.3f} | {memory} | {times[name]:.2f} | {len(runs)} | {ended} |")
others = [name for name in rows if not name.startswith("gatefold")]
if others:
    fastest = min(others, key=times.get)
    print(f"\nGatefold takes {1 / times[fastest]:.2f} of the time of the fastest other, {fastest}.")
END
}

# A catalog.
make "$records" catalog
find catalog -name '*.yaml' | sort > files
# The YAML reader of ajv-cli takes a plain date for a Date, which is no text to it: it alone gets them in quotes.
mkdir quoted
xargs -a files cp -t quoted
find quoted -name '*.yaml' -exec sed -i -E 's/(date: )([0-9]{4}-[0-9]{2}-[0-9]{2})$/\1"\2"/' {} +
programs=("$gatefold" "${sourcemeta[0]}" "$boon" "$gojq")
{ find catalog quoted -name '*.yaml'; printf '%s\n' "${programs[@]}"; } > read
sync # Nothing of it is still being written to the disk while others are timed.
for round in $(seq "$rounds"); do
  timed whole 'gatefold check' "$gatefold" check catalog
  timed whole 'gatefold check --jobs 1' "$gatefold" check catalog --jobs 1
  timed whole 'gatefold check --jobs 1 --full-reader-only' "$gatefold" check catalog --jobs 1 --full-reader-only
  timed whole 'sourcemeta jsonschema --fast' "${sourcemeta[@]}" "$schema" catalog
  timed whole 'boon' xargs -a files "$boon" "$schema"
  timed whole 'ajv-cli, dates in quotes' "${ajv[@]}" -s "$schema" -d 'quoted/*.yaml'
  # It takes minutes for ten thousand records: once is enough.
  [ "$round" != 1 ] || [ "${WITHOUT_SLOW:-}" ] ||
    timed whole 'check-jsonschema' xargs -a files "$peers/venv/bin/check-jsonschema" -q --schemafile "$schema"
done
table whole "$records releases in files, $(($(xargs -a files cat | wc -c) / 1000000)) MB"

# A single record.
printf '%s\n' catalog/r000001.yaml quoted/r000001.yaml "${programs[@]}" > read
for _ in $(seq 50); do
  timed one 'gatefold check' "$gatefold" check catalog/r000001.yaml
  timed one 'sourcemeta jsonschema --fast' "${sourcemeta[@]}" "$schema" catalog/r000001.yaml
  timed one 'boon' "$boon" "$schema" catalog/r000001.yaml
  timed one 'ajv-cli, dates in quotes' "${ajv[@]}" -s "$schema" -d quoted/r000001.yaml
done
table one 'one release'

# A stream: one file, a release behind each `---`.
for count in "$records" "$((10 * records))"; do
  make "$count" streamed
  find streamed -name '*.yaml' | sort | xargs sed -s '1i ---' > "stream-$count.yaml"
  rm -r streamed
done
printf '%s\n' stream-*.yaml "${programs[@]}" > read
sync
for verb in check export; do
  for round in $(seq "$rounds"); do
    for count in "$records" "$((10 * records))"; do
      case $verb in
        check) timed "$verb" "gatefold check, $count releases" "$gatefold" check "stream-$count.yaml" ;;
        export) timed "$verb" "gatefold export, $count releases" "$gatefold" export "stream-$count.yaml" --to csv --bundle all --out exports ;;
      esac
      rm -rf exports
    done
  done
  table "$verb" "a stream in one file"
done
rm stream-*.yaml

# An export.
make "$((records < 1000 ? records : 1000))" exported
find exported -name '*.yaml' | sort > files
{ cat files; printf '%s\n' "${programs[@]}"; } > read
sync
# It is soon done, and a neighbour of a virtual machine may slow one of its cores for seconds: so there are more turns.
for round in $(seq $((rounds < 5 ? rounds : 25))); do
  timed csv 'gatefold export --to csv' "$gatefold" export exported --to csv --bundle all --out exports
  timed csv 'gatefold export --to csv --jobs 1' "$gatefold" export exported --to csv --bundle all --out exports-1 --jobs 1
  timed csv 'gojq --yaml-input' xargs -a files "$gojq" --yaml-input -r -f "$to_csv"
  rm -r exports exports-1
done
table csv "$(wc -l < files) releases as one CSV"
