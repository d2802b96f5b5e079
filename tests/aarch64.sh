#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# aarch64.sh [TEST…]: the core's tests, or those that are named, and the command line, built for
# AArch64 by a cross compiler and run by QEMU, which is slow. It adds an architecture to
# the Debian that it runs in, and so is for one that goes afterwards: "./dev elsewhere SUITE aarch64".
#
# test-trainer holds final weights against the hashes that were recorded on x86-64.
set -eu
cd "$(dirname -- "$0")/.."

# What measures time, which in an emulator is another: how long nobody has looked whether to stop,
# and how soon somebody is answered.
timed='dataset-cancel scheduler-control'

log=$(mktemp)
trap 'rm -f "$log"' EXIT

quietly ()
{
  "$@" </dev/null >"$log" 2>&1 || {
    tail -n 30 "$log" >&2
    printf 'aarch64: could not do: %s\n' "$*" >&2
    exit 1
  }
}

dpkg --add-architecture arm64
export DEBIAN_FRONTEND=noninteractive
quietly apt-get -q update
quietly apt-get -q -y -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 --no-install-recommends install \
  gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static meson ninja-build pkg-config gettext \
  python3-numpy locales libglib2.0-dev:arm64 libcairo2-dev:arm64 libpango1.0-dev:arm64 \
  zlib1g-dev:arm64

cat >"$log" <<'END'
[binaries]
c = 'aarch64-linux-gnu-gcc'
ar = 'aarch64-linux-gnu-ar'
strip = 'aarch64-linux-gnu-strip'
pkgconfig = 'pkg-config'
pkg-config = 'pkg-config'
exe_wrapper = 'qemu-aarch64-static'

[properties]
needs_exe_wrapper = true
pkg_config_libdir = '/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig'

[host_machine]
system = 'linux'
cpu_family = 'aarch64'
cpu = 'aarch64'
endian = 'little'
END
cp "$log" aarch64.cross
quietly meson setup --cross-file aarch64.cross -Dapp=disabled -Dwerror=true _build-aarch64

# The core's tests that are asked for, one a line: its name, and its program within the folder.
core_tests ()
{
  meson introspect --tests _build-aarch64 | python3 -c '
import json, os, sys
timed, asked = sys.argv[1].split (), sys.argv[2:]
tests = {t["name"]: t["cmd"][-1] for t in json.load (sys.stdin) if "normlab:core" in t["suite"]}
for name in asked or [t for t in tests if t not in timed]:
    if name not in tests:
        sys.exit (f"the core has no test \"{name}\"")
    print (name, os.path.relpath (tests[name], "_build-aarch64"))' "$timed" "$@"
}

core_tests "$@" >"$log"
names=$(cut -d ' ' -f 1 "$log")
programs=$(cut -d ' ' -f 2 "$log")
# shellcheck disable=SC2086 # one word each
quietly ninja -C _build-aarch64 src/cli/normlab-cli $programs

[ $# -gt 0 ] || printf 'Left out, for they measure time: %s.\n' "$timed"
qemu-aarch64-static _build-aarch64/src/cli/normlab-cli train --notebook --iterations 20
export NORMLAB_TEST_PATIENCE=20
# shellcheck disable=SC2086
meson test -C _build-aarch64 --no-rebuild --print-errorlogs --timeout-multiplier 20 $names
