/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-measures.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-text.h"

#define NONE "none"
#define TEST_LOSS "test-loss"
#define TRAINING "training"

static gboolean
refuse (const char *word, GError **error)
{
  g_autofree char *quoted = normlab_text_for_message (word, -1);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               /* Translators: of the option --measure; the words are what one types */
               _("“%s” is neither test-loss nor training nor training=M, with M from 1 to %u, or "
                  "is there twice"),
               quoted, NORMLAB_MEASURES_MAX_TRAINING);
  return FALSE;
}

/* Each can be asked for once. */
static gboolean
parse_word (const char *word, NormlabMeasures *self)
{
  if (strcmp (word, TEST_LOSS) == 0 && !self->test_loss)
    return self->test_loss = TRUE;
  if (!g_str_has_prefix (word, TRAINING) || self->training)
    return FALSE;
  self->training = TRUE;
  word += strlen (TRAINING);
  return *word == '\0'
         || (*word == '='
             && normlab_text_to_uint (word + 1, 1, NORMLAB_MEASURES_MAX_TRAINING,
                                      &self->n_training));
}

gboolean
normlab_measures_parse (const char *text, NormlabMeasures *self, GError **error)
{
  g_auto (GStrv) words = NULL;
  NormlabMeasures measures = { 0 };

  g_return_val_if_fail (text != NULL && self != NULL, FALSE);

  words = g_strsplit (text, ",", -1);
  if (words[0] == NULL)
    return refuse (text, error);
  for (guint i = 0; strcmp (text, NONE) != 0 && words[i] != NULL; i++)
    if (!parse_word (g_strstrip (words[i]), &measures))
      return refuse (words[i], error);
  *self = measures;
  return TRUE;
}

char *
normlab_measures_format (const NormlabMeasures *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  if (self->test_loss)
    g_string_append (text, TEST_LOSS);
  if (self->training)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", TRAINING);
  if (self->training && self->n_training > 0)
    g_string_append_printf (text, "=%u", self->n_training);
  return g_strdup (text->len > 0 ? text->str : NONE);
}

gboolean
normlab_measures_is_none (const NormlabMeasures *self)
{
  return !self->test_loss && !self->training;
}

gboolean
normlab_measures_equal (const NormlabMeasures *a, const NormlabMeasures *b)
{
  return !a->test_loss == !b->test_loss && !a->training == !b->training
         && (!a->training || a->n_training == b->n_training);
}

NormlabMeasures
normlab_measures_join (const NormlabMeasures *a, const NormlabMeasures *b)
{
  NormlabMeasures both
      = { .test_loss = a->test_loss || b->test_loss, .training = a->training || b->training };

  if (a->training && b->training)
    both.n_training
        = a->n_training == 0 || b->n_training == 0 ? 0 : MAX (a->n_training, b->n_training);
  else
    both.n_training = a->training ? a->n_training : b->training ? b->n_training : 0;
  return both;
}

gboolean
normlab_measures_include (const NormlabMeasures *self, const NormlabMeasures *other)
{
  return (self->test_loss || !other->test_loss)
         && (!other->training || (self->training && self->n_training == other->n_training));
}
