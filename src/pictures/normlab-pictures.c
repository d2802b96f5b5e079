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

/* Of so many pictures one may be damaged; one always may. */
#define PER_DAMAGED 100
/* Pictures of which two have the size of all. */
#define N_LOOKED_AT 3

/* Shared by the threads that decode, the caller's among them: each takes the next picture until
 * there is none, or too many cannot be used, and writes to its pixels only. All that have been
 * taken are looked at to the end, so that which of those is the first does not depend on who finds
 * it. */
typedef struct
{
  const GPtrArray *paths;
  const char *first_path; /* whose size all have */
  guint width;
  guint height;
  guint8 *pixels;
  GCancellable *cancellable;
  guint max_wrong;
  int next; /* atomic */
  int ends; /* atomic: too many are wrong, or one cannot even be opened */
  GMutex mutex;
  GArray *wrong; /* under the mutex: of guint */
  GError *error; /* likewise: what is wrong with the first of them */
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
  g_autoptr (GError) problem = NULL;
  guint width, height;
  g_autofree guint8 *grey
      = normlab_picture_read (g_ptr_array_index (self->paths, i), &width, &height, &problem);
  gsize n = (gsize) self->width * self->height;

  if (grey == NULL && width <= NORMLAB_PICTURE_MAX_SIDE && height <= NORMLAB_PICTURE_MAX_SIDE)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  /* Of one that is too large what matters is that others are not. */
  if (width != self->width || height != self->height)
    {
      set_size_error (self, i, width, height, error);
      return FALSE;
    }
  memcpy (self->pixels + i * n, grey, n);
  return TRUE;
}

/* What is damaged may be left out; what cannot be opened today may be there tomorrow, and then it
 * would be another data set. */
static void
take_wrong (Decoding *self, guint i, GError *error)
{
  g_mutex_lock (&self->mutex);
  g_array_append_val (self->wrong, i);
  if (self->wrong->len > self->max_wrong || error->code != NORMLAB_ERROR_DATA)
    g_atomic_int_set (&self->ends, TRUE);
  for (guint k = 0; k + 1 < self->wrong->len; k++)
    if (g_array_index (self->wrong, guint, k) < i)
      g_clear_error (&error);
  if (error != NULL)
    {
      g_clear_error (&self->error);
      self->error = error;
    }
  g_mutex_unlock (&self->mutex);
}

static gpointer
decode_all (gpointer data)
{
  Decoding *self = data;
  int i;

  while (!g_cancellable_is_cancelled (self->cancellable) && !g_atomic_int_get (&self->ends)
         && (i = g_atomic_int_add (&self->next, 1)) < (int) self->paths->len)
    {
      GError *error = NULL;

      if (!decode (self, (guint) i, &error))
        take_wrong (self, (guint) i, error);
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

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const guint *first = a, *second = b;

  return *first < *second ? -1 : *first > *second;
}

/* Whether a class has pictures of which none stays. */
static gboolean
empties_class (const GByteArray *labels, const GArray *wrong)
{
  guint n[NORMLAB_MAX_CLASSES] = { 0 }, n_wrong[NORMLAB_MAX_CLASSES] = { 0 };

  for (guint i = 0; i < labels->len; i++)
    n[labels->data[i]]++;
  for (guint i = 0; i < wrong->len; i++)
    n_wrong[labels->data[g_array_index (wrong, guint, i)]]++;
  for (guint i = 0; i < NORMLAB_MAX_CLASSES; i++)
    if (n[i] > 0 && n_wrong[i] == n[i])
      return TRUE;
  return FALSE;
}

/* Closes the gaps of those that are left out, in pixels and labels. */
static void
leave_out (Decoding *self, GByteArray *labels)
{
  gsize n_pixels = (gsize) self->width * self->height;
  guint n_kept = 0, n_gone = 0;

  g_array_sort (self->wrong, compare_numbers);
  for (guint i = 0; i < labels->len; i++)
    {
      if (n_gone < self->wrong->len && g_array_index (self->wrong, guint, n_gone) == i)
        {
          n_gone++;
          continue;
        }
      memmove (self->pixels + n_kept * n_pixels, self->pixels + i * n_pixels, n_pixels);
      labels->data[n_kept++] = labels->data[i];
    }
  g_byte_array_set_size (labels, n_kept);
}

/* Whether what cannot be used is little enough to be left out; it is told in any case. */
static gboolean
settle_wrong (Decoding *self, GByteArray *labels, GStrvBuilder *notes, GError **error)
{
  g_autofree char *note = NULL;

  if (self->wrong->len == 0)
    return TRUE;
  if (g_atomic_int_get (&self->ends) || empties_class (labels, self->wrong))
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  /* Translators: how many, and a sentence without its full stop: what is wrong with the first */
  note = g_strdup_printf (ngettext ("%u picture is left out: %s",
                                    "%u pictures are left out, of which the first is: %s",
                                    self->wrong->len),
                          self->wrong->len, self->error->message);
  g_strv_builder_add (notes, note);
  leave_out (self, labels);
  return TRUE;
}

/* labels: of the pictures; those that are left out go from them */
static GBytes *
read_pictures (Decoding *self,
               GByteArray *labels,
               const char *name,
               GStrvBuilder *notes,
               GError **error)
{
  gsize n_pixels = (gsize) self->width * self->height;
  gsize n = n_pixels * self->paths->len;
  gboolean ok;

  if (!normlab_memory_check (n, name, error))
    return NULL;
  self->pixels = normlab_memory_new (MAX (n, 1));
  if (self->pixels == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"), n, name);
      return NULL;
    }
  self->max_wrong = MAX (self->paths->len / PER_DAMAGED, 1);
  self->wrong = g_array_new (FALSE, FALSE, sizeof (guint));
  g_mutex_init (&self->mutex);
  run_threads (self);
  g_mutex_clear (&self->mutex);

  ok = !g_cancellable_is_cancelled (self->cancellable);
  if (!ok)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED, _("Reading “%s” was cancelled"),
                 name);
  ok = ok && settle_wrong (self, labels, notes, error);
  g_clear_error (&self->error);
  g_array_unref (self->wrong);
  if (ok)
    return g_bytes_new_with_free_func (self->pixels, n_pixels * labels->len, normlab_memory_free,
                                       self->pixels);
  normlab_memory_free (self->pixels);
  return NULL;
}

/* The first picture that is one, whose size is that of all: where it is damaged the next, and
 * where the two behind it have another size in common the first of these. */
static const char *
find_size (const GPtrArray *paths,
           guint *width,
           guint *height,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) first = NULL;
  guint widths[N_LOOKED_AT], heights[N_LOOKED_AT], found[N_LOOKED_AT];
  guint n = 0, chosen = 0;

  for (guint i = 0; i < paths->len && n < N_LOOKED_AT && i - n <= paths->len / PER_DAMAGED + 1
                    && (i == 0 || !g_cancellable_is_cancelled (cancellable));
       i++)
    {
      g_autoptr (GError) problem = NULL;
      g_autofree guint8 *grey
          = normlab_picture_read (g_ptr_array_index (paths, i), &widths[n], &heights[n], &problem);

      if (grey != NULL)
        found[n++] = i;
      else if (first == NULL)
        first = g_steal_pointer (&problem);
    }
  if (n == 0)
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return NULL;
    }
  if (n == N_LOOKED_AT && widths[1] == widths[2] && heights[1] == heights[2])
    chosen = widths[0] != widths[1] || heights[0] != heights[1];
  *width = widths[chosen];
  *height = heights[chosen];
  return g_ptr_array_index (paths, found[chosen]);
}

static NormlabDataset *
load_folder (NormlabPictureFolder *folder,
             NormlabDataDraft *draft,
             GStrvBuilder *notes,
             GCancellable *cancellable,
             GError **error)
{
  guint n_splits = folder->paths[NORMLAB_SPLIT_TEST]->len > 0 ? NORMLAB_N_SPLITS : 1;
  const char *first = find_size (folder->paths[NORMLAB_SPLIT_TRAINING], &draft->columns,
                                 &draft->rows, cancellable, error);
  g_auto (GStrv) all_notes = NULL;
  NormlabDataset *dataset = NULL;
  gboolean ok = first != NULL;

  for (guint i = 0; i < n_splits && ok; i++)
    {
      Decoding decoding = {
        .paths = folder->paths[i],
        .first_path = first,
        .width = draft->columns,
        .height = draft->rows,
        .cancellable = cancellable,
      };

      draft->images[i] = read_pictures (&decoding, folder->labels[i], draft->name, notes, error);
      draft->labels[i] = g_bytes_new (folder->labels[i]->data, folder->labels[i]->len);
      ok = draft->images[i] != NULL;
    }
  all_notes = g_strv_builder_end (notes);
  draft->notes = (const char *const *) all_notes;
  if (ok)
    dataset = normlab_dataset_new_from_draft (draft, cancellable, error);
  for (guint i = 0; i < NORMLAB_N_SPLITS; i++)
    {
      g_clear_pointer (&draft->images[i], g_bytes_unref);
      g_clear_pointer (&draft->labels[i], g_bytes_unref);
    }
  draft->notes = NULL;
  return dataset;
}

/* What is odd about the folder. */
static void
add_notes (const NormlabPictureFolder *folder, GStrvBuilder *notes)
{
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
}

static NormlabDataset *
load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *name = g_filename_display_basename (absolute);
  g_auto (NormlabPictureFolder) folder = { 0 };
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  NormlabDataDraft draft = { .name = name, .path = absolute };

  if (!normlab_picture_folder_find (&folder, absolute, cancellable, error))
    return NULL;
  g_ptr_array_add (folder.classes, NULL);
  draft.class_names = (const char *const *) folder.classes->pdata;
  add_notes (&folder, notes);
  return load_folder (&folder, &draft, notes, cancellable, error);
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
