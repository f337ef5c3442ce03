#!/usr/bin/env bash
# Chooses refgate-action.jar: the one that the input names, else the release that release.properties pins, else one that is built
# from this checkout. Outputs: jar, where it is or will be; missing, whether it has to be brought; folder and key for the cache.
set -euo pipefail

output() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }

if [ -n "${INPUT_JAR:-}" ]; then
  [ -f "$INPUT_JAR" ] || { echo "::error title=refgate::input jar: there is no such file"; exit 64; }
  output jar "$INPUT_JAR"
  output missing false
  exit
fi

pinned=$(sed -n 's/^sha256=//p' "$ACTION_PATH/release.properties")
if [ -n "$pinned" ]; then
  key=refgate-action-$pinned
else
  # A checkout: what it is built from is what it is kept by.
  sources=$(cd "$ACTION_PATH/.." && find pom.xml core/pom.xml core/src/main github-action/pom.xml github-action/src/main -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
  key=refgate-action-${sources%% *}
fi
folder=${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}/refgate/$key
output jar "$folder/refgate-action.jar"
output folder "$folder"
output key "$key"
[ -f "$folder/refgate-action.jar" ] && output missing false || output missing true
