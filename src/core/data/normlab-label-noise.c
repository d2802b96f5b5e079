/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-label-noise.h"

#include "normlab-random.h"

/* Of 60 kB each for MNIST. */
#define MAX_KEPT 16

typedef struct
{
  double share;
  GBytes *labels;
} Noisy;

static void
noisy_clear (gpointer data)
{
  Noisy *self = data;

  g_bytes_unref (self->labels);
}

void
normlab_label_noise_init (NormlabLabelNoise *self)
{
  g_mutex_init (&self->mutex);
  self->kept = g_array_new (FALSE, FALSE, sizeof (Noisy));
  g_array_set_clear_func (self->kept, noisy_clear);
}

void
normlab_label_noise_clear (NormlabLabelNoise *self)
{
  g_mutex_clear (&self->mutex);
  g_array_unref (self->kept);
}

/* From a stream of its own, so that no seed has others: r = RandomState (0), then which labels
   change, r.rand (n) < share, then what each would become, r.randint (0, n_classes, n). A label
   that is drawn may be the true one. */
static GBytes *
draw (GBytes *labels, guint n_classes, double share)
{
  gsize n;
  const guint8 *true_labels = g_bytes_get_data (labels, &n);
  g_autofree guint32 *drawn = g_new (guint32, n);
  g_autofree guint8 *flips = g_new (guint8, n);
  guint8 *noisy = g_new (guint8, n);
  NormlabRandom random;

  normlab_random_seed (&random, 0);
  for (gsize i = 0; i < n; i++)
    flips[i] = normlab_random_double (&random) < share;
  normlab_random_choice (&random, n_classes, drawn, (guint) n);
  for (gsize i = 0; i < n; i++)
    noisy[i] = flips[i] ? (guint8) drawn[i] : true_labels[i];
  return g_bytes_new_take (noisy, n);
}

/* Puts it behind all others. */
static gboolean
find (NormlabLabelNoise *self, double share)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      Noisy noisy = g_array_index (self->kept, Noisy, i);

      if (noisy.share != share)
        continue;
      g_bytes_ref (noisy.labels);
      g_array_remove_index (self->kept, i);
      g_array_append_val (self->kept, noisy);
      return TRUE;
    }
  return FALSE;
}

GBytes *
normlab_label_noise_get (NormlabLabelNoise *self, GBytes *labels, guint n_classes, double share)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!find (self, share))
    {
      Noisy noisy = { share, draw (labels, n_classes, share) };

      if (self->kept->len == MAX_KEPT)
        g_array_remove_index (self->kept, 0);
      g_array_append_val (self->kept, noisy);
    }
  return g_bytes_ref (g_array_index (self->kept, Noisy, self->kept->len - 1).labels);
}
