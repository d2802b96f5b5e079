/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Options whose value is one of some words. An error is a mistake in usage. */

/* FALSE: the option @name has none of @words ("a, b, c") as its value. */
gboolean
normlab_cli_choice_refuse (const char *name, const char *value, const char *words, GError **error);
/* The place of @value among @words, which end in NULL. */
gboolean normlab_cli_choice_find (const char *name,
                                  const char *const *words,
                                  const char *value,
                                  guint *place,
                                  GError **error);

G_END_DECLS
