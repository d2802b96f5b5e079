/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-column-choice.h"

#include <string.h>

/* Of those before it each belongs to one column. */
#define N_ROLES ((guint) NORMLAB_USE_OWN)

struct _NormlabColumnChoice
{
  int x;
  gboolean guesses;
  GArray *uses; /* of gint8, by column; those behind it are metrics of their own */
};

static const char *const words[NORMLAB_N_USES] = {
  [NORMLAB_USE_TEST_ACCURACY] = "test-accuracy",
  [NORMLAB_USE_TRAIN_ACCURACY] = "train-accuracy",
  [NORMLAB_USE_LOSS] = "loss",
  [NORMLAB_USE_TEST_LOSS] = "test-loss",
  [NORMLAB_USE_TRAINING_SET_ACCURACY] = "training-set-accuracy",
  [NORMLAB_USE_TRAINING_SET_LOSS] = "training-set-loss",
  [NORMLAB_USE_OWN] = "own",
  [NORMLAB_USE_NONE] = "none",
};

const char *
normlab_column_use_to_string (NormlabColumnUse use)
{
  g_return_val_if_fail (use >= 0 && use < NORMLAB_N_USES, NULL);

  return words[use];
}

NormlabColumnChoice *
normlab_column_choice_new (void)
{
  NormlabColumnChoice *self = g_new0 (NormlabColumnChoice, 1);

  self->x = NORMLAB_X_GUESSED;
  self->guesses = TRUE;
  self->uses = g_array_new (FALSE, FALSE, sizeof (gint8));
  return self;
}

NormlabColumnChoice *
normlab_column_choice_copy (const NormlabColumnChoice *self)
{
  NormlabColumnChoice *copy = g_new0 (NormlabColumnChoice, 1);

  *copy = *self;
  copy->uses = g_array_copy (self->uses);
  return copy;
}

void
normlab_column_choice_free (NormlabColumnChoice *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->uses);
  g_free (self);
}

int
normlab_column_choice_get_x (const NormlabColumnChoice *self)
{
  return self->x;
}

void
normlab_column_choice_set_x (NormlabColumnChoice *self, int x)
{
  g_return_if_fail (x >= NORMLAB_X_GUESSED && x < NORMLAB_MAX_COLUMNS);

  self->x = x;
}

static gint8 *
get_place (const NormlabColumnChoice *self, guint column)
{
  return &g_array_index (self->uses, gint8, column);
}

NormlabColumnUse
normlab_column_choice_get_use (const NormlabColumnChoice *self, guint column)
{
  if (self->guesses)
    return NORMLAB_USE_GUESSED;
  return column < self->uses->len ? (NormlabColumnUse) *get_place (self, column) : NORMLAB_USE_OWN;
}

/* The next column from @begin on that is drawn as that; −1: there is none. */
static int
find_use (const NormlabColumnChoice *self, guint begin, NormlabColumnUse use)
{
  for (guint i = begin; i < self->uses->len; i++)
    if ((NormlabColumnUse) *get_place (self, i) == use)
      return (int) i;
  return -1;
}

void
normlab_column_choice_set_use (NormlabColumnChoice *self, guint column, NormlabColumnUse use)
{
  int other;

  g_return_if_fail (column < NORMLAB_MAX_COLUMNS);
  g_return_if_fail (use >= 0 && use < NORMLAB_N_USES);

  self->guesses = FALSE;
  other = (guint) use < N_ROLES ? find_use (self, 0, use) : -1;
  if (other >= 0)
    *get_place (self, (guint) other) = NORMLAB_USE_OWN;
  while (self->uses->len <= column)
    {
      const gint8 own = NORMLAB_USE_OWN;

      g_array_append_val (self->uses, own);
    }
  *get_place (self, column) = (gint8) use;
}

gboolean
normlab_column_choice_is_guess (const NormlabColumnChoice *self)
{
  return self->x == NORMLAB_X_GUESSED && self->guesses;
}

/* Those that are not drawn: "4-7,9". */
static void
append_hidden (GString *text, const NormlabColumnChoice *self)
{
  const char *before = ";none=";
  int begin;

  for (guint next = 0; (begin = find_use (self, next, NORMLAB_USE_NONE)) >= 0;)
    {
      next = (guint) begin + 1;
      while (next < self->uses->len && *get_place (self, next) == NORMLAB_USE_NONE)
        next++;
      g_string_append_printf (text, "%s%d", before, begin + 1);
      if (next > (guint) begin + 1)
        g_string_append_printf (text, "-%u", next);
      before = ",";
    }
}

char *
normlab_column_choice_to_string (const NormlabColumnChoice *self)
{
  g_autoptr (GString) text = g_string_new ("x=");

  if (self->x >= 0)
    g_string_append_printf (text, "%d", self->x + 1);
  else
    g_string_append (text, self->x == NORMLAB_X_ROWS ? "rows" : "guessed");
  for (guint use = 0; !self->guesses && use < N_ROLES; use++)
    {
      int column = find_use (self, 0, (NormlabColumnUse) use);

      if (column >= 0)
        g_string_append_printf (text, ";%s=%d", words[use], column + 1);
    }
  if (!self->guesses)
    append_hidden (text, self);
  g_string_append (text, self->guesses ? ";others=guessed" : ";others=own");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A number from 1, as one from 0; −1: it is none. */
static int
read_column (const char *text)
{
  guint64 number;

  return g_ascii_string_to_unsigned (text, 10, 1, NORMLAB_MAX_COLUMNS, &number, NULL)
             ? (int) number - 1
             : -1;
}

static gboolean
read_hidden (NormlabColumnChoice *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  int last = -1;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *minus = strchr (parts[i], '-');
      int begin, end;

      if (minus != NULL)
        *minus = '\0';
      begin = read_column (parts[i]);
      end = minus != NULL ? read_column (minus + 1) : begin;
      if (begin <= last || end < begin)
        return FALSE;
      for (last = begin; last <= end; last++)
        normlab_column_choice_set_use (self, (guint) last, NORMLAB_USE_NONE);
      last = end;
    }
  return TRUE;
}

static gboolean
read_x (NormlabColumnChoice *self, const char *text)
{
  if (strcmp (text, "guessed") == 0)
    return TRUE;
  self->x = strcmp (text, "rows") == 0 ? NORMLAB_X_ROWS : read_column (text);
  return self->x >= 0 || strcmp (text, "rows") == 0;
}

static gboolean
read_part (NormlabColumnChoice *self, const char *name, const char *text)
{
  if (strcmp (name, "x") == 0)
    return read_x (self, text);
  if (strcmp (name, words[NORMLAB_USE_NONE]) == 0)
    return read_hidden (self, text);
  if (strcmp (name, "others") == 0)
    {
      self->guesses = strcmp (text, "guessed") == 0;
      return TRUE;
    }
  for (guint use = 0; use < N_ROLES; use++)
    if (strcmp (name, words[use]) == 0)
      {
        if (read_column (text) < 0)
          return FALSE;
        normlab_column_choice_set_use (self, (guint) read_column (text), (NormlabColumnUse) use);
        return TRUE;
      }
  return FALSE;
}

/* Order, doubles, blanks and zeros before numbers are seen to by writing it once more. */
NormlabColumnChoice *
normlab_column_choice_from_string (const char *text)
{
  g_autoptr (NormlabColumnChoice) self = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *again = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > NORMLAB_COLUMN_CHOICE_MAX)
    return NULL;
  self = normlab_column_choice_new ();
  parts = g_strsplit (text, ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      if (equals == NULL)
        return NULL;
      *equals = '\0';
      if (!read_part (self, parts[i], equals + 1))
        return NULL;
    }
  again = normlab_column_choice_to_string (self);
  return strcmp (again, text) == 0 ? g_steal_pointer (&self) : NULL;
}
