/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-handwriting.h"
#include "normlab-error.h"
#include "normlab-memory.h"

#define N_PIXELS (NORMLAB_HANDWRITING_SIZE * NORMLAB_HANDWRITING_SIZE)
#define MAX_THREADS 8
/* Digits between two looks at the cancellable: some milliseconds. Divides both splits. */
#define BLOCK 250

G_STATIC_ASSERT (NORMLAB_HANDWRITING_N_TRAINING % BLOCK == 0);
G_STATIC_ASSERT (NORMLAB_HANDWRITING_N_TEST % BLOCK == 0);

static const guint n_digits[NORMLAB_N_SPLITS] = {
  [NORMLAB_SPLIT_TRAINING] = NORMLAB_HANDWRITING_N_TRAINING,
  [NORMLAB_SPLIT_TEST] = NORMLAB_HANDWRITING_N_TEST,
};

/* Shared by the threads that draw, one per processor and the caller's among them: each takes the
 * next block until there is none, and writes to that block only. */
typedef struct
{
  guint8 *images[NORMLAB_N_SPLITS];
  guint8 *labels[NORMLAB_N_SPLITS];
  GCancellable *cancellable;
  int next_block; /* atomic */
} Drawing;

static gpointer
draw_blocks (gpointer data)
{
  Drawing *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      guint first = (guint) g_atomic_int_add (&self->next_block, 1) * BLOCK;
      NormlabSplit split
          = first < NORMLAB_HANDWRITING_N_TRAINING ? NORMLAB_SPLIT_TRAINING : NORMLAB_SPLIT_TEST;
      gsize i = split == NORMLAB_SPLIT_TRAINING ? first : first - NORMLAB_HANDWRITING_N_TRAINING;

      if (first >= NORMLAB_HANDWRITING_N_TRAINING + NORMLAB_HANDWRITING_N_TEST)
        break;
      normlab_handwriting_draw (first, BLOCK, self->images[split] + i * N_PIXELS,
                                self->labels[split] + i);
    }
  return NULL;
}

static void
run_threads (Drawing *self)
{
  GThread *threads[MAX_THREADS] = { NULL };
  guint n_threads = MIN (g_get_num_processors (), MAX_THREADS);

  /* Where the system has no thread left, the others draw its share. */
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_try_new ("digits", draw_blocks, self, NULL);
  draw_blocks (self);
  for (guint i = 1; i < n_threads; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

/* Draws everything; the result's bytes go to @images and @labels. */
static gboolean
draw_all (Drawing *self, GBytes **images, GBytes **labels, GError **error)
{
  gboolean complete = TRUE;

  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      gsize n = n_digits[split];

      self->images[split] = normlab_memory_new (n * N_PIXELS);
      images[split] = g_bytes_new_with_free_func (self->images[split],
                                                  self->images[split] != NULL ? n * N_PIXELS : 0,
                                                  normlab_memory_free, self->images[split]);
      self->labels[split] = g_try_malloc (n);
      labels[split] = g_bytes_new_take (self->labels[split], self->labels[split] != NULL ? n : 0);
      complete = complete && self->images[split] != NULL && self->labels[split] != NULL;
    }

  if (!complete)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the built-in digits"));
      return FALSE;
    }

  run_threads (self);
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED,
                   _("Drawing the built-in digits was cancelled"));
      return FALSE;
    }
  return TRUE;
}

NormlabDataset *
normlab_dataset_new_builtin (GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  Drawing drawing = { .cancellable = cancellable };
  GBytes *images[NORMLAB_N_SPLITS];
  GBytes *labels[NORMLAB_N_SPLITS];
  NormlabDataset *dataset = NULL;

  if (draw_all (&drawing, images, labels, error))
    dataset = normlab_dataset_new_from_bytes ("builtin", NULL, NORMLAB_HANDWRITING_SIZE,
                                              NORMLAB_HANDWRITING_SIZE, images, labels, cancellable,
                                              error);
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      g_bytes_unref (images[split]);
      g_bytes_unref (labels[split]);
    }
  return dataset;
}
