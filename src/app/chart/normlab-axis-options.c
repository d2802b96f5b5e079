/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-axis-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-abscissa.h"
#include "normlab-field.h"
#include "normlab-plot-range.h"

#define N_ENDS (NORMLAB_PLOT_RANGE_TO + 1)

/* @word: of what it measures, as the ranges have it (owned); NULL until that is known
 * @shown: the range that its fields were given last, as text */
typedef struct
{
  char *word;
  char *shown;
  GtkLabel *label;
  GtkWidget *ends[N_ENDS];
} Axis;

struct _NormlabAxisOptions
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *grid;
  GtkWidget *y_logarithmic;
  GtkLabel *problem;
  Axis x, y;

  GSettings *settings;
  NormlabMetric metric; /* that y is of */
  gboolean setting;     /* it is not a person who types */
};

G_DEFINE_FINAL_TYPE (NormlabAxisOptions, normlab_axis_options, GTK_TYPE_WIDGET)

static void
say_problem (NormlabAxisOptions *self)
{
  const char *problem = normlab_field_find_problem (self->grid);

  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

/* What an axis has in the settings. */
static void
get_range (NormlabAxisOptions *self, const Axis *axis, NormlabPlotRange *range)
{
  g_autofree char *ranges = g_settings_get_string (self->settings, "ranges");

  normlab_plot_ranges_get (ranges, axis->word, range);
}

/* Says what is wrong with what stands there; FALSE where anything is. */
static gboolean
check (NormlabAxisOptions *self, Axis *axis, NormlabPlotRange *range)
{
  gboolean free = axis == &self->y && normlab_metric_get_info (self->metric)->free
                  && !g_settings_get_boolean (self->settings, "logarithmic");
  NormlabPlotRangeEnd wrong;
  g_autofree char *problem = normlab_plot_range_read (
      range, free, gtk_editable_get_text (GTK_EDITABLE (axis->ends[NORMLAB_PLOT_RANGE_FROM])),
      gtk_editable_get_text (GTK_EDITABLE (axis->ends[NORMLAB_PLOT_RANGE_TO])), &wrong);

  for (guint end = 0; end < N_ENDS; end++)
    normlab_field_set_problem (axis->ends[end], NULL, end == wrong ? problem : NULL);
  say_problem (self);
  return problem == NULL;
}

static void
take (NormlabAxisOptions *self, Axis *axis)
{
  g_autofree char *before = g_settings_get_string (self->settings, "ranges");
  g_autofree char *after = NULL;
  NormlabPlotRange range;

  if (!check (self, axis, &range))
    return;
  after = normlab_plot_ranges_set (before, axis->word, &range);
  if (!g_str_equal (before, after))
    g_settings_set_string (self->settings, "ranges", after);
}

static void
on_activate (NormlabAxisOptions *self)
{
  if (self->settings == NULL)
    return;
  take (self, &self->x);
  take (self, &self->y);
}

/* What is mended is not red any more; it takes effect once somebody has done with it. */
static void
on_changed (NormlabAxisOptions *self)
{
  NormlabPlotRange range;

  if (self->setting || normlab_field_find_problem (self->grid) == NULL)
    return;
  check (self, &self->x, &range);
  check (self, &self->y, &range);
}

/* What somebody has typed stays, unless the axis is another one or has been given other ends. */
static void
show_axis (NormlabAxisOptions *self, Axis *axis, const char *word, const char *title)
{
  gboolean same = g_strcmp0 (axis->word, word) == 0;
  g_autofree char *before = axis->shown;
  NormlabPlotRange range;

  gtk_label_set_text (axis->label, title);
  g_free (axis->word);
  axis->word = g_strdup (word);
  get_range (self, axis, &range);
  axis->shown = normlab_plot_range_to_text (&range);
  if (same && g_strcmp0 (before, axis->shown) == 0)
    return;
  self->setting = TRUE;
  for (guint end = 0; end < N_ENDS; end++)
    {
      g_autofree char *text = normlab_plot_range_format_end (&range, (NormlabPlotRangeEnd) end);
      g_autofree char *label = g_strdup_printf (
          /* Translators: a field for where an axis begins or ends, of what it measures */
          end == NORMLAB_PLOT_RANGE_FROM ? _("%s from") : _("%s to"), title);

      if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (axis->ends[end])), text))
        gtk_editable_set_text (GTK_EDITABLE (axis->ends[end]), text);
      normlab_field_set_problem (axis->ends[end], NULL, NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (axis->ends[end]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
  self->setting = FALSE;
}

static void
show (NormlabAxisOptions *self)
{
  int abscissa = g_settings_get_enum (self->settings, "abscissa");
  const NormlabMetricInfo *metric = normlab_metric_get_info (self->metric);
  g_autofree char *word = normlab_plot_ranges_create_word (self->metric);
  gboolean notebook = g_settings_get_enum (self->settings, "look") == NORMLAB_CHART_LOOK_NOTEBOOK;

  show_axis (self, &self->x, normlab_abscissa_words[abscissa],
             _(normlab_abscissa_get_label ((NormlabAbscissa) abscissa)));
  show_axis (self, &self->y, word, normlab_metric_translate (metric, metric->title));
  say_problem (self);
  /* What ends at 1 has no use for it; the notebook's axes are what they are. */
  gtk_widget_set_visible (self->y_logarithmic, metric->end == 0);
  gtk_widget_set_sensitive (self->grid, !notebook);
}

static void
on_settings_changed (NormlabAxisOptions *self, const char *key)
{
  static const char *const keys[] = { "ranges", "abscissa", "look", NULL };
  NormlabPlotRange range;

  if (g_strv_contains (keys, key))
    show (self);
  /* What may stand there has become another. */
  if (strcmp (key, "logarithmic") == 0)
    check (self, &self->y, &range);
}

void
normlab_axis_options_bind_settings (NormlabAxisOptions *self, GSettings *settings)
{
  g_return_if_fail (NORMLAB_IS_AXIS_OPTIONS (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed", G_CALLBACK (on_settings_changed), self,
                           G_CONNECT_SWAPPED);
  show (self);
}

void
normlab_axis_options_set_metric (NormlabAxisOptions *self, NormlabMetric metric)
{
  g_return_if_fail (NORMLAB_IS_AXIS_OPTIONS (self));

  if (self->metric == metric)
    return;
  self->metric = metric;
  if (self->settings != NULL)
    show (self);
}

static void
normlab_axis_options_dispose (GObject *object)
{
  NormlabAxisOptions *self = NORMLAB_AXIS_OPTIONS (object);

  /* First, as a field may say that it is left while the grid goes. */
  g_clear_object (&self->settings);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->x.shown, g_free);
  g_clear_pointer (&self->y.shown, g_free);
  g_clear_pointer (&self->x.word, g_free);
  g_clear_pointer (&self->y.word, g_free);

  G_OBJECT_CLASS (normlab_axis_options_parent_class)->dispose (object);
}

static void
normlab_axis_options_class_init (NormlabAxisOptionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = normlab_axis_options_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-axis-options.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabAxisOptions, grid);
  gtk_widget_class_bind_template_child (widget_class, NormlabAxisOptions, y_logarithmic);
  gtk_widget_class_bind_template_child (widget_class, NormlabAxisOptions, problem);
  gtk_widget_class_bind_template_child_full (widget_class, "x_label", FALSE,
                                             G_STRUCT_OFFSET (NormlabAxisOptions, x.label));
  gtk_widget_class_bind_template_child_full (widget_class, "x_from", FALSE,
                                             G_STRUCT_OFFSET (NormlabAxisOptions, x.ends[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "x_to", FALSE,
                                             G_STRUCT_OFFSET (NormlabAxisOptions, x.ends[1]));
  gtk_widget_class_bind_template_child_full (widget_class, "y_label", FALSE,
                                             G_STRUCT_OFFSET (NormlabAxisOptions, y.label));
  gtk_widget_class_bind_template_child_full (widget_class, "y_from", FALSE,
                                             G_STRUCT_OFFSET (NormlabAxisOptions, y.ends[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "y_to", FALSE,
                                             G_STRUCT_OFFSET (NormlabAxisOptions, y.ends[1]));
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
normlab_axis_options_init (NormlabAxisOptions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint end = 0; end < N_ENDS; end++)
    {
      GtkWidget *const fields[] = { self->x.ends[end], self->y.ends[end] };

      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        {
          GtkEventController *focus = gtk_event_controller_focus_new ();

          g_signal_connect_object (focus, "leave", G_CALLBACK (on_activate), self,
                                   G_CONNECT_SWAPPED);
          gtk_widget_add_controller (fields[i], focus);
        }
    }
}
