#!/usr/bin/env bash
# Online predictions beside FastAPI, and under swaps, shadows and overload.
set -euo pipefail
cd "$(dirname "$0")"

dotnet build ../../functions/App -c Release -v quiet --nologo >&2
dotnet build -c Release -v quiet --nologo >&2
exec dotnet run -c Release --no-build -- "$@"
