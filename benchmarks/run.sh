#!/usr/bin/env bash
# Runs one area of benchmarks, ours beside the peers', and prints a Markdown table.
set -euo pipefail
cd "$(dirname "$0")"

area="${1:-}"
if [[ -z "$area" || ! -f "$area/run.sh" ]]; then
  echo "usage: benchmarks/run.sh AREA [MEASURE...]    areas: $(for f in */run.sh; do echo -n "$(dirname "$f") "; done)" >&2
  exit 2
fi

shift
exec "$area/run.sh" "$@"
