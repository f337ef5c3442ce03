#!/usr/bin/env bash
# Finds a Java of version 17 or newer: the runner's own, then JAVA_HOME, then what is on the path. Output: java, its program;
# empty where there is none, and then it is set up.
set -euo pipefail

# version PROGRAM: the feature version, or 0.
version() {
  local text
  text=$("$1" -version 2>&1) || { echo 0; return; }
  [[ $text =~ version\ \"([0-9]+) ]] && echo "${BASH_REMATCH[1]}" || echo 0
}

candidates() {
  # JAVA_HOME_17_X64, JAVA_HOME_21_arm64, …: the lowest that will do comes first.
  local name
  while IFS= read -r name; do
    printf '%s/bin/java\n' "${!name}"
  done < <(compgen -e | grep -E '^JAVA_HOME_[0-9]+_[A-Za-z0-9]+$' | sort -t_ -k3,3n)
  [ -z "${JAVA_HOME:-}" ] || printf '%s/bin/java\n' "$JAVA_HOME"
  command -v java || true
}

found=
while IFS= read -r program; do
  if [ -x "$program" ] && [ "$(version "$program")" -ge 17 ]; then
    found=$program
    break
  fi
done < <(candidates)
echo "Java: ${found:-none of version 17 or newer on this runner}"
printf 'java=%s\n' "$found" >>"$GITHUB_OUTPUT"
