/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The command "verify". @arguments: its name first. Returns an exit status. */
int normlab_cli_verify (char ***arguments);

G_END_DECLS
