#!/usr/bin/env bash
# A whole run of a pipeline beside the same search in scikit-learn and XGBoost, as Debian packages them.
# ROWS (1,000,000 unless set) is the size of the search's table.
set -euo pipefail
cd "$(dirname "$0")"

if ! /usr/bin/python3 -c "import sklearn, xgboost, pandas" 2>/dev/null; then
  sudo=""; [[ $EUID -eq 0 ]] || sudo=sudo
  $sudo apt-get update -qq >&2
  $sudo apt-get install -y -qq python3-sklearn python3-xgboost python3-pandas >&2
fi

rows="${ROWS:-1000000}"
mkdir -p ../data
[[ -f "../data/search-$rows.csv" ]] || /usr/bin/python3 peers.py make "../data/search-$rows.csv" "$rows" 28 >&2
dotnet build -c Release -v quiet --nologo >&2
exec dotnet run -c Release --no-build -- "../data/search-$rows.csv" "$@"
