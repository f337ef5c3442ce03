#!/usr/bin/env bash
# Brings refgate-action.jar to where PROGRAM says, unless the cache has: the release that release.properties pins, checked against
# its digest, or one that is built from this checkout.
set -euo pipefail

[ ! -f "$PROGRAM" ] || exit 0
mkdir -p "$(dirname "$PROGRAM")"

property() { sed -n "s/^$1=//p" "$ACTION_PATH/release.properties"; }
fail() { echo "::error title=refgate::$1"; exit 1; }

version=$(property version)
if [ -n "$(property sha256)" ]; then
  releases=${REFGATE_RELEASES:-https://github.com/$ACTION_REPOSITORY/releases/download}
  echo "Downloading refgate-action.jar $version"
  curl -fsSL --retry 3 -o "$PROGRAM.part" "$releases/v$version/refgate-action.jar" ||
    fail "refgate-action.jar $version could not be downloaded (expected it among the releases of $ACTION_REPOSITORY)"
  echo "$(property sha256)  $PROGRAM.part" | sha256sum --check --status || {
    rm -f "$PROGRAM.part"
    fail "refgate-action.jar $version is not the one that this action pins; it was not run"
  }
else
  command -v mvn >/dev/null || fail "this is no release of the action, and there is no Maven to build it (expected uses: …@v1, or mvn on the runner)"
  echo "Building refgate-action.jar from this checkout"
  java=${JAVA_FOUND:-$JAVA_SET_UP/bin/java}
  JAVA_HOME=$(dirname "$(dirname "$(realpath "$java")")")
  export JAVA_HOME
  (cd "$ACTION_PATH/.." && mvn -q -B -ntp -Dquick -pl core,github-action -am package </dev/null)
  cp "$ACTION_PATH/target/refgate-action.jar" "$PROGRAM.part"
fi
mv "$PROGRAM.part" "$PROGRAM"
