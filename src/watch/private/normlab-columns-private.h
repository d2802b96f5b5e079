/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-columns.h"

G_BEGIN_DECLS

struct _NormlabColumns
{
  char *key; /* (GRefString) */

  gboolean knows_x;
  int x;
  GPtrArray *names; /* of char*; that several have: nobody changes it */
  guint n;
  NormlabColumn columns[];
};

/* @key: GRefString. @names: one for each column, which are to be filled. */
NormlabColumns *normlab_columns_new (char *key, GPtrArray *names);

/* What choices go by: @line is a heading, or a row of @n_columns where there is none (@numbered).
 * GRefString. */
char *normlab_columns_make_key (const char *line, gsize length, guint n_columns, gboolean numbered);

G_END_DECLS
