/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The command "merge". @arguments: its name first. Returns an exit status. */
int normlab_cli_merge (char ***arguments);

G_END_DECLS
