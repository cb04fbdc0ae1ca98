#!/usr/bin/env bash
# What a request costs under the genuine worker over gRPC: a prediction, beside an echo.
set -euo pipefail
cd "$(dirname "$0")"

export PATH="$PWD/../../artifacts/azurite/node_modules/.bin:$PATH"
dotnet build -c Release -v quiet --nologo >&2
exec dotnet run -c Release --no-build -- "$@"
