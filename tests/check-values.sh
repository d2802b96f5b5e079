#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-values.sh SOURCE: whether the window's texts become values where somebody typed them, and
# nowhere else: behind the entries there are typed values only.
set -u
cd "$1/src" || exit 1

# Those with an entry.
doors='app/panel/normlab-candidate-group.c
app/window/normlab-branch-dialog.c'

readers='normlab_value_parse|normlab_value_parse_list|normlab_recipe_set'

found=$(grep -lE "($readers) \(" -r lab app --include='*.[ch]' | LC_ALL=C sort)
if [ "$found" = "$doors" ]; then
  echo 'ok 1 - only entries read values'
else
  echo "$found" | sed 's/^/# reads a value: /'
  echo 'not ok 1 - only entries read values'
fi
echo 1..1
[ "$found" = "$doors" ]
