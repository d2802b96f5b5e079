/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"
#include "normlab-trainer.h"

G_BEGIN_DECLS

/**
 * NormlabCertificate:
 * @recipe: all of it
 * @measures: what was measured besides
 * @data: its name and checksum
 * @version: of the program that made it
 * @state: finished or diverged
 * @step: that the run has come to
 * @diverged_layer: if it has
 * @last: what was measured last; its seconds are 0
 * @weights: normlab_weights_get_checksum() after the step that
 *   normlab_certificate_get_weights_step() says
 * @place: which it is in the text that it was read from, whatever the others are, from 1; 0: it was
 *   not read
 *
 * What it takes to train a run again, and what it must come to: a few hundred bytes of text.
 */
typedef struct
{
  NormlabRecipe recipe;
  NormlabMeasures measures;
  NormlabDataId *data;
  char *version;
  NormlabRunState state;
  guint step;
  guint diverged_layer;
  NormlabSample last;
  char *weights;
  guint place;
} NormlabCertificate;

/* The step after which a run's weights are certified: its last one; of one that has diverged, the
 * one before, after which all numbers were finite. */
guint normlab_certificate_get_weights_step (NormlabRun *run);

/* Of a run that has finished or diverged; @trainer: after that step. */
NormlabCertificate *normlab_certificate_new (NormlabRun *run, const NormlabTrainer *trainer);
void normlab_certificate_free (NormlabCertificate *self);
/* The run as far as the certificate knows it, with the last of its samples. */
NormlabRun *normlab_certificate_restore (const NormlabCertificate *self);

/* Lines of the form KEY=VALUE, ASCII but for the data set's name, without blanks and none longer
 * than 75 characters unless a recipe has more to say, between a line that begins and one that ends
 * it. The last is a check of all others against what mail does to them. */
char *normlab_certificate_format (const NormlabCertificate *self);

/* Whether there is one in a text. */
gboolean normlab_certificate_is_in (const char *text, gsize length);
/* All that are in a text, as below, and what is wrong with those that are not among them: GError;
 * where there is neither, that there is none. */
GPtrArray *normlab_certificates_find (const char *text, gsize length, GPtrArray **problems);
/* All that are in a text, whatever else is in it: NormlabCertificate. Lines may end in any way,
 * have blanks at their ends, and be quoted by ">". NORMLAB_ERROR_FORMAT names the line of what is
 * wrong; one that has been changed since it was made is wrong, and so is one that lacks anything
 * that a certificate of such a run has. */
GPtrArray *normlab_certificates_parse (const char *text, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabCertificate, normlab_certificate_free)

G_END_DECLS
