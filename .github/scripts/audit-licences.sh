#!/usr/bin/env bash
# Fails where a package of the lock files has a licence that is not permissive, or none that can be read. The packages must be restored.
set -euo pipefail
cd "$(dirname "$0")/../.."
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
permissive='^(MIT|MIT-0|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|ISC|0BSD|Unlicense|MS-PL|MS-PL OR Apache-2\.0|PostgreSQL|BlueOak-1\.0\.0|Python-2\.0|\(MIT OR [A-Za-z0-9.-]+\)|\([A-Za-z0-9.-]+ OR MIT\))$'

# Packages whose licence is a file or an address: read by a person, who wrote down here what it is.
read_by_a_person=(
  'system.security.cryptography.protecteddata' # MIT
  'sylvan.data.csv'                            # MIT
  'ncrontab'                                   # Apache-2.0
  'microsoft.dotnet.platformabstractions'      # MIT
  'k4os.compression.lz4'                       # MIT
  'commandlineparser'                          # MIT
  'apache.arrow'                               # Apache-2.0
  'bitfaster.caching'                          # MIT
  'uri-templates'                              # public domain, or MIT
  'deque.axecore.commons'                      # MPL-2.0, as it is and in tests alone: nothing of it is shipped
)
is_read() { [[ " ${read_by_a_person[*]} " == *" $1 "* ]]; } # no pipe: a reader that stops early fails its writer, now and then
refused=0
counted=0
refuse() {
  echo "$1: $2"
  refused=1
}
while read -r id version; do
  counted=$((counted + 1))
  nuspec="$packages/$id/$version/$id.nuspec"
  if [ ! -f "$nuspec" ]; then
    refuse "$id $version" "not restored, so its licence cannot be read"
    continue
  fi
  licence=$(sed -n '/<license type="expression">/{s/.*<license type="expression">\([^<]*\)<.*/\1/p;q}' "$nuspec")
  [[ "$licence" =~ $permissive ]] || is_read "$id" || refuse "$id $version" "${licence:-a licence that is not an SPDX expression}"
done < <(git ls-files --cached --others --exclude-standard -- '*packages.lock.json' | xargs jq -r '
  .dependencies[] | to_entries[] | select(.value.resolved) | "\(.key | ascii_downcase) \(.value.resolved | ascii_downcase)"' | sort -u)
while IFS=$'\t' read -r name licence; do
  counted=$((counted + 1))
  [[ "$licence" =~ $permissive ]] || is_read "$name" || refuse "$name" "$licence"
done < <(jq -r '.packages | to_entries[] | select(.key != "") | [(.key | sub(".*node_modules/"; "")), (.value.license // "none")] | @tsv' package-lock.json | sort -u)
[ "$refused" = 0 ] || exit 1
echo "$counted packages, each with a permissive licence."
