/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-certificate-block.h"
#include "normlab-change.h"
#include "normlab-error.h"
#include "normlab-text.h"

/* Certificates as text, one by one. */

typedef NormlabCertificateBlock Block;

#define BEGIN NORMLAB_CERTIFICATE_BEGIN
#define END NORMLAB_CERTIFICATE_END
#define refuse normlab_certificate_refuse

/* Characters of the check, of the 64 that a checksum has. */
#define CHECK_LENGTH 16
/* Characters of a data set's name: it is for people, who have mail that breaks lines. */
#define MAX_NAME 40

/* When a number is there. */
typedef enum
{
  ALWAYS,      /* but for a branch that ended before it was measured */
  OF_BATCHES,  /* behind step 0, before which there are none */
  OF_TRAINING, /* where it is measured besides, as the next */
  OF_TEST,
} Presence;

/* The numbers, and where a sample has them. */
static const struct
{
  const char *key;
  gsize offset;
  gboolean is_float;
  Presence presence;
} numbers[] = {
  { "train-accuracy", offsetof (NormlabSample, train_accuracy), TRUE, OF_BATCHES },
  { "test-accuracy", offsetof (NormlabSample, test_accuracy), TRUE, ALWAYS },
  { "loss", offsetof (NormlabSample, loss), FALSE, OF_BATCHES },
  { "training-set-accuracy", offsetof (NormlabSample, training_set_accuracy), TRUE, OF_TRAINING },
  { "training-set-loss", offsetof (NormlabSample, training_set_loss), FALSE, OF_TRAINING },
  { "test-loss", offsetof (NormlabSample, test_loss), FALSE, OF_TEST },
};

/* A branch that diverged before it was measured behind where it leaves has been measured nowhere.
 */
static gboolean
is_unmeasured (const NormlabCertificate *certificate, const NormlabSample *sample)
{
  return sample->step == 0 && certificate->recipe.branch.n > 0 && isnan (sample->test_accuracy);
}

/* Whether the i-th number has to be there. */
static gboolean
is_needed (const NormlabCertificate *certificate, const NormlabSample *sample, guint i)
{
  if (is_unmeasured (certificate, sample))
    return FALSE;
  switch (numbers[i].presence)
    {
    case OF_BATCHES:
      return sample->step > 0;
    case OF_TRAINING:
      return certificate->measures.training;
    case OF_TEST:
      return certificate->measures.test_loss;
    case ALWAYS:
    default:
      return TRUE;
    }
}

/* Writing */

static void
append (GString *text, const char *key, const char *value)
{
  g_string_append_printf (text, "%s=%s\n", key, value);
}

static void
append_uint (GString *text, const char *key, guint value)
{
  g_string_append_printf (text, "%s=%u\n", key, value);
}

/* A name without blanks, which mail might take for places to break a line. */
static char *
escape_name (const char *name)
{
  g_autofree char *valid = normlab_text_for_message (name, -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_NAME));

  return g_strdelimit (g_steal_pointer (&cut), " \t", '_');
}

static void
append_recipe (GString *text, const NormlabRecipe *recipe)
{
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *value = normlab_recipe_get (recipe, (NormlabHyperparameter) d);

      append (text, normlab_hyperparameter_get_key ((NormlabHyperparameter) d), value);
    }
}

/* What was not measured is left out; what was and is not finite is "nan". */
static void
append_numbers (GString *text, const NormlabCertificate *self)
{
  const NormlabSample *sample = &self->last;

  append_uint (text, "measured-at", sample->step);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const char *place = (const char *) sample + numbers[i].offset;
      g_autofree char *value = NULL;
      double number;
      float single;

      if (numbers[i].is_float)
        {
          memcpy (&single, place, sizeof single);
          number = (double) single;
          value = normlab_text_from_float (single);
        }
      else
        {
          memcpy (&number, place, sizeof number);
          value = normlab_text_from_double (number);
        }
      if (isfinite (number))
        append (text, numbers[i].key, value);
      else if (is_needed (self, sample, i))
        append (text, numbers[i].key, "nan");
    }
}

static char *
get_check (const char *lines)
{
  char *check = g_compute_checksum_for_string (G_CHECKSUM_SHA256, lines, -1);

  check[CHECK_LENGTH] = '\0';
  return check;
}

/* All that is checked. */
static char *
format_lines (const NormlabCertificate *self)
{
  g_autofree char *word = normlab_data_id_to_word (self->data);
  g_autofree char *name = escape_name (word);
  g_autofree char *measured = normlab_measures_format (&self->measures);
  GString *text = g_string_new (NULL);

  append (text, "version", self->version);
  append_recipe (text, &self->recipe);
  append (text, "measure", measured);
  append (text, "data", name);
  append (text, "checksum", normlab_data_id_get_checksum (self->data));
  append (text, "state", normlab_run_state_to_string (self->state));
  append_uint (text, "step", self->step);
  if (self->state == NORMLAB_RUN_DIVERGED)
    append_uint (text, "layer", self->diverged_layer);
  append_numbers (text, self);
  append (text, "weights", self->weights);
  return g_string_free (text, FALSE);
}

char *
normlab_certificate_format (const NormlabCertificate *self)
{
  g_autofree char *lines = NULL;
  g_autofree char *check = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  lines = format_lines (self);
  check = get_check (lines);
  return g_strdup_printf (BEGIN "\n%scheck=%s\n" END "\n", lines, check);
}

/* Reading */

void
normlab_certificate_block_begin (Block *self, guint line)
{
  g_hash_table_remove_all (self->values);
  g_string_truncate (self->lines, 0);
  self->line = line;
  self->place++;
}

gboolean
normlab_certificate_refuse (guint line, GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
               /* Translators: a place in a text, and what is wrong there */
               _("line %u: %s"), line, reason);
  return FALSE;
}

gboolean
normlab_certificate_block_add (Block *self, const char *line, guint number, GError **error)
{
  const char *equals = strchr (line, '=');
  g_autofree char *quoted = normlab_text_for_message (line, -1);
  g_autofree char *key = NULL;

  if (*line == '\0')
    return TRUE;
  if (equals == NULL || equals == line)
    return refuse (number, error, _("“%s” is no line of a certificate"), quoted);
  key = g_strndup (line, (gsize) (equals - line));
  if (g_hash_table_contains (self->values, key))
    return refuse (number, error, _("“%s” is there twice"), quoted);
  if (strcmp (key, "check") != 0)
    g_string_append_printf (self->lines, "%s\n", line);
  g_hash_table_insert (self->values, g_steal_pointer (&key), g_strdup (equals + 1));
  return TRUE;
}

/* The value of a key, which is taken out of the block. */
static char *
take (Block *self, const char *key, GError **error)
{
  gpointer its_key, value;

  if (g_hash_table_steal_extended (self->values, key, &its_key, &value))
    {
      g_free (its_key);
      return value;
    }
  refuse (self->line, error, _("the certificate has no “%s”"), key);
  return NULL;
}

static gboolean
refuse_value (const Block *self, const char *key, const char *value, GError **error)
{
  g_autofree char *quoted = normlab_text_for_message (value, -1);
  g_autofree char *name = normlab_text_for_message (key, -1);

  return refuse (self->line, error, _("the certificate has “%s” as %s"), quoted, name);
}

static gboolean
take_uint (Block *self, const char *key, guint max, guint *value, GError **error)
{
  g_autofree char *text = take (self, key, error);

  return text != NULL
         && (normlab_text_to_uint (text, 0, max, value) || refuse_value (self, key, text, error));
}

static gboolean
take_weights (Block *self, char **weights, GError **error)
{
  *weights = take (self, "weights", error);
  return *weights != NULL
         && ((strlen (*weights) == 64 && strspn (*weights, "0123456789abcdef") == 64)
             || refuse_value (self, "weights", *weights, error));
}

static gboolean
take_recipe (Block *self, NormlabRecipe *recipe, GError **error)
{
  g_autoptr (GError) reason = NULL;

  *recipe = NORMLAB_RECIPE_DEFAULT;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *text
          = take (self, normlab_hyperparameter_get_key ((NormlabHyperparameter) d), error);

      if (text == NULL)
        return FALSE;
      if (!normlab_recipe_set (recipe, (NormlabHyperparameter) d, text, &reason))
        return refuse (self->line, error, "%s", reason->message);
    }
  return normlab_recipe_validate (recipe, &reason)
         || refuse (self->line, error, "%s", reason->message);
}

static gboolean
take_measures (Block *self, NormlabMeasures *measures, GError **error)
{
  g_autofree char *text = take (self, "measure", error);

  return text != NULL
         && (normlab_measures_parse (text, measures, NULL)
             || refuse_value (self, "measure", text, error));
}

/* Where it need not be there it may be left out. Shares are from 0 to 1. */
static gboolean
take_number (Block *self, guint i, NormlabSample *sample, GError **error)
{
  char *place = (char *) sample + numbers[i].offset;
  g_autofree char *text = NULL;
  gboolean negative;
  double value;
  float single;

  if (!g_hash_table_contains (self->values, numbers[i].key))
    return TRUE;
  text = take (self, numbers[i].key, error);
  if (strcmp (text, "nan") == 0)
    return TRUE;
  negative = *text == '-';
  if (!normlab_text_to_double (text + negative, &value)
      || (numbers[i].is_float && (negative || value > 1)))
    return refuse_value (self, numbers[i].key, text, error);
  value = negative ? -value : value;
  single = (float) value;
  memcpy (place, numbers[i].is_float ? (const void *) &single : (const void *) &value,
          numbers[i].is_float ? sizeof single : sizeof value);
  return TRUE;
}

static gboolean
take_sample (Block *self, NormlabCertificate *certificate, GError **error)
{
  gboolean present[G_N_ELEMENTS (numbers)];
  guint step;

  if (!take_uint (self, "measured-at", certificate->step, &step, error))
    return FALSE;
  if (certificate->state == NORMLAB_RUN_FINISHED && step != certificate->step)
    return refuse (self->line, error, _("the certificate is of a run that was not measured last"));
  certificate->last = NORMLAB_SAMPLE_AT (step);
  certificate->last.seconds = 0;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      present[i] = g_hash_table_contains (self->values, numbers[i].key);
      if (!take_number (self, i, &certificate->last, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (is_needed (certificate, &certificate->last, i) && !present[i])
      return refuse (self->line, error, _("the certificate has no “%s”"), numbers[i].key);
  return TRUE;
}

/* A run that has finished has done all steps, of which the last one was measured. */
static gboolean
take_end (Block *self, NormlabCertificate *certificate, GError **error)
{
  g_autofree char *state = take (self, "state", error);
  guint iterations = certificate->recipe.iterations;

  if (state == NULL || !take_uint (self, "step", iterations, &certificate->step, error))
    return FALSE;
  if (!normlab_run_state_from_string (state, &certificate->state)
      || (certificate->state != NORMLAB_RUN_FINISHED && certificate->state != NORMLAB_RUN_DIVERGED))
    return refuse_value (self, "state", state, error);
  if (certificate->state == NORMLAB_RUN_FINISHED)
    return certificate->step == iterations
           || refuse (self->line, error, _("the certificate is of a run that has not ended"));
  return certificate->step > 0
             ? take_uint (self, "layer", certificate->recipe.n_hidden + 1,
                          &certificate->diverged_layer, error)
             : refuse (self->line, error, _("the certificate is of a run that has not ended"));
}

static gboolean
take_data (Block *self, NormlabCertificate *certificate, GError **error)
{
  g_autofree char *name = take (self, "data", error);
  g_autofree char *checksum = name != NULL ? take (self, "checksum", error) : NULL;

  if (checksum == NULL)
    return FALSE;
  if (*name == '\0' || *checksum == '\0')
    return refuse_value (self, *name == '\0' ? "data" : "checksum", "", error);
  certificate->data = normlab_data_id_new (name, NULL, checksum);
  return TRUE;
}

static gboolean
check_lines (Block *self, GError **error)
{
  g_autofree char *check = take (self, "check", error);
  g_autofree char *expected = get_check (self->lines->str);

  return check != NULL
         && (strcmp (check, expected) == 0
             || refuse (self->line, error,
                        _("the certificate is not as it was made: what it says and its check do "
                           "not agree")));
}

static gboolean
take_version (Block *self, char **version, GError **error)
{
  *version = take (self, "version", error);
  return *version != NULL && (**version != '\0' || refuse_value (self, "version", *version, error));
}

NormlabCertificate *
normlab_certificate_block_take (Block *self, GError **error)
{
  g_autoptr (NormlabCertificate) certificate = g_new0 (NormlabCertificate, 1);
  GHashTableIter iter;
  gpointer key;

  certificate->place = self->place;
  if (!check_lines (self, error) || !take_version (self, &certificate->version, error)
      || !take_recipe (self, &certificate->recipe, error)
      || !take_measures (self, &certificate->measures, error)
      || !take_data (self, certificate, error) || !take_end (self, certificate, error)
      || !take_sample (self, certificate, error)
      || !take_weights (self, &certificate->weights, error))
    return NULL;
  g_hash_table_iter_init (&iter, self->values);
  if (g_hash_table_iter_next (&iter, &key, NULL))
    {
      refuse_value (self, key, g_hash_table_lookup (self->values, key), error);
      return NULL;
    }
  return g_steal_pointer (&certificate);
}
