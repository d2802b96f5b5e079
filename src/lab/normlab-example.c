/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-example.h"

#include <glib/gi18n-lib.h>

#include "normlab-lab-resources.h"
#include "normlab-map-source.h"
#include "normlab-plot.h"
#include "normlab-ready-made.h"
#include "normlab-text.h"

#define FOLDER "/io/github/normlab/Normlab/experiments/"

struct _NormlabExample
{
  const char *name;
  const char *hint;
  NormlabExperiment *experiment;
  guint interval;
  GPtrArray *histories; /* of GArray of float, one for each recipe */
  GArray *recipes;      /* of NormlabRecipe */
  NormlabPlot *plot;    /* gives them their looks */
  NormlabMapModel *map; /* nullable */
};

static const struct
{
  const char *name;
  const char *hint;
  gboolean is_map;
} table[] = {
  { "batch-norm-on-and-off",
    N_("Look at the sigmoids: without batch norm they hardly leave chance, with it they learn at "
        "once.") },
  { "notebook", N_("Look at the deep ones: of those with three hidden layers, only ReLU with He’s "
                    "initialization learns.") },
  { "bad-initialization",
    N_("Look at weights that begin too small: without batch norm nothing comes of them, with it "
        "they may win.") },
  { "depth-without-batch-norm",
    N_("Look at what each further layer costs: six layers of sigmoids learn nothing until batch "
        "norm comes in.") },
  { "learning-rate-to-the-edge",
    N_("Look for the edge: faster is better until nothing is learned at all; batch norm moves it "
        "out.") },
  { "where-networks-learn",
    N_("Look at the map: without batch norm a corner learns, with it nearly everything. 234 "
        "networks take their time."),
    TRUE },
};

static void
free_history (gpointer data)
{
  g_array_unref (data);
}

/* Accuracies with a space between them. */
static GArray *
parse_history (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  GArray *history = g_array_new (FALSE, FALSE, sizeof (float));

  for (guint i = 0; words[i] != NULL; i++)
    {
      float value = (float) g_ascii_strtod (words[i], NULL);

      g_array_append_val (history, value);
    }
  return history;
}

/* A comment or an empty line is none. */
static void
parse_line (NormlabExample *self, const char *line)
{
  if (*line == '\0' || *line == '#')
    return;
  if (self->interval == 0)
    self->interval = (guint) g_ascii_strtoull (line, NULL, 10);
  else
    g_ptr_array_add (self->histories, parse_history (line));
}

/* They are part of the program, and tested with it. */
static void
load_histories (NormlabExample *self)
{
  g_autofree char *path = g_strconcat (FOLDER, self->name, ".curves", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (normlab_lab_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (bytes == NULL)
    g_error ("%s: %s", path, error->message);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    parse_line (self, lines[i]);
  if (self->interval == 0 || self->histories->len != self->recipes->len)
    g_error ("%s: not one history for each network", path);
}

/* The chart's own way to give looks, with everything in one panel as in a small picture. */
static void
give_looks (NormlabExample *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabDataId) data = normlab_data_id_new ("builtin", NULL, NULL);
  NormlabPlotOptions options;

  for (guint i = 0; i < self->recipes->len; i++)
    g_ptr_array_add (runs,
                     normlab_run_new_from_history (&g_array_index (self->recipes, NormlabRecipe, i),
                                                   data, NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0));
  self->plot = normlab_plot_new ();
  options = *normlab_plot_get_options (self->plot);
  options.view = NORMLAB_ARRANGEMENT_OVERLAY;
  normlab_plot_set_options (self->plot, &options);
  normlab_plot_set_runs (self->plot, runs, NULL);
}

static NormlabRun *
create_run (const NormlabExample *self, guint i, NormlabDataId *data)
{
  const GArray *history = g_ptr_array_index (self->histories, i);
  g_autofree NormlabSample *samples = g_new0 (NormlabSample, MAX (history->len, 1));

  for (guint j = 0; j < history->len; j++)
    {
      samples[j].step = (j + 1) * self->interval;
      samples[j].test_accuracy = g_array_index (history, float, j);
    }
  return normlab_run_new_from_history (&g_array_index (self->recipes, NormlabRecipe, i), data,
                                       NORMLAB_RUN_STOPPED, history->len * self->interval, 0, 0,
                                       samples, history->len);
}

static NormlabMapModel *
create_map (const NormlabExample *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabDataId) data = normlab_data_id_new ("builtin", NULL, NULL);
  g_autoptr (NormlabMapSource) source = normlab_map_source_new ();

  for (guint i = 0; i < self->recipes->len; i++)
    g_ptr_array_add (runs, create_run (self, i, data));
  normlab_map_source_set_runs (source, runs);
  return normlab_map_source_create_model (source);
}

static NormlabExample *
load (guint i)
{
  NormlabExample *self = g_new0 (NormlabExample, 1);

  self->name = table[i].name;
  self->hint = table[i].hint;
  self->experiment = normlab_ready_made_new (self->name);
  self->recipes = normlab_experiment_get_recipes (self->experiment, NULL);
  self->histories = g_ptr_array_new_with_free_func (free_history);
  load_histories (self);
  give_looks (self);
  if (table[i].is_map)
    self->map = create_map (self);
  return self;
}

GPtrArray *
normlab_example_load_all (void)
{
  GPtrArray *examples = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_example_free);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_ptr_array_add (examples, load (i));
  return examples;
}

void
normlab_example_free (NormlabExample *self)
{
  if (self == NULL)
    return;
  normlab_experiment_free (self->experiment);
  g_array_unref (self->recipes);
  g_ptr_array_unref (self->histories);
  normlab_plot_free (self->plot);
  normlab_map_model_free (self->map);
  g_free (self);
}

const char *
normlab_example_get_name (const NormlabExample *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

NormlabExperiment *
normlab_example_get_experiment (const NormlabExample *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->experiment;
}

const char *
normlab_example_get_hint (const NormlabExample *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _(self->hint);
}

guint
normlab_example_get_interval (const NormlabExample *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->interval;
}

guint
normlab_example_get_n_curves (const NormlabExample *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->histories->len;
}

NormlabExampleCurve
normlab_example_get_curve (const NormlabExample *self, guint i)
{
  const GArray *history = g_ptr_array_index (self->histories, i);

  return (NormlabExampleCurve){ .color = normlab_plot_get_color (self->plot, i),
                                .dashed = normlab_plot_get_dashed (self->plot, i),
                                .n_accuracies = history->len,
                                .accuracies = (const float *) (gpointer) history->data };
}

const NormlabMapModel *
normlab_example_get_map (const NormlabExample *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->map;
}

gboolean
normlab_example_is_map (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name))
      return table[i].is_map;
  return FALSE;
}
