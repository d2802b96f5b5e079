/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-traits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-dataset.h"

/* Xiao, Rasul, Vollgraf: Fashion-MNIST (2017), table 2. */
static const char *const fashion[] = {
  N_("T-shirt/top"), N_("Trouser"), N_("Pullover"), N_("Dress"), N_("Coat"),
  N_("Sandal"),      N_("Shirt"),   N_("Sneaker"),  N_("Bag"),   N_("Ankle boot"),
};

/* Clanuwat and others: Deep learning for classical Japanese literature (2018). */
static const char *const kuzushiji[]
    = { "お", "き", "す", "つ", "な", "は", "ま", "や", "れ", "を" };

/* Cohen and others: EMNIST (2017). Where lower and upper case look alike they are one class. */
static const char *const letters[]
    = { "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M",
        "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z" };
static const char *const balanced[]
    = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B", "C", "D", "E", "F",
        "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V",
        "W", "X", "Y", "Z", "a", "b", "d", "e", "f", "g", "h", "n", "q", "r", "t" };
static const char *const by_class[]
    = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B", "C", "D", "E", "F",
        "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V",
        "W", "X", "Y", "Z", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l",
        "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z" };

static const struct
{
  const char *word; /* that occurs in the name … */
  gboolean prefix;  /* … of the files, which must begin with "emnist" */
  const char *const *names;
  guint n_names;
} sets[] = {
  { "letters", TRUE, letters, G_N_ELEMENTS (letters) },
  { "balanced", TRUE, balanced, G_N_ELEMENTS (balanced) },
  { "bymerge", TRUE, balanced, G_N_ELEMENTS (balanced) },
  { "byclass", TRUE, by_class, G_N_ELEMENTS (by_class) },
  { "fashion", FALSE, fashion, G_N_ELEMENTS (fashion) },
  { "kmnist", FALSE, kuzushiji, G_N_ELEMENTS (kuzushiji) },
  { "kuzushiji", FALSE, kuzushiji, G_N_ELEMENTS (kuzushiji) },
};

/* Whether the last folders of @path, or the file, are called so. */
static gboolean
occurs (const char *path, const char *word)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_auto (GStrv) parts = g_strsplit (lower, G_DIR_SEPARATOR_S, -1);
  guint n = g_strv_length (parts);

  for (guint i = n > 3 ? n - 3 : 0; i < n; i++)
    if (strstr (parts[i], word) != NULL)
      return TRUE;
  return FALSE;
}

static char **
translate (const char *const *names, guint n_names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < n_names; i++)
    g_strv_builder_add (builder, _(names[i]));
  return g_strv_builder_end (builder);
}

void
normlab_data_traits_clear (NormlabDataTraits *self)
{
  g_clear_pointer (&self->names, g_strfreev);
}

NormlabDataTraits
normlab_data_traits_find (const char *prefix, const char *path)
{
  gboolean is_emnist = g_str_has_prefix (prefix, "emnist");
  NormlabDataTraits traits = { .turned = is_emnist };

  for (guint i = 0; i < G_N_ELEMENTS (sets) && traits.names == NULL; i++)
    if (sets[i].prefix ? is_emnist && strstr (prefix, sets[i].word) != NULL
                       : strstr (prefix, sets[i].word) != NULL || occurs (path, sets[i].word))
      traits.names = translate (sets[i].names, sets[i].n_names);
  return traits;
}

gboolean
normlab_data_turn (guint8 *images, gsize n, guint rows, guint columns)
{
  gsize n_pixels = (gsize) rows * columns;
  g_autofree guint8 *image = g_try_malloc (n_pixels);

  if (image == NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++, images += n_pixels)
    {
      memcpy (image, images, n_pixels);
      for (gsize row = 0; row < rows; row++)
        for (gsize column = 0; column < columns; column++)
          images[column * rows + row] = image[row * columns + column];
    }
  return TRUE;
}

guint8
normlab_labels_get_least (const guint8 *labels, gsize n)
{
  guint8 least = G_MAXUINT8;

  for (gsize i = 0; i < n; i++)
    least = MIN (least, labels[i]);
  return least;
}

void
normlab_labels_subtract (guint8 *labels, gsize n, guint8 least)
{
  for (gsize i = 0; i < n; i++)
    labels[i] = (guint8) (labels[i] - least);
}

gboolean
normlab_labels_begin_with_one (const guint8 *labels,
                               gsize n,
                               const guint8 *test_labels,
                               gsize n_test)
{
  gboolean occurs[NORMLAB_MAX_CLASSES] = { FALSE };
  guint k = 0;

  for (gsize i = 0; i < n; i++)
    occurs[labels[i]] = TRUE;
  while (k + 1 < NORMLAB_MAX_CLASSES && occurs[k + 1])
    k++;
  for (gsize i = 0; i < n; i++)
    if (labels[i] > k)
      return FALSE;
  for (gsize i = 0; i < n_test; i++)
    if (test_labels[i] == 0 || test_labels[i] > k)
      return FALSE;
  return k >= 2 && !occurs[0];
}

char **
normlab_labels_name (guint k)
{
  char **names = g_new0 (char *, k + 1);

  for (guint i = 0; i < k; i++)
    names[i] = g_strdup_printf ("%u", i + 1);
  return names;
}

char *
normlab_labels_describe (guint k)
{
  return g_strdup_printf (_("No label is 0: there are %u classes, which are called 1 to %u as in "
                             "the file"),
                          k, k);
}
