#!/usr/bin/env bash
# Reading CSV beside pandas, as Debian packages it.
set -euo pipefail
cd "$(dirname "$0")"

if ! /usr/bin/python3 -c "import pandas" 2>/dev/null; then
  sudo=""; [[ $EUID -eq 0 ]] || sudo=sudo
  $sudo apt-get update -qq >&2
  $sudo apt-get install -y -qq python3-pandas >&2
fi

mkdir -p ../data
[[ -f ../data/table.csv ]] || /usr/bin/python3 peers.py make ../data/table.csv 500000 28 >&2
dotnet build -c Release -v quiet --nologo >&2
exec dotnet run -c Release --no-build -- ../data/table.csv "$@"
