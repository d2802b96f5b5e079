/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-recipe.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-text.h"

/* A recipe's settings read from text and written as text. What people read is in
 * normlab-recipe-names.c. */

/* Upper bounds of the numbers that have no natural one: far past all sense, and still far from what
 * a float can hold. */
#define MAX_LEARNING_RATE 1e6
#define MAX_INIT_STD 1e6
#define MAX_WEIGHT_DECAY 1e6

static const char *const switch_words[] = { "off", "on", NULL };
static const char *const activation_words[] = { "sigmoid", "relu", "tanh", NULL };
static const char *const init_words[] = { "xavier", "he", NULL };
static const char *const optimizer_words[]
    = { "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", NULL };
static const char *const update_words[] = { "all", "notebook", NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (activation_words) == NORMLAB_N_ACTIVATIONS + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (optimizer_words) == NORMLAB_N_OPTIMIZERS + 1);

/* FALSE, with the error made of a translated format: the key, the text, and what is accepted. */
G_GNUC_PRINTF (4, 5)
static gboolean
refuse (GError **error,
        NormlabHyperparameter hyperparameter,
        const char *text,
        const char *accepted,
        ...)
{
  g_autofree char *quoted = normlab_text_for_message (text, -1);
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, accepted);
  reason = g_strdup_vprintf (accepted, arguments);
  va_end (arguments);

  /* Translators: a setting, what was given for it, and why that cannot be, as in "hidden: “x” is
   * not a list". The setting stays at the beginning, with this colon. */
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("%s: “%s” %s"),
               normlab_hyperparameter_get_key (hyperparameter), quoted, reason);
  return FALSE;
}

static gboolean
set_uint (guint *value,
          guint min,
          guint max,
          NormlabHyperparameter hyperparameter,
          const char *text,
          GError **error)
{
  if (normlab_text_to_uint (text, min, max, value))
    return TRUE;
  /* Translators: follows a value in quotes */
  return refuse (error, hyperparameter, text, _("is not a whole number from %u to %u"), min, max);
}

static gboolean
set_learning_rate (double *rate, const char *text, GError **error)
{
  double value;

  if (!normlab_text_to_double (text, &value) || value <= 0.0 || value > MAX_LEARNING_RATE)
    return refuse (error, NORMLAB_HYPERPARAMETER_LEARNING_RATE, text,
                   /* Translators: follows a value in quotes */
                   _("is not a number above 0 and up to %.0f"), MAX_LEARNING_RATE);
  *rate = value;
  return TRUE;
}

static gboolean
set_weight_decay (double *decay, const char *text, GError **error)
{
  double value;

  if (!normlab_text_to_double (text, &value) || value > MAX_WEIGHT_DECAY)
    return refuse (error, NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, text,
                   /* Translators: follows a value in quotes */
                   _("is not a number from 0 to %.0f"), MAX_WEIGHT_DECAY);
  *decay = value;
  return TRUE;
}

static gboolean
set_dropout (double *dropout, const char *text, GError **error)
{
  double value;

  if (!normlab_text_to_double (text, &value) || value >= 1.0)
    /* Translators: follows a value in quotes */
    return refuse (error, NORMLAB_HYPERPARAMETER_DROPOUT, text,
                   _("is not a number from 0 to below 1"));
  *dropout = value;
  return TRUE;
}

/* The place of @text among @words, whatever its case; −1 if it is none of them. */
static int
find_word (const char *const *words, const char *text)
{
  for (int i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], text) == 0)
      return i;
  return -1;
}

static gboolean
set_word (guint *value,
          const char *const *words,
          NormlabHyperparameter hyperparameter,
          const char *text,
          GError **error)
{
  g_autofree char *list = NULL;
  int i = find_word (words, text);

  if (i < 0)
    {
      list = g_strjoinv (", ", (char **) words);
      /* Translators: follows a value in quotes */
      return refuse (error, hyperparameter, text, _("is none of: %s"), list);
    }
  *value = (guint) i;
  return TRUE;
}

/* "sigmoid" and "relu" are the notebook's other words for xavier and he. */
static gboolean
set_init (NormlabRecipe *self, const char *text, GError **error)
{
  int word = find_word (init_words, text);
  double value = 0.0;

  if (word < 0 && g_ascii_strcasecmp (text, "sigmoid") == 0)
    word = NORMLAB_INIT_XAVIER;
  else if (word < 0 && g_ascii_strcasecmp (text, "relu") == 0)
    word = NORMLAB_INIT_HE;

  if (word < 0 && (!normlab_text_to_double (text, &value) || value <= 0.0 || value > MAX_INIT_STD))
    return refuse (error, NORMLAB_HYPERPARAMETER_INIT, text,
                   /* Translators: follows a value in quotes */
                   _("is neither xavier, nor he, nor a standard deviation above 0 and up to %.0f"),
                   MAX_INIT_STD);
  self->init = word < 0 ? NORMLAB_INIT_STD : (NormlabInitKind) word;
  self->init_std = value;
  return TRUE;
}

static gboolean
set_hidden (NormlabRecipe *self, const char *text, GError **error)
{
  const char *separator = strchr (text, '-') != NULL ? "-" : ",";
  g_auto (GStrv) items = NULL;
  guint hidden[NORMLAB_MAX_HIDDEN] = { 0 };
  guint n = 0;

  if (g_ascii_strcasecmp (text, "none") != 0)
    {
      items = g_strsplit (*text == '\0' ? separator : text, separator, -1);
      n = g_strv_length (items);
      if (n > NORMLAB_MAX_HIDDEN)
        return refuse (error, NORMLAB_HYPERPARAMETER_HIDDEN, text,
                       /* Translators: follows a value in quotes */
                       _("has %u layers, but a network has at most %u"), n, NORMLAB_MAX_HIDDEN);
      for (guint i = 0; i < n; i++)
        if (!normlab_text_to_uint (items[i], 0, NORMLAB_MAX_UNITS, &hidden[i]))
          return refuse (error, NORMLAB_HYPERPARAMETER_HIDDEN, text,
                         /* Translators: follows a value in quotes */
                         _("is not a list of layer sizes from 1 to %u such as 40,20; write none "
                            "for no hidden layer"),
                         NORMLAB_MAX_UNITS);
        else if (hidden[i] == 0)
          return refuse (error, NORMLAB_HYPERPARAMETER_HIDDEN, text,
                         /* Translators: follows a value in quotes */
                         _("has a layer without units; write none for no hidden layer"));
    }

  self->n_hidden = n;
  memcpy (self->hidden, hidden, sizeof hidden);
  return TRUE;
}

gboolean
normlab_recipe_set (NormlabRecipe *self,
                    NormlabHyperparameter hyperparameter,
                    const char *text,
                    GError **error)
{
  guint word = 0;
  gboolean ok;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  switch (hyperparameter)
    {
    case NORMLAB_HYPERPARAMETER_HIDDEN:
      return set_hidden (self, text, error);
    case NORMLAB_HYPERPARAMETER_BATCH_NORM:
      if ((ok = set_word (&word, switch_words, hyperparameter, text, error)))
        self->batch_norm = word == 1;
      return ok;
    case NORMLAB_HYPERPARAMETER_ACTIVATION:
      if ((ok = set_word (&word, activation_words, hyperparameter, text, error)))
        self->activation = (NormlabActivation) word;
      return ok;
    case NORMLAB_HYPERPARAMETER_INIT:
      return set_init (self, text, error);
    case NORMLAB_HYPERPARAMETER_OPTIMIZER:
      if ((ok = set_word (&word, optimizer_words, hyperparameter, text, error)))
        self->optimizer = (NormlabOptimizer) word;
      return ok;
    case NORMLAB_HYPERPARAMETER_LEARNING_RATE:
      return set_learning_rate (&self->learning_rate, text, error);
    case NORMLAB_HYPERPARAMETER_BATCH_SIZE:
      return set_uint (&self->batch_size, 1, NORMLAB_MAX_BATCH_SIZE, hyperparameter, text, error);
    case NORMLAB_HYPERPARAMETER_WEIGHT_DECAY:
      return set_weight_decay (&self->weight_decay, text, error);
    case NORMLAB_HYPERPARAMETER_DROPOUT:
      return set_dropout (&self->dropout, text, error);
    case NORMLAB_HYPERPARAMETER_UPDATE:
      if ((ok = set_word (&word, update_words, hyperparameter, text, error)))
        self->update = (NormlabUpdate) word;
      return ok;
    case NORMLAB_HYPERPARAMETER_ITERATIONS:
      return set_uint (&self->iterations, 1, NORMLAB_MAX_ITERATIONS, hyperparameter, text, error);
    case NORMLAB_HYPERPARAMETER_INTERVAL:
      return set_uint (&self->interval, 1, NORMLAB_MAX_ITERATIONS, hyperparameter, text, error);
    case NORMLAB_HYPERPARAMETER_SEED:
      return set_uint (&self->seed, 0, G_MAXUINT32, hyperparameter, text, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* "?" for what no enumeration has: no hyperparameter reads it. */
static char *
get_word (const char *const *words, guint value)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (i == value)
      return g_strdup (words[i]);
  return g_strdup ("?");
}

static char *
get_hidden (const NormlabRecipe *self)
{
  GString *text = g_string_new (self->n_hidden == 0 ? "none" : NULL);

  for (guint i = 0; i < MIN (self->n_hidden, NORMLAB_MAX_HIDDEN); i++)
    g_string_append_printf (text, "%s%u", i == 0 ? "" : "-", self->hidden[i]);
  return g_string_free (text, FALSE);
}

char *
normlab_recipe_get (const NormlabRecipe *self, NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (hyperparameter)
    {
    case NORMLAB_HYPERPARAMETER_HIDDEN:
      return get_hidden (self);
    case NORMLAB_HYPERPARAMETER_BATCH_NORM:
      return get_word (switch_words, self->batch_norm ? 1 : 0);
    case NORMLAB_HYPERPARAMETER_ACTIVATION:
      return get_word (activation_words, self->activation);
    case NORMLAB_HYPERPARAMETER_INIT:
      return self->init == NORMLAB_INIT_STD ? normlab_text_from_double (self->init_std)
                                            : get_word (init_words, self->init);
    case NORMLAB_HYPERPARAMETER_OPTIMIZER:
      return get_word (optimizer_words, self->optimizer);
    case NORMLAB_HYPERPARAMETER_LEARNING_RATE:
      return normlab_text_from_double (self->learning_rate);
    case NORMLAB_HYPERPARAMETER_BATCH_SIZE:
      return g_strdup_printf ("%u", self->batch_size);
    case NORMLAB_HYPERPARAMETER_WEIGHT_DECAY:
      return normlab_text_from_double (self->weight_decay);
    case NORMLAB_HYPERPARAMETER_DROPOUT:
      return normlab_text_from_double (self->dropout);
    case NORMLAB_HYPERPARAMETER_UPDATE:
      return get_word (update_words, self->update);
    case NORMLAB_HYPERPARAMETER_ITERATIONS:
      return g_strdup_printf ("%u", self->iterations);
    case NORMLAB_HYPERPARAMETER_INTERVAL:
      return g_strdup_printf ("%u", self->interval);
    case NORMLAB_HYPERPARAMETER_SEED:
      return g_strdup_printf ("%u", self->seed);
    default:
      g_return_val_if_reached (NULL);
    }
}
