#!/usr/bin/env bash
# Batches through the queue: how soon they can be read in Redis, how many a second, and what a Redis that is away does to them.
set -euo pipefail
cd "$(dirname "$0")"

dotnet build ../../functions/App -c Release -v quiet --nologo >&2
dotnet build -c Release -v quiet --nologo >&2
exec dotnet run -c Release --no-build -- "$@"
