/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-columns-question.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-text.h"
#include "normlab-track-role.h"

/* Digits of the last values, but of whole numbers below this, which may be steps. */
#define N_DIGITS 5
#define MAX_WHOLE 1e12

struct _NormlabColumnRow
{
  GObject parent_instance;

  guint column;
  char *name;
  char *value;
  double last; /* NAN: none */
  gboolean is_whole;
  NormlabColumnUse use;
};

G_DEFINE_FINAL_TYPE (NormlabColumnRow, normlab_column_row, G_TYPE_OBJECT)

struct _NormlabColumnsQuestion
{
  GObject parent_instance;

  char *key;
  char *title;
  GListStore *rows;
  GArray *counters; /* of int: columns, or NORMLAB_X_ROWS */
  GPtrArray *words; /* of char*, one for each of these, ended by NULL */
  guint counter;
};

G_DEFINE_FINAL_TYPE (NormlabColumnsQuestion, normlab_columns_question, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_USE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint signal_changed;

/* A row */

static void
normlab_column_row_finalize (GObject *object)
{
  NormlabColumnRow *self = NORMLAB_COLUMN_ROW (object);

  g_free (self->name);
  g_free (self->value);

  G_OBJECT_CLASS (normlab_column_row_parent_class)->finalize (object);
}

static void
normlab_column_row_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_USE)
    g_value_set_uint (value, (guint) NORMLAB_COLUMN_ROW (object)->use);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
normlab_column_row_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  if (property == PROP_USE)
    normlab_column_row_set_use (NORMLAB_COLUMN_ROW (object),
                                (NormlabColumnUse) g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
normlab_column_row_class_init (NormlabColumnRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = normlab_column_row_finalize;
  object_class->get_property = normlab_column_row_get_property;
  object_class->set_property = normlab_column_row_set_property;
  properties[PROP_USE]
      = g_param_spec_uint ("use", NULL, NULL, 0, NORMLAB_N_USES - 1, NORMLAB_USE_OWN,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
normlab_column_row_init (NormlabColumnRow *self)
{
}

guint
normlab_column_row_get_column (NormlabColumnRow *self)
{
  return self->column;
}

const char *
normlab_column_row_get_name (NormlabColumnRow *self)
{
  return self->name;
}

const char *
normlab_column_row_get_value (NormlabColumnRow *self)
{
  return self->value;
}

NormlabColumnUse
normlab_column_row_get_use (NormlabColumnRow *self)
{
  return self->use;
}

void
normlab_column_row_set_use (NormlabColumnRow *self, NormlabColumnUse use)
{
  g_return_if_fail (NORMLAB_IS_COLUMN_ROW (self));
  g_return_if_fail (use >= 0 && use < NORMLAB_N_USES);

  if (self->use == use)
    return;
  self->use = use;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USE]);
}

/* The question */

static void
normlab_columns_question_finalize (GObject *object)
{
  NormlabColumnsQuestion *self = NORMLAB_COLUMNS_QUESTION (object);

  g_free (self->key);
  g_free (self->title);
  g_object_unref (self->rows);
  g_array_unref (self->counters);
  g_ptr_array_unref (self->words);

  G_OBJECT_CLASS (normlab_columns_question_parent_class)->finalize (object);
}

static void
normlab_columns_question_class_init (NormlabColumnsQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = normlab_columns_question_finalize;
  signal_changed = g_signal_new ("changed", NORMLAB_TYPE_COLUMNS_QUESTION, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_columns_question_init (NormlabColumnsQuestion *self)
{
  self->rows = g_list_store_new (NORMLAB_TYPE_COLUMN_ROW);
  self->counters = g_array_new (FALSE, FALSE, sizeof (int));
  self->words = g_ptr_array_new_with_free_func (g_free);
}

static NormlabColumnRow *
get_row (NormlabColumnsQuestion *self, guint i)
{
  g_autoptr (NormlabColumnRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

  return row; /* the list holds it */
}

static guint
get_n_rows (NormlabColumnsQuestion *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

/* No two are the same but those that are drawn under their names, or not at all. */
static void
on_use (NormlabColumnsQuestion *self, GParamSpec *pspec, NormlabColumnRow *changed)
{
  for (guint i = 0; i < get_n_rows (self) && changed->use < NORMLAB_USE_OWN; i++)
    {
      NormlabColumnRow *row = get_row (self, i);

      if (row != changed && row->use == changed->use)
        normlab_column_row_set_use (row, NORMLAB_USE_OWN);
    }
  g_signal_emit (self, signal_changed, 0);
}

static char *
describe_last (const NormlabColumn *column)
{
  if (isnan (column->last))
    return g_strdup ("–");
  return column->is_whole && column->last < MAX_WHOLE
             ? normlab_text_from_double (column->last)
             : normlab_text_from_double_rounded (column->last, N_DIGITS);
}

static void
add_row (NormlabColumnsQuestion *self, const NormlabColumn *column, guint i, NormlabColumnUse use)
{
  g_autoptr (NormlabColumnRow) row = g_object_new (NORMLAB_TYPE_COLUMN_ROW, NULL);

  row->column = i;
  row->name = g_strdup (column->name);
  row->last = column->last;
  row->is_whole = column->is_whole;
  row->value = describe_last (column);
  row->use = use;
  g_signal_connect_object (row, "notify::use", G_CALLBACK (on_use), self, G_CONNECT_SWAPPED);
  g_list_store_append (self->rows, row);
}

static void
add_counter (NormlabColumnsQuestion *self, int x, const char *word, int current)
{
  if (x == current)
    self->counter = self->counters->len;
  g_array_append_val (self->counters, x);
  g_ptr_array_add (self->words, g_strdup (word));
}

static void
add_columns_that (NormlabColumnsQuestion *self, const NormlabColumns *columns, gboolean rise)
{
  for (guint i = 0; i < normlab_columns_get_n (columns); i++)
    {
      const NormlabColumn *column = normlab_columns_get (columns, i);

      if (!isnan (column->last) && column->rises == rise)
        add_counter (self, (int) i, column->name, normlab_columns_get_x (columns));
    }
}

NormlabColumnsQuestion *
normlab_columns_question_new (NormlabTrack *track)
{
  NormlabColumnsQuestion *self;
  const NormlabColumns *columns;
  g_autofree NormlabColumnUse *uses = NULL;

  g_return_val_if_fail (NORMLAB_IS_TRACK (track), NULL);
  columns = normlab_track_get_columns (track);
  g_return_val_if_fail (columns != NULL, NULL);

  self = g_object_new (NORMLAB_TYPE_COLUMNS_QUESTION, NULL);
  self->key = g_strdup (normlab_columns_get_key (columns));
  self->title = g_strdup (normlab_track_get_title (track));
  add_columns_that (self, columns, TRUE);
  /* Translators: what counts the steps of a table: its rows */
  add_counter (self, NORMLAB_X_ROWS, _("Rows"), normlab_columns_get_x (columns));
  add_columns_that (self, columns, FALSE);
  g_ptr_array_add (self->words, NULL);
  uses = g_new (NormlabColumnUse, normlab_columns_get_n (columns) + 1);
  normlab_track_list_uses (track, uses);
  for (guint i = 0; i < normlab_columns_get_n (columns); i++)
    {
      const NormlabColumn *column = normlab_columns_get (columns, i);

      if (!isnan (column->last) || !column->has_text)
        add_row (self, column, i, uses[i]);
    }
  return self;
}

const char *
normlab_columns_question_get_key (NormlabColumnsQuestion *self)
{
  g_return_val_if_fail (NORMLAB_IS_COLUMNS_QUESTION (self), NULL);

  return self->key;
}

const char *
normlab_columns_question_get_title (NormlabColumnsQuestion *self)
{
  g_return_val_if_fail (NORMLAB_IS_COLUMNS_QUESTION (self), NULL);

  return self->title;
}

const char *const *
normlab_columns_question_get_counters (NormlabColumnsQuestion *self)
{
  g_return_val_if_fail (NORMLAB_IS_COLUMNS_QUESTION (self), NULL);

  return (const char *const *) self->words->pdata;
}

guint
normlab_columns_question_get_counter (NormlabColumnsQuestion *self)
{
  g_return_val_if_fail (NORMLAB_IS_COLUMNS_QUESTION (self), 0);

  return self->counter;
}

void
normlab_columns_question_set_counter (NormlabColumnsQuestion *self, guint counter)
{
  g_return_if_fail (NORMLAB_IS_COLUMNS_QUESTION (self) && counter < self->counters->len);

  if (self->counter == counter)
    return;
  self->counter = counter;
  g_signal_emit (self, signal_changed, 0);
}

int
normlab_columns_question_get_x (NormlabColumnsQuestion *self)
{
  g_return_val_if_fail (NORMLAB_IS_COLUMNS_QUESTION (self), NORMLAB_X_ROWS);

  return g_array_index (self->counters, int, self->counter);
}

GListModel *
normlab_columns_question_get_rows (NormlabColumnsQuestion *self)
{
  g_return_val_if_fail (NORMLAB_IS_COLUMNS_QUESTION (self), NULL);

  return G_LIST_MODEL (self->rows);
}

/* Whether it is one of those that are drawn as something. */
static gboolean
is_asked (NormlabColumnsQuestion *self, NormlabColumnRow *row)
{
  return (int) row->column != normlab_columns_question_get_x (self);
}

char *
normlab_columns_question_describe_problem (NormlabColumnsQuestion *self)
{
  g_return_val_if_fail (NORMLAB_IS_COLUMNS_QUESTION (self), NULL);

  for (guint i = 0; i < get_n_rows (self); i++)
    {
      NormlabColumnRow *row = get_row (self, i);

      if (!is_asked (self, row) && !row->is_whole)
        /* Translators: the name of a column */
        return g_strdup_printf (_("Steps are whole numbers: where “%s” is not, rows are counted."),
                                row->name);
      if (is_asked (self, row) && row->use < NORMLAB_USE_OWN && !isnan (row->last)
          && !normlab_series_role_accepts ((NormlabSeriesRole) row->use, row->last))
        /* Translators: the name of a column */
        return g_strdup_printf (_("An accuracy lies between 0 and 1: “%s” is drawn under its own "
                                   "name."),
                                row->name);
    }
  return NULL;
}

NormlabColumnChoice *
normlab_columns_question_create_choice (NormlabColumnsQuestion *self)
{
  NormlabColumnChoice *choice;

  g_return_val_if_fail (NORMLAB_IS_COLUMNS_QUESTION (self), NULL);

  choice = normlab_column_choice_new ();
  normlab_column_choice_set_x (choice, normlab_columns_question_get_x (self));
  for (guint i = 0; i < get_n_rows (self); i++)
    {
      NormlabColumnRow *row = get_row (self, i);

      if (is_asked (self, row))
        normlab_column_choice_set_use (choice, row->column, row->use);
    }
  return choice;
}

const char *const *
normlab_columns_question_get_uses (void)
{
  static const char *words[NORMLAB_N_USES + 1];

  /* Translators: what a column of another program's table is */
  words[NORMLAB_USE_TEST_ACCURACY] = _("Test accuracy");
  words[NORMLAB_USE_TRAIN_ACCURACY] = _("Training accuracy (batches)");
  words[NORMLAB_USE_LOSS] = _("Training loss (batches)");
  words[NORMLAB_USE_TEST_LOSS] = _("Test loss");
  words[NORMLAB_USE_TRAINING_SET_ACCURACY] = _("Accuracy on the training set");
  words[NORMLAB_USE_TRAINING_SET_LOSS] = _("Loss on the training set");
  /* Translators: a column of another program's table that is drawn under its own name */
  words[NORMLAB_USE_OWN] = _("A metric of its own");
  /* Translators: a column of another program's table */
  words[NORMLAB_USE_NONE] = _("Not drawn");
  return words;
}
