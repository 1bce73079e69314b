#!/usr/bin/env bash
# Times Gatefold and its peers in turn, on one machine and the same made-up catalog: wall, CPU and peak memory as medians,
# and how many times as long as Gatefold each peer takes. The peers look at the schema only; Gatefold applies its rules too.
#
#   benches/peers.sh [RECORDS] [ROUNDS]        (10000 and 3 without)
#
# It installs the peers below target/peers (npm, pip and cargo are needed), and writes its table to standard output.
set -euo pipefail
cd "$(dirname "$0")/.."
records=${1:-10000}
rounds=${2:-3}
root=$PWD
peers=$root/target/peers
schema=$root/schemas/release.schema.json
data=$peers/catalog-$records

mkdir -p "$peers"
cargo build --release --quiet --example generate --bin gatefold
[ -d "$data" ] || { target/release/examples/generate "$records" "$data/input"; mkdir "$data/.git"; mv "$data/input/performers.yaml" "$data/"; }
[ -d "$peers/npm" ] || npm install --silent --prefix "$peers/npm" @sourcemeta/jsonschema@16 ajv-cli@5 ajv-formats@3 >&2
[ -x "$peers/cargo/bin/boon" ] || cargo install --quiet --root "$peers/cargo" boon-cli >&2
[ -d "$peers/venv" ] || { python3 -m venv "$peers/venv"; "$peers/venv/bin/pip" install --quiet check-jsonschema >&2; }

sourcemeta=$(ls "$peers"/npm/node_modules/@sourcemeta/jsonschema/build/github-releases/jsonschema-linux-x86_64)
cat > "$peers/run" <<EOF
case \$1 in
  gatefold)         "$root/target/release/gatefold" check "$data/input" ;;
  gatefold-1-core)  "$root/target/release/gatefold" check "$data/input" --jobs 1 ;;
  gatefold-in-full) "$root/target/release/gatefold" check "$data/input" --jobs 1 --full-reader-only ;;
  sourcemeta-fast)  "$sourcemeta" validate --fast "$schema" "$data/input" ;;
  boon)             find "$data/input" -name '*.yaml' | xargs "$peers/cargo/bin/boon" "$schema" ;;
  ajv)              "$peers/npm/node_modules/.bin/ajv" validate --spec=draft2020 -c ajv-formats --strict=false -s "$schema" -d "$data/input/*.yaml" ;;
  check-jsonschema) "$peers/venv/bin/check-jsonschema" -q --schemafile "$schema" "$data"/input/*.yaml ;;
esac
EOF

names=(gatefold gatefold-1-core gatefold-in-full sourcemeta-fast boon ajv)
# It takes some minutes for ten thousand records: once is enough.
[ "${WITHOUT_SLOW:-}" ] || names+=(check-jsonschema)
results=$peers/results
rm -f "$results"
for round in $(seq "$rounds"); do
  for name in "${names[@]}"; do
    [ "$name" = check-jsonschema ] && [ "$round" != 1 ] && continue
    status=0
    /usr/bin/time -o "$peers/time" -f '%e %U %S %M' bash "$peers/run" "$name" > "$peers/out" 2>&1 || status=$?
    echo "$name $(tail -n 1 "$peers/time") $status" >> "$results"
  done
done

python3 - "$results" "$records" <<'EOF'
import statistics, sys
rows = {}
for line in open(sys.argv[1]):
    name, wall, user, system, peak, status = line.split()
    rows.setdefault(name, []).append((float(wall), float(user) + float(system), int(peak) / 1024, status))
own = statistics.median(row[0] for row in rows["gatefold"])
print(f"| {sys.argv[2]} records | wall s | CPU s | peak MiB | times Gatefold's wall | exit |\n|---|---|---|---|---|---|")
for name, runs in rows.items():
    wall, cpu, peak = (statistics.median(run[at] for run in runs) for at in range(3))
    print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {wall / own:.1f} | {runs[0][3]} |")
EOF
