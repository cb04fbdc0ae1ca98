#!/usr/bin/env bash
# Builds the app against the official packages and puts it where the deployment of a resource group is run from.
set -euo pipefail
cd "$(dirname "$0")/.."

group="${1:?usage: infra/publish.sh RESOURCE_GROUP}"
output() { az deployment group show --resource-group "$group" --name main --query "properties.outputs.$1.value" --output tsv; }
app="$(output appName)"
package="$(output packageUrl)"

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
dotnet publish functions/App --configuration Release -p:OfficialServiceBus=true --output "$folder/app"
(cd "$folder/app" && zip --quiet --recurse-paths ../app.zip .)

az storage blob upload --auth-mode login --blob-url "$package" --file "$folder/app.zip" --overwrite --only-show-errors --output none
# The package is read when the app starts.
az functionapp restart --resource-group "$group" --name "$app"
