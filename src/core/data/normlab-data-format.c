/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-format.h"

#include <glib/gi18n-lib.h>

static gboolean
is_builtin (const char *source)
{
  return source == NULL || g_str_equal (source, "builtin");
}

static NormlabDataset *
load_builtin (const char *source, GCancellable *cancellable, GError **error)
{
  return normlab_dataset_new_builtin (cancellable, error);
}

static gboolean
is_path (const char *source)
{
  return source != NULL;
}

static const NormlabDataFormat formats[] = {
  {
      .word = "builtin",
      .title = N_("Built-in digits"),
      .recognizes = is_builtin,
      .load = load_builtin,
  },
  {
      .word = "idx",
      .title = N_("IDX files"),
      .recognizes = is_path,
      .load = normlab_dataset_load,
  },
};

const NormlabDataFormat *
normlab_data_formats_get_all (guint *n_formats)
{
  g_return_val_if_fail (n_formats != NULL, NULL);

  *n_formats = G_N_ELEMENTS (formats);
  return formats;
}

const NormlabDataFormat *
normlab_data_format_find (const char *source)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (formats) && !formats[i].recognizes (source))
    i++;
  return &formats[i];
}

NormlabDataset *
normlab_dataset_open (const char *source, GCancellable *cancellable, GError **error)
{
  return normlab_data_format_find (source)->load (source, cancellable, error);
}
