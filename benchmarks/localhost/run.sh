#!/usr/bin/env bash
# LocalHost against its goals.
set -euo pipefail
cd "$(dirname "$0")"

dotnet build -c Release -v quiet --nologo >&2
exec dotnet run -c Release --no-build -- "$@"
