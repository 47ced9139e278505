#!/usr/bin/env bash
# Puts a package into the app, by the caller's own sign-in: deploy.sh RESOURCE-GROUP APP PACKAGE.zip
# A right that was just given may take ten minutes to hold: it is tried again for so long. DEPLOY_PATIENCE: seconds (600); DEPLOY_PAUSE: between tries (20).
set -euo pipefail
group=${1:?resource group}
app=${2:?function app}
package=${3:?package}
[ -s "$package" ] || { echo "$package is not there, or empty." >&2; exit 1; }

# Behind a front door the side entrance is shut: it is opened for this machine's address alone, and shut again whatever comes.
rule=
open_side_entrance() {
  [ -z "$rule" ] || return 0
  local otherwise address
  otherwise=$(az functionapp config access-restriction show --resource-group "$group" --name "$app" --query scmIpSecurityRestrictionsDefaultAction --output tsv) || return 1
  [ "$otherwise" = Deny ] || return 0
  address=${DEPLOY_ADDRESS:-$(curl --silent --show-error --fail https://checkip.amazonaws.com)}
  [[ "$address" =~ ^[0-9.]+$ ]] || { echo "'$address' is no address to open the side entrance for." >&2; return 1; }
  rule="deploying-$$"
  az functionapp config access-restriction add --resource-group "$group" --name "$app" --scm-site true --rule-name "$rule" --action Allow \
    --ip-address "$address/32" --priority 100 --output none || { rule=; return 1; }
}
shut_side_entrance() {
  [ -z "$rule" ] || az functionapp config access-restriction remove --resource-group "$group" --name "$app" --scm-site true --rule-name "$rule" --output none
}
trap shut_side_entrance EXIT
deadline=$((SECONDS + ${DEPLOY_PATIENCE:-600}))
until open_side_entrance && az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$package" --output none; do
  [ "$SECONDS" -lt "$deadline" ] || { echo "$package could not be put into $app." >&2; exit 1; }
  echo "Not yet; trying again." >&2
  sleep "${DEPLOY_PAUSE:-20}"
done
echo "$package is in $app."
