#!/usr/bin/env bash
# Installs, from Debian's packages, the programs that some test suites talk to. Leadline itself needs none of them.
set -euo pipefail
peers=(chromium espeak-ng strace redis-server fonts-noto-cjk python3-sklearn python3-xgboost liblinear-tools)
missing=()
for peer in "${peers[@]}"; do
  dpkg -s "$peer" >/dev/null 2>&1 || missing+=("$peer")
done
if [ "${#missing[@]}" -eq 0 ]; then
  echo "All peers are installed: ${peers[*]}"
  exit 0
fi
echo "Installing with apt-get: ${missing[*]}"
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
echo "Done."
