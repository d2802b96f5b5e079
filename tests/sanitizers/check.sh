#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check.sh TSAN-CHECK: whether planted races are reported, and properly ordered threads are not.
ways='bare half-locked after-unlock freed'
rc=0

echo 1..5
n=0
for way in $ways; do
  n=$((n + 1))
  if "$1" "$way" 2>&1 | grep -q 'WARNING: ThreadSanitizer: data race'; then
    echo "ok $n - the planted race is reported: $way"
  else
    echo "not ok $n - the planted race is reported: $way"
    rc=1
  fi
done

# Several times, since what a race detector sees depends on who comes first.
output=$(for _ in 1 2 3 4 5 6 7 8 9 10; do "$1" clean 2>&1 || echo "exit status $?"; done)
if [ -z "$output" ]; then
  echo 'ok 5 - what GLib orders is not reported'
else
  echo "$output" | sed 's/^/# /'
  echo 'not ok 5 - what GLib orders is not reported'
  rc=1
fi
exit $rc
