/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-text.h"

/* Above it, the background is brighter than what is written on it. */
#define BRIGHT 127.5
/* Empty classes that a note names. */
#define MAX_NAMED 8

void
normlab_dataset_take_note (NormlabDataset *self, char *note)
{
  g_ptr_array_add (self->notes, note);
}

void
normlab_dataset_take_put_right (NormlabDataset *self, char *note)
{
  g_ptr_array_add (self->notes, note);
  self->n_put_right++;
}

void
normlab_dataset_set_class_names (NormlabDataset *self, const char *const *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (g_strv_length ((char **) names) < self->n_classes)
    return;
  for (guint i = 0; i < self->n_classes; i++)
    {
      g_autofree char *name = normlab_text_for_title (names[i]);

      /* One line, whatever a file is called. */
      for (char *p = name; *p != '\0'; p++)
        if (g_ascii_iscntrl (*p))
          *p = ' ';
      g_strv_builder_add (builder, name);
    }
  g_strfreev (self->class_names);
  self->class_names = g_strv_builder_end (builder);
}

gboolean
normlab_dataset_has_class_names (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->class_names != NULL;
}

char **
normlab_dataset_list_class_names (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdupv (self->class_names);
}

const char *
normlab_dataset_get_class_name (const NormlabDataset *self, guint label)
{
  static const char digits[] = "0\0001\0002\0003\0004\0005\0006\0007\0008\0009";
  g_autofree char *number = NULL;

  g_return_val_if_fail (self != NULL, "");

  if (self->class_names != NULL && label < self->n_classes)
    return self->class_names[label];
  if (label < 10)
    return digits + 2 * label;
  number = g_strdup_printf ("%u", label);
  return g_intern_string (number);
}

/* From the pixels that are not zero. */
static NormlabRange *
find_range (const NormlabSparse *sparse)
{
  gsize n_entries = sparse->offsets[2 * (gsize) sparse->n_images];
  double n_pixels = (double) sparse->n_images * sparse->n_pixels;
  gboolean has_zeros = (double) n_entries < n_pixels;
  NormlabRange *range = g_new0 (NormlabRange, 1);
  gsize counts[256] = { 0 };
  double sum = 0;

  for (gsize i = 0; i < n_entries; i++)
    counts[(guint8) (sparse->entries[i].value * 255.0f + 0.5f)]++;
  counts[0] = has_zeros;
  range->least = G_MAXUINT8;
  for (guint i = 0; i < 256; i++)
    if (counts[i] > 0)
      {
        range->least = (guint8) MIN (range->least, i);
        range->greatest = (guint8) i;
        range->n_values += range->n_values < 3;
        sum += (double) counts[i] * i;
      }
  range->mean = sum / n_pixels;
  return range;
}

const NormlabRange *
normlab_dataset_get_range (const NormlabDataset *self)
{
  NormlabRange **range;

  g_return_val_if_fail (self != NULL, NULL);

  range = (NormlabRange **) &self->range;
  if (g_once_init_enter (range))
    g_once_init_leave (range, find_range (&self->parts[NORMLAB_SPLIT_TRAINING].sparse));
  return self->range;
}

gboolean
normlab_dataset_is_bright (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return normlab_dataset_get_range (self)->mean > BRIGHT;
}

/* Classes without a training image. */
static char *
describe_empty (const NormlabDataset *self)
{
  const guint8 *labels = normlab_dataset_get_labels (self, NORMLAB_SPLIT_TRAINING);
  gboolean occurs[NORMLAB_MAX_CLASSES] = { FALSE };
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->parts[NORMLAB_SPLIT_TRAINING].n_images; i++)
    occurs[labels[i]] = TRUE;
  for (guint i = 0; i < self->n_classes; i++)
    if (!occurs[i] && n++ < MAX_NAMED)
      g_string_append_printf (list, "%s%s", n > 1 ? ", " : "",
                              normlab_dataset_get_class_name (self, i));
  if (n == 0)
    return NULL;
  if (n > MAX_NAMED)
    g_string_append (list, ", …");
  return g_strdup_printf (
      ngettext ("%u class has no training image: %s", "%u classes have no training images: %s", n),
      n, list->str);
}

static gboolean
has_same_parts (const NormlabDataset *self)
{
  const NormlabDatasetPart *training = &self->parts[NORMLAB_SPLIT_TRAINING];
  const NormlabDatasetPart *test = &self->parts[NORMLAB_SPLIT_TEST];

  return training->n_images == test->n_images && training->images_crc == test->images_crc
         && training->labels_crc == test->labels_crc;
}

/* What helps is the other way to read them. */
static const char *
describe_bright (const NormlabDataset *self)
{
  if ((normlab_data_id_get_reading (self->id) & NORMLAB_READING_INVERTED) != 0)
    return _("Images are bright because they are read inverted: MNIST’s are white on black, and "
              "zero where nothing is written, which also trains faster");
  return _("Images are bright, as dark writing on white paper is: MNIST’s are white on black, and "
            "zero where nothing is written, which also trains faster; reading them inverted makes "
            "them so");
}

static char **
find_notes (const NormlabDataset *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const NormlabRange *range = normlab_dataset_get_range (self);
  g_autofree char *empty = describe_empty (self);

  for (guint i = 0; i < self->notes->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->notes, i));
  if (empty != NULL)
    g_strv_builder_add (builder, empty);
  if (has_same_parts (self))
    g_strv_builder_add (builder, _("The test set is the training set: what is measured on it says "
                                    "nothing of images that are new"));
  if (range->greatest <= 1)
    g_strv_builder_add (builder,
                        _("Pixels are 0 and 1 only, where they may range up to 255: to a network "
                           "these images are nearly black"));
  else if (normlab_dataset_is_bright (self))
    g_strv_builder_add (builder, describe_bright (self));
  return g_strv_builder_end (builder);
}

const char *const *
normlab_dataset_get_notes (const NormlabDataset *self)
{
  char ***notes;

  g_return_val_if_fail (self != NULL, NULL);

  notes = (char ***) &self->all_notes;
  if (g_once_init_enter (notes))
    g_once_init_leave (notes, find_notes (self));
  return (const char *const *) self->all_notes;
}

gboolean
normlab_dataset_is_odd (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_strv_length ((char **) normlab_dataset_get_notes (self)) > self->n_put_right;
}
