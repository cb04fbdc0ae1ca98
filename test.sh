#!/usr/bin/env bash
# Runs every test; installs the servers that they talk to where they are missing. The last line counts.
set -euo pipefail
cd "$(dirname "$0")"

configuration="${CONFIGURATION:-Release}"
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT

if ! command -v azurite-blob >/dev/null && [[ ! -x artifacts/azurite/node_modules/.bin/azurite-blob ]]; then
  if command -v npm >/dev/null; then
    npm install --silent --no-fund --no-audit --prefix artifacts/azurite azurite@3 >/dev/null
  else
    echo "npm is not installed, so Azurite cannot be; the tests that need it are skipped." >&2
  fi
fi
export PATH="$PWD/artifacts/azurite/node_modules/.bin:$PATH"

if ! command -v redis-server >/dev/null; then
  if command -v apt-get >/dev/null; then
    sudo="$(command -v sudo || true)"
    $sudo apt-get update -qq >&2 && $sudo apt-get install -y -qq redis-server >/dev/null
  else
    echo "apt-get is not installed, so Redis cannot be; the tests that need it are skipped." >&2
  fi
fi

if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
  if command -v apt-get >/dev/null; then
    sudo="$(command -v sudo || true)"
    $sudo apt-get update -qq >&2 && $sudo apt-get install -y -qq chromium >/dev/null
  else
    echo "apt-get is not installed, so Chromium cannot be; the tests that need it are skipped." >&2
  fi
fi

# Clocks that are set back or ahead, for the processes that a test kills.
if [[ ! -e /usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1 ]] && command -v apt-get >/dev/null; then
  sudo="$(command -v sudo || true)"
  $sudo apt-get update -qq >&2 && $sudo apt-get install -y -qq faketime >/dev/null
fi

dotnet build MlFunctions.sln --configuration "$configuration" --nologo --verbosity quiet

failed=0
for project in tests/*.Tests; do
  name="$(basename "$project")"
  dotnet test "$project" --configuration "$configuration" --no-build --nologo \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" || failed=1
done

count() { grep -ho "$1=\"[0-9]*\"" "$results"/*.trx | grep -o '[0-9]*' | awk '{ sum += $1 } END { print sum + 0 }'; }
skipped=$(count notExecuted)
if [[ $skipped -eq 0 ]]; then
  echo "$(count passed) passed, $(count failed) failed"
else
  echo "$(count passed) passed, $(count failed) failed, $skipped skipped"
fi
exit $failed
