/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-drawing.h"
#include "normlab-lab.h"
#include "normlab-recognizer.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_DIGITS (normlab_digits_get_type ())
G_DECLARE_FINAL_TYPE (NormlabDigits, normlab_digits, NORMLAB, DIGITS, GObject)

/* Whoever looks at the newest step, whatever that is. */
#define NORMLAB_DIGITS_LIVE G_MAXUINT

/* Whether a run answers. */
typedef enum
{
  NORMLAB_DIGITS_ANSWERS,
  NORMLAB_DIGITS_WAITING,    /* its network is not known yet */
  NORMLAB_DIGITS_NO_DATA,    /* its data set is not there, without which it cannot be known */
  NORMLAB_DIGITS_OTHER_SIZE, /* it knows images of another size */
  NORMLAB_DIGITS_NOT_FINITE, /* its answer is no number */
  NORMLAB_DIGITS_FAILED,     /* its network cannot be had: not enough memory, or no step again */
} NormlabDigitsState;

/**
 * NormlabDigitsAnswer:
 * @step: after which the network answers
 * @dataset: (nullable): that it was trained on, whose classes it knows
 * @network: (nullable): what it answers and how it comes to that, with ANSWERS and NOT_FINITE
 */
typedef struct
{
  NormlabRunItem *item;
  NormlabDigitsState state;
  guint step;
  const NormlabDataset *dataset;
  const NormlabRecognizer *network;
} NormlabDigitsAnswer;

/**
 * NormlabDigits:
 *
 * One image, drawn by hand or from a data set, and what all shown runs of a lab make of it at the
 * step that is looked at. While runs train, their newest networks answer, ten times a second at
 * most. While nobody looks, nothing is done. Answers are computed when they are asked for.
 *
 * Images are of the size of those that the first shown run was trained on whose data are there, or
 * of those that somebody has chosen (normlab_digits_show_of()) while a shown run has them.
 *
 * Signals: ::changed, when what the functions below tell may be something else; it comes once for
 * each cause, so that whoever draws should wait for the next frame.
 */
NormlabDigits *normlab_digits_new (NormlabLab *lab);

/* Whether anybody looks at answers; not at first. Images can be chosen and drawn anyway. */
void normlab_digits_set_looking (NormlabDigits *self, gboolean looking);
void normlab_digits_set_step (NormlabDigits *self, guint step);

/* The image */

/* The data set whose images there are; NULL for none. */
NormlabDataset *normlab_digits_get_dataset (NormlabDigits *self);
/* rows × columns bytes as networks get them that learnt from those data; NULL where there is
 * nothing, or nothing drawn. Valid as long as answers are. */
const guint8 *normlab_digits_get_image (NormlabDigits *self);
/* Which of its sets; at first the test set. */
NormlabSplit normlab_digits_get_split (NormlabDigits *self);
void normlab_digits_set_split (NormlabDigits *self, NormlabSplit split);
/* The number of an image of the set; −1 for one that is drawn. At first it is 0. */
int normlab_digits_get_number (NormlabDigits *self);
/* The class of such an image; −1 for one that is drawn. */
int normlab_digits_get_truth (NormlabDigits *self);
/* Of the set; 0 without data. */
guint normlab_digits_get_n_images (NormlabDigits *self);

/* An image of the set; beyond the last one it is that. */
void normlab_digits_show (NormlabDigits *self, guint number);
/* One of another, which is the one from then on. */
void normlab_digits_show_of (NormlabDigits *self,
                             NormlabDataset *dataset,
                             NormlabSplit split,
                             guint number);
/* Further by @n, or back by −@n, and at the ends on with the other one. From what is drawn back to
 * the last image of the set. */
void normlab_digits_move (NormlabDigits *self, int n);
void normlab_digits_show_random (NormlabDigits *self);
/* One that the first shown run which answers gets wrong: at once or, where that takes longer, soon.
 * Nothing changes where it gets all right: ::changed comes, and get_missed() is TRUE. */
void normlab_digits_show_wrong (NormlabDigits *self);
gboolean normlab_digits_is_searching (NormlabDigits *self);
/* Whether the last such search has found nothing. */
gboolean normlab_digits_get_missed (NormlabDigits *self);
/* By what numbers are drawn, for a test. */
void normlab_digits_set_seed (NormlabDigits *self, guint32 seed);

/* Drawing: places and thickness are shares of the side. The first stroke after an image of the set
 * is on a new sheet. */
void normlab_digits_begin_stroke (NormlabDigits *self, double x, double y, double thickness);
void normlab_digits_extend_stroke (NormlabDigits *self, double x, double y, double thickness);
void normlab_digits_clear (NormlabDigits *self);
void normlab_digits_undo (NormlabDigits *self);
gboolean normlab_digits_get_can_undo (NormlabDigits *self);
/* What is drawn, as it was drawn. */
const NormlabDrawing *normlab_digits_get_drawing (NormlabDigits *self);

/* Answers, of each shown run, in the lab's order. What is returned is valid until the next call of
 * anything else or ::changed. */
guint normlab_digits_get_n_answers (NormlabDigits *self);
const NormlabDigitsAnswer *normlab_digits_get_answer (NormlabDigits *self, guint i);

/* How often any network has answered, for a test. */
guint normlab_digits_get_n_recognized (NormlabDigits *self);

G_END_DECLS
