#!/usr/bin/env bash
# Runs the program: its inputs are in variables, and its exit code is the step's.
set -euo pipefail
exec "${JAVA_FOUND:-$JAVA_SET_UP/bin/java}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$PROGRAM"
