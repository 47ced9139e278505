#!/usr/bin/env bash
# Puts a package into the app, by the caller's own sign-in: deploy.sh RESOURCE-GROUP APP PACKAGE.zip
set -euo pipefail
group=${1:?resource group}
app=${2:?function app}
package=${3:?package}
[ -s "$package" ] || { echo "$package is not there, or empty." >&2; exit 1; }
az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$package" --output none
echo "$package is in $app."
