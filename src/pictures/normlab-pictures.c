/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-pictures.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-memory-limit.h"
#include "normlab-memory.h"
#include "normlab-picture-file.h"
#include "normlab-picture-folder.h"
#include "normlab-text.h"

#define MAX_THREADS 8
/* Classes that a note tells of. */
#define MAX_LEFT_OUT 3

/* Shared by the threads that decode, the caller's among them: each takes the next picture until
 * there is none, and writes to its pixels only. Of several that cannot be used the first one
 * counts, whoever finds it. */
typedef struct
{
  const GPtrArray *paths;
  const char *first_path; /* whose size all have */
  guint width;
  guint height;
  guint8 *pixels;
  GCancellable *cancellable;
  int next; /* atomic */
  GMutex mutex;
  int wrong;     /* atomic; the first of those, or G_MAXINT */
  GError *error; /* under the mutex: what is wrong with it */
} Decoding;

static void
set_size_error (const Decoding *self, guint i, guint width, guint height, GError **error)
{
  g_autofree char *first = normlab_text_for_path (self->first_path);
  g_autofree char *name = normlab_text_for_path (g_ptr_array_index (self->paths, i));

  g_set_error (
      error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
      _("Pictures must be of one size: “%s” is %u × %u pixels large, and “%s” is %u × %u"), first,
      self->width, self->height, name, width, height);
}

static gboolean
decode (const Decoding *self, guint i, GError **error)
{
  guint width, height;
  g_autofree guint8 *grey
      = normlab_picture_read (g_ptr_array_index (self->paths, i), &width, &height, error);
  gsize n = (gsize) self->width * self->height;

  if (grey == NULL)
    return FALSE;
  if (width != self->width || height != self->height)
    {
      set_size_error (self, i, width, height, error);
      return FALSE;
    }
  memcpy (self->pixels + i * n, grey, n);
  return TRUE;
}

static gpointer
decode_all (gpointer data)
{
  Decoding *self = data;
  int i;

  while (!g_cancellable_is_cancelled (self->cancellable)
         && (i = g_atomic_int_add (&self->next, 1)) < (int) self->paths->len
         && i < g_atomic_int_get (&self->wrong))
    {
      GError *error = NULL;

      if (decode (self, (guint) i, &error))
        continue;
      g_mutex_lock (&self->mutex);
      if (i < g_atomic_int_get (&self->wrong))
        {
          g_atomic_int_set (&self->wrong, i);
          g_clear_error (&self->error);
          self->error = g_steal_pointer (&error);
        }
      g_mutex_unlock (&self->mutex);
      g_clear_error (&error);
    }
  return NULL;
}

static void
run_threads (Decoding *self)
{
  GThread *threads[MAX_THREADS] = { NULL };
  guint n_threads = MIN (g_get_num_processors (), MAX_THREADS);

  /* Where the system has no thread left, the others do its share. */
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_try_new ("pictures", decode_all, self, NULL);
  decode_all (self);
  for (guint i = 1; i < n_threads; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

static GBytes *
read_pictures (Decoding *self, const char *name, GError **error)
{
  gsize n = (gsize) self->width * self->height * self->paths->len;

  if (!normlab_memory_check (n, name, error))
    return NULL;
  self->pixels = normlab_memory_new (MAX (n, 1));
  if (self->pixels == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"), n, name);
      return NULL;
    }
  self->wrong = G_MAXINT;
  self->next = 0;
  g_mutex_init (&self->mutex);
  run_threads (self);
  g_mutex_clear (&self->mutex);
  if (self->error == NULL && g_cancellable_is_cancelled (self->cancellable))
    g_set_error (&self->error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED,
                 _("Reading “%s” was cancelled"), name);
  if (self->error == NULL)
    return g_bytes_new_with_free_func (self->pixels, n, normlab_memory_free, self->pixels);
  normlab_memory_free (self->pixels);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return NULL;
}

static NormlabDataset *
load_folder (NormlabPictureFolder *folder,
             NormlabDataDraft *draft,
             GCancellable *cancellable,
             GError **error)
{
  guint n_splits = folder->paths[NORMLAB_SPLIT_TEST]->len > 0 ? NORMLAB_N_SPLITS : 1;
  const char *first = g_ptr_array_index (folder->paths[NORMLAB_SPLIT_TRAINING], 0);
  g_autofree guint8 *grey = normlab_picture_read (first, &draft->columns, &draft->rows, error);
  NormlabDataset *dataset = NULL;
  gboolean ok = grey != NULL;

  for (guint i = 0; i < n_splits && ok; i++)
    {
      Decoding decoding = {
        .paths = folder->paths[i],
        .first_path = first,
        .width = draft->columns,
        .height = draft->rows,
        .cancellable = cancellable,
      };

      draft->images[i] = read_pictures (&decoding, draft->name, error);
      draft->labels[i] = g_bytes_new (folder->labels[i]->data, folder->labels[i]->len);
      ok = draft->images[i] != NULL;
    }
  if (ok)
    dataset = normlab_dataset_new_from_draft (draft, cancellable, error);
  for (guint i = 0; i < NORMLAB_N_SPLITS; i++)
    {
      g_clear_pointer (&draft->images[i], g_bytes_unref);
      g_clear_pointer (&draft->labels[i], g_bytes_unref);
    }
  return dataset;
}

/* What is odd about the folder, ended by NULL. */
static char **
make_notes (const NormlabPictureFolder *folder)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();

  if (folder->unlabelled != NULL)
    {
      g_autofree char *name = normlab_text_for_path (folder->unlabelled);
      g_autofree char *note = g_strdup_printf (_("“%s” has no labels, and is not used"), name);

      g_strv_builder_add (notes, note);
    }
  if (folder->validation)
    g_strv_builder_add (notes, _("There is no test set: the validation set stands for it"));
  for (guint i = 0; i < MIN (folder->left_out->len, MAX_LEFT_OUT); i++)
    {
      g_autofree char *name = normlab_text_for_path (g_ptr_array_index (folder->left_out, i));
      g_autofree char *note
          = g_strdup_printf (_("“%s” is a class of the test set alone, and is left out"), name);

      g_strv_builder_add (notes, note);
    }
  return g_strv_builder_end (notes);
}

static NormlabDataset *
load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *name = g_filename_display_basename (absolute);
  g_auto (NormlabPictureFolder) folder = { 0 };
  g_auto (GStrv) notes = NULL;
  NormlabDataDraft draft = { .name = name, .path = absolute };

  if (!normlab_picture_folder_find (&folder, absolute, cancellable, error))
    return NULL;
  g_ptr_array_add (folder.classes, NULL);
  draft.class_names = (const char *const *) folder.classes->pdata;
  notes = make_notes (&folder);
  draft.notes = (const char *const *) notes;
  return load_folder (&folder, &draft, cancellable, error);
}

void
normlab_pictures_register (void)
{
  static const NormlabDataFormat format = {
    .word = "pictures",
    .title = N_("Folders of pictures"),
    .recognizes = normlab_picture_folder_recognizes,
    .load = load,
  };

  normlab_data_format_register (&format);
}
