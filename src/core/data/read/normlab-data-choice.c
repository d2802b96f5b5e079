/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-choice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-text.h"

/* Reasons that a refusal tells. */
#define MAX_TOLD 8

/* What the files are called that are looked for, and what they hold. */
static const struct
{
  const char *title;
  const char *names;
} roles[NORMLAB_N_SPLITS][NORMLAB_N_ARRAY_KINDS] = {
  [NORMLAB_SPLIT_TRAINING] = {
    [NORMLAB_ARRAY_IMAGES] = { N_("training images"),
                               "train-images-idx3-ubyte, train-images.idx3-ubyte" },
    [NORMLAB_ARRAY_LABELS] = { N_("training labels"),
                               "train-labels-idx1-ubyte, train-labels.idx1-ubyte" },
  },
  [NORMLAB_SPLIT_TEST] = {
    [NORMLAB_ARRAY_IMAGES] = { N_("test images"),
                               "t10k-images-idx3-ubyte, t10k-images.idx3-ubyte, "
                               "test-images-idx3-ubyte, test-images.idx3-ubyte" },
    [NORMLAB_ARRAY_LABELS] = { N_("test labels"),
                               "t10k-labels-idx1-ubyte, t10k-labels.idx1-ubyte, "
                               "test-labels-idx1-ubyte, test-labels.idx1-ubyte" },
  },
};

void
normlab_data_choice_init (NormlabDataChoice *self, const NormlabDataPlace *place)
{
  *self = (NormlabDataChoice){ .place = place };
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      self->problems[split][kind] = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
}

void
normlab_data_choice_clear (NormlabDataChoice *self)
{
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      {
        g_clear_pointer (&self->arrays[split][kind], normlab_array_free);
        g_clear_pointer (&self->problems[split][kind], g_ptr_array_unref);
      }
}

static gboolean
open_role (NormlabDataChoice *self, guint split, guint kind)
{
  GPtrArray *files = self->place->files[split][kind];
  NormlabArray **array = &self->arrays[split][kind];

  g_clear_pointer (array, normlab_array_free);
  while (*array == NULL && self->next[split][kind] < files->len)
    {
      const NormlabDataFile *file = g_ptr_array_index (files, self->next[split][kind]++);
      GError *problem = NULL;

      *array
          = normlab_array_open_member (file->path, file->member, (NormlabArrayKind) kind, &problem);
      if (problem != NULL)
        g_ptr_array_add (self->problems[split][kind], problem);
    }
  return *array != NULL;
}

static void
set_missing_error (const NormlabDataChoice *self, guint split, guint kind, GError **error)
{
  g_autofree char *folder = normlab_text_for_path (self->place->folder);
  g_autofree char *found = normlab_data_finder_describe (self->place->folder);
  g_autofree char *missing
      = g_strdup_printf (/* Translators: a folder, "training images" or the like, file names */
                         _("The folder “%s” has no file of %s; looked for %s, with and without "
                            ".gz"),
                         folder, _(roles[split][kind].title), roles[split][kind].names);

  if (found != NULL)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 /* Translators: a sentence, and a list of files with what they are */
                 _("%s; found instead: %s"), missing, found);
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("%s; the folder is empty"),
                 missing);
}

/* The reason without the folder, which stands before all, and without the advice that ends the next
 * one too. */
static char *
shorten (const NormlabDataChoice *self, const GPtrArray *problems, guint i)
{
  g_autofree char *folder = normlab_text_for_path (self->place->folder);
  g_autofree char *inner = g_strconcat (folder, G_DIR_SEPARATOR_S, NULL);
  g_autoptr (GString) text
      = g_string_new (((const GError *) g_ptr_array_index (problems, i))->message);
  char *advice = strstr (text->str, "; ");

  if (advice != NULL && i + 1 < MIN (problems->len, MAX_TOLD)
      && g_str_has_suffix (((const GError *) g_ptr_array_index (problems, i + 1))->message, advice))
    g_string_truncate (text, (gsize) (advice - text->str));
  g_string_replace (text, inner, "", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* One reason is told as it is, several with what they are the reasons for. */
static void
set_problems_error (const NormlabDataChoice *self, const GPtrArray *problems, GError **error)
{
  g_autofree char *folder = normlab_text_for_path (self->place->folder);
  g_autoptr (GString) list = g_string_new (NULL);
  const GError *first = g_ptr_array_index (problems, 0);

  if (problems->len == 1)
    {
      g_propagate_error (error, g_error_copy (first));
      return;
    }
  for (guint i = 0; i < MIN (problems->len, MAX_TOLD); i++)
    {
      g_autofree char *reason = shorten (self, problems, i);

      g_string_append_printf (list, "%s%s", i > 0 ? "; " : "", reason);
    }
  if (problems->len > MAX_TOLD)
    g_string_append (list, "; …");
  g_set_error (error, NORMLAB_ERROR, first->code,
               /* Translators: a folder, and the reasons */
               _("“%s” has no data set that can be read: %s"), folder, list->str);
}

gboolean
normlab_data_choice_open (NormlabDataChoice *self, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  int missing = -1; /* the first role without any file */

  for (guint split = 0; split < (self->place->whole ? 1 : NORMLAB_N_SPLITS); split++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      {
        if (open_role (self, split, kind))
          continue;
        if (self->place->files[split][kind]->len == 0 && missing < 0)
          missing = (int) (split * NORMLAB_N_ARRAY_KINDS + kind);
        for (guint i = 0; i < self->problems[split][kind]->len; i++)
          g_ptr_array_add (problems, g_ptr_array_index (self->problems[split][kind], i));
      }
  if (problems->len > 0)
    set_problems_error (self, problems, error);
  else if (missing >= 0)
    set_missing_error (self, (guint) missing / NORMLAB_N_ARRAY_KINDS,
                       (guint) missing % NORMLAB_N_ARRAY_KINDS, error);
  return problems->len == 0 && missing < 0;
}

gboolean
normlab_data_choice_open_next (NormlabDataChoice *self,
                               NormlabSplit split,
                               NormlabArrayKind kind,
                               GError *problem,
                               GError **error)
{
  g_ptr_array_add (self->problems[split][kind], problem);
  if (open_role (self, split, kind))
    return TRUE;
  set_problems_error (self, self->problems[split][kind], error);
  return FALSE;
}
