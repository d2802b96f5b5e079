#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-fused.sh LIBRARY…: whether the compiler has fused a product and a sum in what was compiled for
# some instruction set, which would give other bits there; but in those whose name says that they are
# to be fused (normlab-fused-SET), whether they are, if the set can.
set -u

echo "1..$#"
n=0
rc=0
for library; do
  n=$((n + 1))
  name=$(basename "$library" .a)
  if ! command -v objdump >/dev/null 2>&1; then
    echo "ok $n - $name # SKIP there is no program \"objdump\""
    continue
  fi
  if readelf --sections --wide "$library" 2>/dev/null | grep -q 'gnu\.lto'; then
    echo "ok $n - $name # SKIP it is compiled when it is linked (LTO)"
    continue
  fi
  code=$(objdump --disassemble --no-show-raw-insn "$library") || code=
  case $code in
    *product*) ;;
    *)
      echo "not ok $n - $name has no code that could be looked through"
      rc=1
      continue
      ;;
  esac
  # x86's begin with vfmadd, vfnmsub, …; ARM's are fmadd, fmla and the like.
  fused=$(printf '%s\n' "$code" | grep -cE '[[:space:]](vf(n?m(add|sub)|m(addsub|subadd))|fn?m(add|sub|la|ls))')
  case $name in
    *-fused-avx*)
      [ "$fused" -gt 0 ]
      result=$?
      ;;
    *-fused-*) result=0 ;;
    *)
      [ "$fused" -eq 0 ]
      result=$?
      ;;
  esac
  if [ $result -eq 0 ]; then
    echo "ok $n - $name"
  else
    echo "not ok $n - $name: $fused fused instructions"
    rc=1
  fi
done
exit $rc
