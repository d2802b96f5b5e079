/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-digits-model.h"

static void
card_free (gpointer data)
{
  NormlabDigitsCard *self = data;

  g_free (self->name);
  g_free (self->message);
  g_strfreev (self->class_names);
  g_free (self->probabilities);
  g_free (self);
}

static void
layer_free (gpointer data)
{
  NormlabDigitsLayer *self = data;

  g_free (self->title);
  g_free (self->note);
  g_free (self->values);
  g_strfreev (self->names);
  g_free (self);
}

NormlabDigitsModel *
normlab_digits_model_new (void)
{
  NormlabDigitsModel *self = g_new0 (NormlabDigitsModel, 1);

  self->truth = self->chosen = -1;
  self->cards = g_ptr_array_new_with_free_func (card_free);
  self->layers = g_ptr_array_new_with_free_func (layer_free);
  return self;
}

void
normlab_digits_model_free (NormlabDigitsModel *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->caption);
  g_free (self->image_title);
  g_free (self->image);
  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->layers);
  g_free (self);
}

void
normlab_digits_model_set_image (NormlabDigitsModel *self,
                                const guint8 *image,
                                guint rows,
                                guint columns)
{
  g_return_if_fail (self != NULL && image != NULL);

  g_free (self->image);
  self->image = g_memdup2 (image, (gsize) rows * columns);
  self->rows = rows;
  self->columns = columns;
}

NormlabDigitsCard *
normlab_digits_model_add_card (NormlabDigitsModel *self,
                               const char *name,
                               guint color,
                               gboolean dashed)
{
  NormlabDigitsCard *card = g_new0 (NormlabDigitsCard, 1);

  card->name = g_strdup (name);
  card->color = color;
  card->dashed = dashed;
  g_ptr_array_add (self->cards, card);
  return card;
}

void
normlab_digits_card_set_answer (NormlabDigitsCard *self,
                                guint answer,
                                const double *probabilities,
                                guint n_classes)
{
  g_return_if_fail (self != NULL && answer < n_classes);

  g_clear_pointer (&self->message, g_free);
  g_free (self->probabilities);
  self->answer = answer;
  self->n_classes = n_classes;
  self->probabilities = g_memdup2 (probabilities, n_classes * sizeof *probabilities);
}

NormlabDigitsLayer *
normlab_digits_model_add_layer (NormlabDigitsModel *self, const char *title, guint n_values)
{
  NormlabDigitsLayer *layer = g_new0 (NormlabDigitsLayer, 1);

  layer->title = g_strdup (title);
  layer->n_values = n_values;
  layer->values = g_new0 (float, n_values);
  layer->marked = -1;
  g_ptr_array_add (self->layers, layer);
  return layer;
}
