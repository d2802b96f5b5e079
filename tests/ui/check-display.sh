#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-display.sh DISPLAY-SCRIPT: whether the script that gives a test a display comes to an end.
set -eu

script=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# In place of the display's server, one that is deaf to the first two signals, and ends some time.
cat >"$folder/Xvfb" <<'END'
#!/bin/sh
left=2
trap 'left=$((left - 1)); [ "$left" -ge 0 ] || exit 0' TERM
echo 99 >&3
rounds=0
while [ "$rounds" -lt 3000 ]; do
  sleep 0.01
  rounds=$((rounds + 1))
done
END
chmod +x "$folder/Xvfb"

n=0
# check NAME STATUS COMMAND…: with which status the script ends that runs the command.
check ()
{
  name=$1
  expected=$2
  shift 2
  n=$((n + 1))
  status=0
  PATH="$folder:$PATH" timeout -k 1 20 "$script" "$@" || status=$?
  if [ "$status" -eq "$expected" ]; then
    echo "ok $n - $name"
  else
    echo "not ok $n - $name: status $status instead of $expected"
  fi
}

echo 1..3
# shellcheck disable=SC2016 # it is the command that is to see it
check 'has a display' 0 sh -c '[ "$DISPLAY" = :99 ]'
check 'ends though its server did not listen' 0 true
check "tells its command's status" 7 sh -c 'exit 7'
