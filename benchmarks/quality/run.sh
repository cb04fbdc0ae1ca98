#!/usr/bin/env bash
# Models of real tables beside five-line scikit-learn pipelines on the same split. Names of tables as arguments: only those.
set -euo pipefail
cd "$(dirname "$0")"

if ! /usr/bin/python3 -c "import sklearn, statsmodels, pandas" 2>/dev/null; then
  sudo=""; [[ $EUID -eq 0 ]] || sudo=sudo
  $sudo apt-get update -qq >&2
  $sudo apt-get install -y -qq python3-sklearn python3-statsmodels python3-pandas >&2
fi

dotnet build ../../functions/App -c Release -v quiet --nologo >&2
state="$(mktemp -d)"
port="${PORT:-7171}"
FUNCTIONS_STATE="$state" dotnet run --project ../../functions/App -c Release --no-build -- --no-samples --port "$port" --state "$state" > "$state/log" 2>&1 &
app=$!
trap 'kill $app 2>/dev/null || true; wait $app 2>/dev/null || true; rm -rf "$state"' EXIT
/usr/bin/python3 quality.py "http://127.0.0.1:$port/api" "$@"
