/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-digits-source.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-class-words.h"
#include "normlab-figure.h"

static const char *const messages[] = {
  [NORMLAB_DIGITS_ANSWERS] = N_("Nothing is drawn"),
  [NORMLAB_DIGITS_WAITING] = N_("Its weights are not known yet"),
  [NORMLAB_DIGITS_NO_DATA] = N_("Its data are not loaded"),
  [NORMLAB_DIGITS_OTHER_SIZE] = N_("It knows images of another size"),
  [NORMLAB_DIGITS_NOT_FINITE] = N_("Its answer is not a number"),
  [NORMLAB_DIGITS_FAILED] = N_("It cannot be computed"),
};

/* The image */

char *
normlab_digits_source_name_image (const NormlabDataset *dataset,
                                  NormlabSplit split,
                                  guint number,
                                  guint truth)
{
  const char *name = normlab_dataset_get_class_name (dataset, truth);

  if (split == NORMLAB_SPLIT_TEST)
    /* Translators: the number of an image, counted from 0, and its class */
    return g_strdup_printf (_("Test image %u: %s"), number, name);
  /* Translators: the same, of the training set */
  return g_strdup_printf (_("Training image %u: %s"), number, name);
}

char *
normlab_digits_source_describe_image (NormlabDigits *digits)
{
  int number;

  g_return_val_if_fail (NORMLAB_IS_DIGITS (digits), NULL);

  number = normlab_digits_get_number (digits);
  if (normlab_digits_get_dataset (digits) == NULL)
    return g_strdup (_("No images are loaded"));
  if (number >= 0)
    return normlab_digits_source_name_image (normlab_digits_get_dataset (digits),
                                             normlab_digits_get_split (digits), (guint) number,
                                             (guint) normlab_digits_get_truth (digits));
  return g_strdup (normlab_digits_get_image (digits) != NULL ? _("Drawn by hand")
                                                             : _("Nothing is drawn"));
}

static void
add_image (NormlabDigitsModel *model, NormlabDigits *digits)
{
  NormlabDataset *dataset = normlab_digits_get_dataset (digits);
  const guint8 *image = normlab_digits_get_image (digits);

  model->image_title = normlab_digits_source_describe_image (digits);
  model->truth = normlab_digits_get_truth (digits);
  if (image != NULL)
    normlab_digits_model_set_image (model, image, normlab_dataset_get_rows (dataset),
                                    normlab_dataset_get_columns (dataset));
}

/* Answers */

static gboolean
has_answer (const NormlabDigitsAnswer *answer)
{
  return answer->state == NORMLAB_DIGITS_ANSWERS && answer->network != NULL;
}

static void
add_card (NormlabDigitsModel *model, const NormlabDigitsAnswer *answer)
{
  NormlabRunItem *item = answer->item;
  const NormlabRecognizer *network = answer->network;
  NormlabDigitsCard *card = normlab_digits_model_add_card (model, normlab_run_item_get_name (item),
                                                           normlab_run_item_get_color (item),
                                                           normlab_run_item_get_dashed (item));

  if (has_answer (answer))
    {
      normlab_digits_card_set_answer (
          card, normlab_recognizer_get_answer (network),
          normlab_recognizer_get_probabilities (network),
          normlab_recognizer_get_n_units (network, normlab_recognizer_get_n_layers (network) - 1));
      card->class_names = normlab_dataset_list_class_names (answer->dataset);
    }
  else
    card->message = g_strdup (_(messages[answer->state]));
}

/* The path */

/* Between what the values lie. */
static char *
describe_range (const float *values, guint n)
{
  double least = (double) values[0], greatest = least;
  g_autofree char *from = NULL, *to = NULL;

  for (guint i = 1; i < n; i++)
    {
      least = MIN (least, (double) values[i]);
      greatest = MAX (greatest, (double) values[i]);
    }
  from = normlab_figure_format ("%.2g", least);
  to = normlab_figure_format ("%.2g", greatest);
  /* Translators: a range of numbers, from and to */
  return g_strdup_printf (_("%s … %s"), from, to);
}

static void
add_input (NormlabDigitsModel *model)
{
  NormlabDigitsLayer *layer
      = normlab_digits_model_add_layer (model, _("Image"), model->rows * model->columns);

  layer->columns = model->columns;
  layer->note = g_strdup_printf ("%u × %u", model->columns, model->rows);
  for (guint i = 0; i < layer->n_values; i++)
    layer->values[i] = model->image[i] / 255.0f;
}

static void
add_hidden (NormlabDigitsModel *model, const NormlabRecognizer *network, guint number)
{
  guint n = normlab_recognizer_get_n_units (network, number);
  const float *values = normlab_recognizer_get_activations (network, number);
  g_autofree char *title = g_strdup_printf (_("Layer %u"), number + 1);
  NormlabDigitsLayer *layer = normlab_digits_model_add_layer (model, title, n);

  memcpy (layer->values, values, n * sizeof *values);
  layer->note = describe_range (values, n);
}

static void
add_output (NormlabDigitsModel *model,
            const NormlabRecognizer *network,
            const NormlabDataset *dataset)
{
  guint n = normlab_recognizer_get_n_units (network, normlab_recognizer_get_n_layers (network) - 1);
  NormlabDigitsLayer *layer = normlab_digits_model_add_layer (model, _("Answer"), n);

  for (guint i = 0; i < n; i++)
    layer->values[i] = (float) normlab_recognizer_get_probabilities (network)[i];
  layer->numbered = TRUE;
  layer->marked = (int) normlab_recognizer_get_answer (network);
  layer->names = normlab_dataset_list_class_names (dataset);
  /* Translators: a class, and how probable it is */
  layer->note = g_strdup_printf (_("%s · %.0f %%"),
                                 normlab_dataset_get_class_name (dataset, (guint) layer->marked),
                                 100 * (double) layer->values[layer->marked]);
}

static void
add_path (NormlabDigitsModel *model,
          const NormlabRecognizer *network,
          const NormlabDataset *dataset)
{
  add_input (model);
  for (guint i = 0; i + 1 < normlab_recognizer_get_n_layers (network); i++)
    add_hidden (model, network, i);
  add_output (model, network, dataset);
}

/* That of @chosen, or the first that answers. */
static int
find_chosen (NormlabDigits *digits, NormlabRunItem *chosen)
{
  int first = -1;

  for (guint i = 0; i < normlab_digits_get_n_answers (digits); i++)
    {
      const NormlabDigitsAnswer *answer = normlab_digits_get_answer (digits, i);

      if (answer->item == chosen)
        return (int) i;
      if (first < 0 && has_answer (answer))
        first = (int) i;
    }
  return first;
}

NormlabDigitsModel *
normlab_digits_source_create (NormlabDigits *digits, NormlabRunItem *chosen)
{
  NormlabDigitsModel *model;

  g_return_val_if_fail (NORMLAB_IS_DIGITS (digits), NULL);

  model = normlab_digits_model_new ();
  add_image (model, digits);
  for (guint i = 0; i < normlab_digits_get_n_answers (digits); i++)
    add_card (model, normlab_digits_get_answer (digits, i));
  model->chosen = find_chosen (digits, chosen);
  if (model->chosen >= 0)
    {
      const NormlabDigitsAnswer *answer = normlab_digits_get_answer (digits, (guint) model->chosen);

      if (has_answer (answer))
        add_path (model, answer->network, answer->dataset);
    }
  return model;
}

/* Words */

char *
normlab_digits_source_name_path (const NormlabDigitsModel *model, NormlabDigits *digits)
{
  const NormlabDigitsCard *card;

  g_return_val_if_fail (model != NULL, NULL);

  if (model->layers->len == 0)
    return NULL;
  card = g_ptr_array_index (model->cards, model->chosen);
  /* Translators: the name of a network, and how many steps it has been trained */
  return g_strdup_printf (_("Path through %s, step %u"), card->name,
                          normlab_digits_get_answer (digits, (guint) model->chosen)->step);
}

void
normlab_digits_source_add_words (NormlabDigitsModel *model, NormlabDigits *digits)
{
  g_return_if_fail (model != NULL);

  model->title = g_strdup (_("What the networks answer"));
  model->caption = normlab_digits_source_name_path (model, digits);
}

static void
append_card (GString *text, const NormlabDigitsModel *model, const NormlabDigitsCard *card)
{
  char number[NORMLAB_CLASS_NUMBER];
  const char *answer;

  g_string_append_c (text, ' ');
  if (card->probabilities == NULL)
    {
      /* Translators: the name of a network, and why it does not answer */
      g_string_append_printf (text, _("%s: %s."), card->name, card->message);
      return;
    }
  answer = normlab_class_words_get (card->class_names, card->answer, number);
  if (model->truth < 0)
    /* Translators: the name of a network, the class that it answers, how probable that is */
    g_string_append_printf (text, _("%s: %s, %.0f %%."), card->name, answer,
                            100 * card->probabilities[card->answer]);
  else
    /* Translators: the same, then "right" or "wrong" */
    g_string_append_printf (text, _("%s: %s, %.0f %%, %s."), card->name, answer,
                            100 * card->probabilities[card->answer],
                            model->truth == (int) card->answer ? _("right") : _("wrong"));
}

char *
normlab_digits_source_summarize (const NormlabDigitsModel *model)
{
  GString *text;

  g_return_val_if_fail (model != NULL, NULL);

  text = g_string_new (NULL);
  /* Translators: what the image is, as a sentence */
  g_string_append_printf (text, _("%s."), model->image_title);
  for (guint i = 0; i < model->cards->len; i++)
    append_card (text, model, g_ptr_array_index (model->cards, i));
  return g_string_free (text, FALSE);
}

char *
normlab_digits_source_describe (const NormlabDigitsModel *model, guint layer, guint cell)
{
  char number[NORMLAB_CLASS_NUMBER];
  const NormlabDigitsLayer *l;
  g_autofree char *figure = NULL;
  double value;

  g_return_val_if_fail (model != NULL && layer < model->layers->len, NULL);

  l = g_ptr_array_index (model->layers, layer);
  g_return_val_if_fail (cell < l->n_values, NULL);
  value = (double) l->values[cell];
  if (l->columns > 0)
    {
      figure = normlab_figure_fixed (value, 2);
      /* Translators: row and column of a pixel, and how much ink there is, from 0 to 1 */
      return g_strdup_printf (_("Row %u, column %u: %s"), cell / l->columns + 1,
                              cell % l->columns + 1, figure);
    }
  if (l->numbered)
    {
      figure = normlab_figure_fixed (100 * value, 1);
      /* Translators: a class and how probable it is */
      return g_strdup_printf (_("Class %s: %s %%"),
                              normlab_class_words_get (l->names, cell, number), figure);
    }
  figure = normlab_figure_format ("%.3g", value);
  /* Translators: "Layer 2", the number of a unit in it, what leaves that */
  return g_strdup_printf (_("%s, unit %u: %s"), l->title, cell + 1, figure);
}
