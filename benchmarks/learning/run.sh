#!/usr/bin/env bash
# Learning beside scikit-learn and XGBoost, as Debian packages them.
set -euo pipefail
cd "$(dirname "$0")"

if ! /usr/bin/python3 -c "import sklearn, xgboost" 2>/dev/null; then
  sudo=""; [[ $EUID -eq 0 ]] || sudo=sudo
  $sudo apt-get update -qq >&2
  $sudo apt-get install -y -qq python3-sklearn python3-xgboost >&2
fi

mkdir -p ../data
dotnet build -c Release -v quiet --nologo >&2
exec dotnet run -c Release --no-build -- "$@"
