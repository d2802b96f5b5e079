/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-format.h"

#include <glib/gi18n-lib.h>

#include "normlab-data-cancel.h"
#include "normlab-data-search.h"
#include "normlab-dataset-files.h"
#include "normlab-error.h"
#include "normlab-text.h"

static gboolean
is_builtin (const char *source, GCancellable *cancellable)
{
  return source == NULL || g_str_equal (source, "builtin");
}

static NormlabDataset *
load_builtin (const char *source, GCancellable *cancellable, GError **error)
{
  return normlab_dataset_new_builtin (cancellable, error);
}

/* In the order in which they are asked, but for the built-in digits. */
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
      .recognizes = normlab_arrays_recognize,
      .load = normlab_dataset_load,
  },
  {
      .word = "classes",
      .title = N_("NumPy’s arrays, one for each class"),
      .recognizes = normlab_classes_recognize,
      .load = normlab_classes_load,
  },
  {
      .word = "npz",
      .title = N_("NumPy’s arrays (.npz)"),
      .recognizes = normlab_archive_recognizes,
      .load = normlab_archive_load,
  },
  {
      .word = "cifar",
      .title = N_("CIFAR’s binary files"),
      .recognizes = normlab_cifar_recognizes,
      .load = normlab_cifar_load,
  },
  {
      .word = "csv",
      .title = N_("Tables (CSV)"),
      .recognizes = normlab_tables_recognize,
      .load = normlab_tables_load,
  },
};

/* Takes what nobody else recognizes, and says what is wrong with it. */
#define LAST_RESORT 1

/* Data sets below a folder that a refusal names. */
#define MAX_NAMED 8

/* Formats that a program brings along; before it begins threads. */
static struct
{
  NormlabDataFormat formats[NORMLAB_MAX_MORE_FORMATS];
  guint n;
} more;

void
normlab_data_format_register (const NormlabDataFormat *format)
{
  g_return_if_fail (format != NULL && more.n < NORMLAB_MAX_MORE_FORMATS);

  for (guint i = 0; i < more.n; i++)
    if (g_str_equal (more.formats[i].word, format->word))
      return;
  more.formats[more.n++] = *format;
}

static const NormlabDataFormat *
get_format (guint i)
{
  return i < G_N_ELEMENTS (formats) ? &formats[i] : &more.formats[i - G_N_ELEMENTS (formats)];
}

const NormlabDataFormat *
normlab_data_formats_get (guint i)
{
  return i < G_N_ELEMENTS (formats) + more.n ? get_format (i) : NULL;
}

static gboolean
recognizes (const NormlabDataFormat *format, const char *source, GCancellable *cancellable)
{
  return (source != NULL || format == &formats[0]) && format->recognizes (source, cancellable);
}

const NormlabDataFormat *
normlab_data_format_find (const char *source)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats) + more.n; i++)
    if (recognizes (get_format (i), source, NULL))
      return get_format (i);
  return &formats[LAST_RESORT];
}

static gboolean
is_any (const char *path, GCancellable *cancellable)
{
  const NormlabDataFormat *format;

  for (guint i = 0; (format = normlab_data_formats_get (i)) != NULL; i++)
    if (recognizes (format, path, cancellable))
      return TRUE;
  return FALSE;
}

/* Of all that recognize @source, the first that can read it, or the reason why the first cannot. */
static NormlabDataset *
open_source (const char *source, gboolean *recognized, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) first = NULL;
  const NormlabDataFormat *format;

  *recognized = FALSE;
  for (guint i = 0; (format = normlab_data_formats_get (i)) != NULL; i++)
    {
      g_autoptr (GError) problem = NULL;
      NormlabDataset *dataset;

      gboolean is_this = recognizes (format, source, cancellable);

      *recognized |= is_this;
      /* The built-in digits have words of their own for it. */
      if (i > 0 && !normlab_data_check_cancelled (source, cancellable, error))
        {
          *recognized = TRUE;
          return NULL;
        }
      if (!is_this)
        continue;
      dataset = format->load (source, cancellable, &problem);
      if (dataset != NULL)
        return dataset;
      if (first == NULL || problem->code == NORMLAB_ERROR_CANCELLED)
        {
          g_clear_error (&first);
          first = g_steal_pointer (&problem);
        }
      if (i == 0 || first->code == NORMLAB_ERROR_CANCELLED)
        break;
    }
  /* What is looked for and not found meanwhile is no reason. */
  if (first != NULL
      && (source == NULL || normlab_data_check_cancelled (source, cancellable, error)))
    g_propagate_error (error, g_steal_pointer (&first));
  return NULL;
}

static void
set_several_error (const char *source, const GPtrArray *found, GError **error)
{
  g_autofree char *name = normlab_text_for_path (source);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (found->len, MAX_NAMED); i++)
    {
      g_autofree char *folder = normlab_text_for_path (g_ptr_array_index (found, i));

      g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", folder);
    }
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               /* Translators: a folder, and a list of folders or of what files begin with */
               _("“%s” holds several data sets: %s%s; open one of these folders, or one of the "
                  "files"),
               name, list->str, found->len > MAX_NAMED ? ", …" : "");
}

NormlabDataset *
normlab_dataset_open (const char *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  gboolean recognized;
  NormlabDataset *dataset = open_source (source, &recognized, cancellable, error);

  if (recognized)
    return dataset;

  /* The one folder below it that has anything. */
  found = normlab_data_search (source, is_any, cancellable);
  if (!normlab_data_check_cancelled (source, cancellable, error))
    return NULL;
  if (found->len == 1)
    {
      dataset = open_source (g_ptr_array_index (found, 0), &recognized, cancellable, error);
      if (recognized)
        return dataset;
    }
  if (found->len > 1)
    set_several_error (source, found, error);
  else
    return formats[LAST_RESORT].load (source, cancellable, error);
  return NULL;
}

NormlabDataset *
normlab_dataset_open_as (const char *source,
                         NormlabReading reading,
                         GCancellable *cancellable,
                         GError **error)
{
  NormlabDataset *plain = normlab_dataset_open (source, cancellable, error);

  return plain != NULL && reading != NORMLAB_READING_PLAIN
             ? normlab_dataset_read (plain, reading, cancellable, error)
             : plain;
}

gboolean
normlab_data_is_cifar (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return normlab_cifar_recognizes (path, NULL);
}

gboolean
normlab_data_is_table (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return normlab_table_is_likely (path);
}
