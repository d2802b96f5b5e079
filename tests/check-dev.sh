#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-dev.sh DEV FOLDER: what the script says where something is missing, on systems whose commands
# are made up here. FOLDER is made anew.
set -u
dev=$1
folder=$2
n=0
rc=0

# begin COMMAND…: a system with these commands, which make_COMMAND makes, and what a shell needs.
begin ()
{
  rm -rf "$folder"
  mkdir -p "$folder/bin" || exit 1
  for tool in awk basename cat cut dirname env grep mktemp rm sed sh tail tr; do
    ln -s "$(command -v "$tool")" "$folder/bin/$tool"
  done
  for tool in id "$@"; do
    "make_$tool" >"$folder/bin/$(echo "$tool" | tr _ -)"
  done
  chmod +x "$folder"/bin/*
}

# shellcheck disable=SC2317 # these are called by begin
make_id ()
{
  printf '#!/bin/sh\necho 0\n'
}

# shellcheck disable=SC2317
make_dnf ()
{
  printf '#!/bin/sh\nexit 99\n'
}

# shellcheck disable=SC2317
make_pacman ()
{
  make_dnf
}

# As apt-get does without network: updating "works".
# shellcheck disable=SC2317
make_apt_get ()
{
  cat <<'END'
#!/bin/sh
case "$*" in
  *update)
    for mirror in main security updates; do
      echo "Ign:1 http://deb.example $mirror InRelease"
      echo "Err:1 http://deb.example $mirror InRelease"
      echo "  Temporary failure resolving 'deb.example'"
    done
    echo "W: Some index files failed to download. They have been ignored."
    ;;
  *)
    echo 'E: Unable to locate package meson'
    exit 100
    ;;
esac
END
}

# The same where all answer, but one of them has moved.
# shellcheck disable=SC2317
make_apt_get_of_others ()
{
  make_apt_get | sed '/^    for/i echo "Hit:1 http://deb.example main InRelease"'
}

# check NAME LINES COMMAND PATTERN…: the script ends with 1 and writes at most so many lines, which
# have all of the patterns, and none of those that begin with "!".
check ()
{
  name=$1
  lines=$2
  command=$3
  shift 3
  n=$((n + 1))
  PATH="$folder/bin" sh "$dev" "$command" >"$folder/said" 2>&1 </dev/null
  status=$?
  wrong=
  [ $status -eq 1 ] || wrong="$wrong status $status;"
  [ "$(wc -l <"$folder/said")" -le "$lines" ] || wrong="$wrong too many lines;"
  for pattern; do
    case $pattern in
      !*) ! grep -q -e "${pattern#!}" "$folder/said" || wrong="$wrong $pattern;" ;;
      *) grep -q -e "$pattern" "$folder/said" || wrong="$wrong no $pattern;" ;;
    esac
  done
  if [ -z "$wrong" ]; then
    echo "ok $n - $name"
  else
    sed 's/^/# /' "$folder/said"
    echo "not ok $n - $name:$wrong"
    rc=1
  fi
}

echo 1..7
begin dnf
check 'names of Fedora' 1 deps 'as root: dnf install .*gcc .*ninja-build.* gtk4-devel.* xdotool' \
  '!Debian' '!-dev\>' '! gtk4 .* gtk4 '
begin pacman
check 'names of Arch' 1 deps 'as root: pacman -S --needed .*gcc .*ninja .* gtk4 .* xdotool' \
  '!Debian' '!-dev\>' '! gtk4 .* gtk4 '
check 'names that Arch is not known to have' 1 package 'pacman.*; and install .* Debian:.* lintian'
begin
check 'names of Debian where nothing is known' 1 deps 'packages of Debian: .*libgtk-4-dev'
begin apt_get
check 'a sentence without network' 2 deps '^Installing .*meson' 'there is no network' '!^E:' '!Ign'
check 'the same where tests are asked for' 3 test 'there is no network' '^0 passed, 1 failed$'
begin apt_get_of_others
mv "$folder/bin/apt-get-of-others" "$folder/bin/apt-get"
check 'otherwise what apt-get says' 40 deps '^E: Unable to locate' 'could not install' '!no network'
exit $rc
