/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-track-role.h"

#include <math.h>
#include <string.h>

/* Words in the names of metrics, in lower case and parted by what is no letter: those of what is
 * held out, of what is trained on, and of what is measured. */
static const char *const held_out[]
    = { "val", "valid", "validation", "test", "eval", "dev", "tel", NULL };
static const char *const trained[] = { "train", "training", "trl", NULL };
static const char *const accuracies[] = { "acc", "accuracy", NULL };
static const char *const losses[] = { "loss", "tel", "trl", NULL };
/* What may stand beside them. */
static const char *const others[] = { "epoch", "step", "total", "mean", "avg", "top1", NULL };

typedef struct
{
  gboolean held_out, trained, accuracy, loss;
  gboolean plain; /* nothing else is said */
} Words;

static Words
read_words (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_auto (GStrv) words = NULL;
  Words self = { .plain = TRUE };

  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789", ' ');
  words = g_strsplit (lower, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *const word = words[i];
      gboolean known = *word == '\0' || g_strv_contains (others, word);

      if (g_strv_contains (held_out, word))
        known = self.held_out = TRUE;
      if (g_strv_contains (trained, word))
        known = self.trained = TRUE;
      if (g_strv_contains (accuracies, word))
        known = self.accuracy = TRUE;
      if (g_strv_contains (losses, word))
        known = self.loss = TRUE;
      self.plain = self.plain && known;
    }
  return self;
}

static gboolean
is_held_out_accuracy (const char *name)
{
  Words words = read_words (name);

  return words.plain && words.held_out && words.accuracy;
}

/* Among those that nobody has chosen anything for. */
static gboolean
has_held_out_accuracy (NormlabTrack *track)
{
  for (guint i = 0; i < normlab_track_get_n_series (track); i++)
    if (normlab_track_get_use (track, i) == NORMLAB_USE_GUESSED
        && is_held_out_accuracy (normlab_series_get_name (normlab_track_get_series (track, i))))
      return TRUE;
  return FALSE;
}

/* Likewise, whether or not there are numbers in it. */
static gboolean
has_held_out_column (const NormlabColumns *columns)
{
  for (guint i = 0; i < normlab_columns_get_n (columns); i++)
    {
      const NormlabColumn *column = normlab_columns_get (columns, i);

      if (column->is_drawn && column->use == NORMLAB_USE_GUESSED && !isnan (column->last)
          && is_held_out_accuracy (column->name))
        return TRUE;
    }
  return FALSE;
}

/* Our own names, which say more than words do. */
static const struct
{
  const char *name;
  NormlabSeriesRole role;
} own[] = {
  { "test_accuracy", NORMLAB_SERIES_TEST_ACCURACY },
  { "train_accuracy", NORMLAB_SERIES_TRAIN_ACCURACY },
  { "training_set_accuracy", NORMLAB_SERIES_TRAINING_SET_ACCURACY },
  { "training_set_loss", NORMLAB_SERIES_TRAINING_SET_LOSS },
  { "test_loss", NORMLAB_SERIES_TEST_LOSS },
  { "loss", NORMLAB_SERIES_LOSS },
};

static NormlabSeriesRole
guess (const char *name, gboolean has_held_out)
{
  Words words = read_words (name);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (strcmp (own[i].name, name) == 0)
      return own[i].role;
  if (!words.plain || words.accuracy == words.loss || (words.held_out && words.trained))
    return NORMLAB_SERIES_OTHER;
  if (words.loss)
    return words.held_out ? NORMLAB_SERIES_TEST_LOSS : NORMLAB_SERIES_LOSS;
  return words.trained || (!words.held_out && has_held_out) ? NORMLAB_SERIES_TRAIN_ACCURACY
                                                            : NORMLAB_SERIES_TEST_ACCURACY;
}

static gboolean
accepts_all (NormlabSeriesRole role, const NormlabSeries *series)
{
  guint n;
  const NormlabPoint *points = normlab_series_get_points (series, &n);

  for (guint i = 0; i < n; i++)
    if (!normlab_series_role_accepts (role, points[i].value))
      return FALSE;
  return TRUE;
}

/* Both have the same numbers for what is drawn. */
G_STATIC_ASSERT ((int) NORMLAB_USE_TEST_ACCURACY == (int) NORMLAB_SERIES_TEST_ACCURACY);
G_STATIC_ASSERT ((int) NORMLAB_USE_TRAIN_ACCURACY == (int) NORMLAB_SERIES_TRAIN_ACCURACY);
G_STATIC_ASSERT ((int) NORMLAB_USE_LOSS == (int) NORMLAB_SERIES_LOSS);
G_STATIC_ASSERT ((int) NORMLAB_USE_TEST_LOSS == (int) NORMLAB_SERIES_TEST_LOSS);
G_STATIC_ASSERT ((int) NORMLAB_USE_TRAINING_SET_ACCURACY
                 == (int) NORMLAB_SERIES_TRAINING_SET_ACCURACY);
G_STATIC_ASSERT ((int) NORMLAB_USE_TRAINING_SET_LOSS == (int) NORMLAB_SERIES_TRAINING_SET_LOSS);
G_STATIC_ASSERT ((int) NORMLAB_USE_OWN == (int) NORMLAB_SERIES_OTHER);

/* What it is, if no other is. */
static NormlabSeriesRole
get_role (NormlabTrack *track, guint i, gboolean has_held_out)
{
  NormlabColumnUse use = normlab_track_get_use (track, i);

  if (use == NORMLAB_USE_GUESSED)
    return guess (normlab_series_get_name (normlab_track_get_series (track, i)), has_held_out);
  return use == NORMLAB_USE_NONE ? NORMLAB_SERIES_OTHER : (NormlabSeriesRole) use;
}

void
normlab_track_guess_roles (NormlabTrack *track, NormlabSeriesRole *roles)
{
  gboolean has_held_out = has_held_out_accuracy (track), taken[NORMLAB_SERIES_OTHER + 1] = { 0 };
  guint n = normlab_track_get_n_series (track);

  /* What has been chosen, and then what is guessed beside it. */
  for (guint k = 0; k < 2 * n; k++)
    {
      guint i = k % n;
      NormlabSeriesRole role = get_role (track, i, has_held_out);

      if ((normlab_track_get_use (track, i) == NORMLAB_USE_GUESSED) != (k >= n))
        continue;
      if (taken[role] || !accepts_all (role, normlab_track_get_series (track, i)))
        role = NORMLAB_SERIES_OTHER;
      taken[role] = role != NORMLAB_SERIES_OTHER;
      roles[i] = role;
    }
}

/* The numbers of its series, from 1, by their names. */
static GHashTable *
list_series (NormlabTrack *track)
{
  GHashTable *numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < normlab_track_get_n_series (track); i++)
    g_hash_table_insert (numbers,
                         (gpointer) normlab_series_get_name (normlab_track_get_series (track, i)),
                         GUINT_TO_POINTER (i + 1));
  return numbers;
}

void
normlab_track_list_uses (NormlabTrack *track, NormlabColumnUse *uses)
{
  const NormlabColumns *columns = normlab_track_get_columns (track);
  g_autofree NormlabSeriesRole *roles
      = g_new (NormlabSeriesRole, normlab_track_get_n_series (track) + 1);
  g_autoptr (GHashTable) numbers = list_series (track);
  gboolean has_held_out, taken[NORMLAB_N_USES] = { 0 };

  g_return_if_fail (columns != NULL);

  has_held_out = has_held_out_column (columns);
  normlab_track_guess_roles (track, roles);
  for (guint i = 0; i < normlab_track_get_n_series (track); i++)
    taken[roles[i]] = roles[i] != NORMLAB_SERIES_OTHER;
  for (guint i = 0; i < normlab_columns_get_n (columns); i++)
    {
      const NormlabColumn *column = normlab_columns_get (columns, i);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, column->name));

      if (!column->is_drawn)
        uses[i] = NORMLAB_USE_NONE;
      else if (number > 0)
        uses[i] = (NormlabColumnUse) roles[number - 1];
      else
        {
          uses[i] = column->use != NORMLAB_USE_GUESSED
                        ? column->use
                        : (NormlabColumnUse) guess (column->name, has_held_out);
          uses[i] = taken[uses[i]] ? NORMLAB_USE_OWN : uses[i];
          taken[uses[i]] = uses[i] < NORMLAB_USE_OWN;
        }
    }
}

/* Without what says whether it is of steps or of epochs. */
static char *
get_stem (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, "_/. -", -1);
  GString *stem = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], "step") != 0 && strcmp (words[i], "epoch") != 0)
      g_string_append_printf (stem, " %s", words[i]);
  return g_string_free (stem, FALSE);
}

gboolean
normlab_columns_are_plain (const NormlabColumns *columns)
{
  const char *claims[NORMLAB_N_SERIES_ROLES] = { NULL };
  gboolean has_held_out = has_held_out_column (columns);

  if (!normlab_columns_knows_x (columns))
    return FALSE;
  for (guint i = 0; i < normlab_columns_get_n (columns); i++)
    {
      const NormlabColumn *column = normlab_columns_get (columns, i);
      NormlabSeriesRole role = guess (column->name, has_held_out);
      g_autofree char *stem = NULL;
      g_autofree char *other = NULL;

      if (!column->is_drawn || isnan (column->last) || role == NORMLAB_SERIES_OTHER
          || !normlab_series_role_accepts (role, column->last))
        continue;
      stem = get_stem (column->name);
      other = claims[role] != NULL ? get_stem (claims[role]) : NULL;
      if (other != NULL && strcmp (stem, other) != 0)
        return FALSE;
      claims[role] = column->name;
    }
  return TRUE;
}
