/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "normlab-cli inspect": looks into networks while they train. Returns the exit status. */
int normlab_cli_inspect (char ***arguments);

G_END_DECLS
