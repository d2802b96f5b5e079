/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabDigitsCard:
 * @name: of a network
 * @color: as normlab_chart_style_get_color() has it
 * @message: in place of an answer; NULL where there is one
 * @answer: the class that it takes the image for
 * @class_names: what the classes are called, ended by NULL; NULL: by their numbers
 * @probabilities: of each class
 */
typedef struct
{
  char *name;
  guint color;
  gboolean dashed;
  char *message;
  guint n_classes, answer;
  char **class_names;
  double *probabilities;
} NormlabDigitsCard;

/**
 * NormlabDigitsLayer:
 * @title: what it is
 * @note: more of it, for example between what its values lie
 * @columns: in how many cells each row of them is shown; 0: as suits
 * @numbered: whether each cell says which it is
 * @names: (nullable): what its cells are called, ended by NULL, in place of numbers
 * @marked: the cell that stands out; −1 for none
 */
typedef struct
{
  char *title, *note;
  guint n_values, columns;
  float *values;
  gboolean numbered;
  char **names;
  int marked;
} NormlabDigitsLayer;

/**
 * NormlabDigitsModel:
 * @title: of all
 * @caption: (nullable): beneath it, where it leaves the program
 * @image_title: what the image is
 * @image: (nullable): rows × columns bytes, of which 255 is ink
 * @truth: its class; −1 where nobody knows
 * @cards: of NormlabDigitsCard: what each network answers
 * @chosen: the card whose network's layers these are; −1 for none
 * @layers: of NormlabDigitsLayer: from the image to the answer
 *
 * An image, what networks take it for, and the path of one of them through its layers. Knows no
 * pixels and no network.
 */
typedef struct
{
  char *title, *caption, *image_title;
  guint rows, columns;
  guint8 *image;
  int truth, chosen;
  GPtrArray *cards, *layers;
} NormlabDigitsModel;

NormlabDigitsModel *normlab_digits_model_new (void);
void normlab_digits_model_free (NormlabDigitsModel *self);

/* The image is copied. */
void normlab_digits_model_set_image (NormlabDigitsModel *self,
                                     const guint8 *image,
                                     guint rows,
                                     guint columns);
/* A card without an answer, whose message the caller sets, until it has one. */
NormlabDigitsCard *normlab_digits_model_add_card (NormlabDigitsModel *self,
                                                  const char *name,
                                                  guint color,
                                                  gboolean dashed);
/* The probabilities are copied. */
void normlab_digits_card_set_answer (NormlabDigitsCard *self,
                                     guint answer,
                                     const double *probabilities,
                                     guint n_classes);
/* Room for its values, which the caller writes; no cell is marked or numbered. */
NormlabDigitsLayer *
normlab_digits_model_add_layer (NormlabDigitsModel *self, const char *title, guint n_values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabDigitsModel, normlab_digits_model_free)

G_END_DECLS
