/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-aside.h"
#include "normlab-digits.h"
#include "normlab-insights.h"

G_BEGIN_DECLS

/* NormlabDigits is one class, split by concern: normlab-digits.c knows the runs and their answers,
 * -image what image they answer to, -wrong looks for one that is answered wrong. */

/* A shown run. */
typedef struct
{
  NormlabRunItem *item;
  NormlabDataset *dataset;       /* nullable: that it was trained on */
  NormlabCheckpoint *checkpoint; /* nullable: what the network was made from */
  NormlabRecognizer *network;    /* nullable */
  gboolean failed;               /* there is no network to be had of that checkpoint */
  gboolean answered;             /* to the image that is shown */
  NormlabDigitsAnswer answer;
} NormlabDigitsSubject;

struct _NormlabDigits
{
  GObject parent_instance;

  NormlabLab *lab;
  GListModel *runs; /* of the lab */
  NormlabInsights *insights;
  NormlabDataset *dataset; /* nullable: for those without */
  GPtrArray *subjects;     /* of NormlabDigitsSubject */
  guint step;
  gboolean looking;
  gboolean runs_stale;     /* who is shown */
  gboolean networks_stale; /* there may be newer ones */
  guint pacing;            /* source that lets newer ones come; 0: they may */
  guint n_recognized;

  NormlabDrawing *drawing;
  NormlabDataset *preferred; /* nullable: whose images are shown if a shown run has it */
  NormlabSplit split;
  gboolean drawn;       /* that is shown, and no image of the set */
  guint number;         /* of the image of the set */
  guint8 *framed;       /* nullable: what is drawn, in the size of the images */
  guint8 *adapted;      /* nullable: the same as networks get it that were asked last */
  gboolean has_ink;     /* whether there is anything in it */
  gboolean image_stale; /* another image than in @framed */

  GRand *random;
  NormlabAside *search; /* nullable */
  gboolean missed;
};

/* The image is another. */
void normlab_digits_change_image (NormlabDigits *self);
/* It as networks get it that learnt from @dataset, whose images are of the size of those that are
 * shown; until the next call. */
const guint8 *normlab_digits_get_image_for (NormlabDigits *self, NormlabDataset *dataset);
/* Once for what has changed. */
void normlab_digits_emit_changed (NormlabDigits *self);
/* Whom the images suit, with their newest networks; NULL for none. */
NormlabDigitsSubject *normlab_digits_find_first (NormlabDigits *self);
void normlab_digits_stop_search (NormlabDigits *self);

G_END_DECLS
