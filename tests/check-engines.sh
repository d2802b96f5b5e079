#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-engines.sh CLI FOLDER: whether a sweep that GNU parallel or make runs, and that is cut short
# in the middle, comes to what one process comes to. FOLDER is made anew, for what they write.
set -u

cli=$1
folder=$2
n_jobs=6
n=0
rc=0

# sweep OPTION…: trains it; sweep merge …: what is known of it.
sweep ()
{
  command=train
  [ "${1:-}" = merge ] && command=merge && shift
  "$cli" "$command" --quiet --data "$folder/images.csv" --hidden 64,64 --iterations 3000 \
    --interval 1000 --seed 1 --seed 2 --seed 3 --batch-norm on --batch-norm off "$@"
}

# 600 images of 8 × 8 pixels, in three classes.
write_images ()
{
  awk 'BEGIN {
    srand (1)
    for (i = 0; i < 600; i++)
      {
        printf "%d", i % 3
        for (p = 0; p < 64; p++)
          printf ",%d", (p % 3 == i % 3 ? 160 : 40) + int (60 * rand ())
        print ""
      }
  }'
}

result ()
{
  n=$((n + 1))
  if [ "$1" = 0 ]; then
    echo "ok $n - $2"
  else
    echo "not ok $n - $2"
    rc=1
  fi
}

skip ()
{
  n=$((n + 1))
  echo "ok $n - $1 # SKIP $2"
}

# What is merged has the bytes of one process, but for the seconds, and one of it is trained again.
check_merged ()
{
  cut -d, -f1-18,20- ../whole.csv >expected
  sweep merge job-*-of-"$n_jobs".csv --verify 1 --output merged.csv &&
    cut -d, -f1-18,20- merged.csv | cmp - expected || return 1
  # What is lost is told as a line that brings it back.
  mv "job-3-of-$n_jobs.csv" lost
  sweep merge job-*-of-"$n_jobs".csv --missing >missing
  [ "$(wc -l <missing)" = 1 ] && sh missing >told && sweep merge job-*-of-"$n_jobs".csv >again &&
    cut -d, -f1-18,20- again | cmp - expected
}

# All rows without the seconds, in the order of the runs, which stand in each file in theirs.
rows ()
{
  cut -d, -f1-18,20- "$@" | grep -v ^run, | sort -s -t, -k1,1n
}

n_files ()
{
  find . -name 'job-*.csv' | wc -l
}

wait_for_files ()
{
  tries=0
  while [ "$(n_files)" -lt "$1" ] && [ "$tries" -lt 600 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
}

# begin NAME: in a folder of its own, with the lines of all jobs.
begin ()
{
  mkdir -p "$folder/$1" && cd "$folder/$1" && sweep --print-jobs "$n_jobs" >jobs
}

check_all ()
{
  rows job-*-of-"$n_jobs".csv >all && cmp all ../expected && check_merged
}

# The program is told to end as soon as there is one file; what it was writing is none.
check_parallel ()
{
  begin parallel || return 1
  parallel -j1 --halt now,fail=1 --joblog log --resume <jobs >output 2>&1 &
  engine=$!
  wait_for_files 1
  tries=0
  while kill -0 "$engine" 2>/dev/null && [ "$tries" -lt 600 ]; do
    tries=$((tries + 1))
    pkill -TERM -f -- "$cli train .*--job [0-9]+/$n_jobs " && break
    sleep 0.05
  done
  wait "$engine" && return 1
  n_before=$(n_files)
  [ "$n_before" -ge 1 ] && [ "$n_before" -lt "$n_jobs" ] || return 1
  parallel -j2 --joblog log --resume-failed <jobs >>output 2>&1 && check_all
}

# Each job a target that is its file.
check_make ()
{
  begin make || return 1
  awk -v n="$n_jobs" '
    BEGIN { printf "all:"
            for (i = 1; i <= n; i++) printf " job-%d-of-%d.csv", i, n
            print "" }
    { printf "job-%d-of-%d.csv:\n\t%s\n", NR, n, $0 }' jobs >Makefile
  make -j1 >output 2>&1 &
  engine=$!
  # What it was making when it is ended it deletes; so it has to have begun the second.
  tries=0
  until grep -q -e '--job 2/' output || [ "$tries" -gt 1200 ]; do
    tries=$((tries + 1))
    sleep 0.05
  done
  kill -TERM "$engine"
  wait "$engine" && return 1
  n_before=$(n_files)
  [ "$n_before" -ge 1 ] && [ "$n_before" -lt "$n_jobs" ] || return 1
  make -j2 >>output 2>&1 && make -q && check_all
}

rm -rf "$folder"
mkdir -p "$folder" || exit 1
cd "$folder" || exit 1
write_images >images.csv
sweep --csv whole.csv
rows whole.csv >expected

if parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
  (check_parallel)
  result $? 'GNU parallel, a killed job, and what failed once more'
else
  skip 'GNU parallel' 'GNU parallel (Debian package parallel) is not installed'
fi
if command -v make >/dev/null 2>&1; then
  (check_make)
  result $? 'make, ended in the middle and called again'
else
  skip 'make' 'make is not installed'
fi
echo "1..$n"
exit $rc
