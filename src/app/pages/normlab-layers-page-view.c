/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-page-private.h"

#include <string.h>

/* Words of a view, apart from one another by spaces: what is drawn, how, and which runs somebody
 * has chosen, by their places in the list: "weights", "strips apart runs=0,3". */
#define RUNS "runs="

static const char *const subjects[] = {
  [NORMLAB_LAYERS_SUBJECT_STRIPS] = "strips",
  [NORMLAB_LAYERS_SUBJECT_FLOW] = "flow",
  [NORMLAB_LAYERS_SUBJECT_WEIGHTS] = "weights",
  [NORMLAB_LAYERS_SUBJECT_SMOOTHNESS] = "smoothness",
};

static GtkWidget *
get_button (NormlabLayersPage *self, NormlabLayersSubject subject)
{
  switch (subject)
    {
    case NORMLAB_LAYERS_SUBJECT_FLOW:
      return self->flow_button;
    case NORMLAB_LAYERS_SUBJECT_WEIGHTS:
      return self->weights_button;
    case NORMLAB_LAYERS_SUBJECT_SMOOTHNESS:
      return self->smoothness_button;
    case NORMLAB_LAYERS_SUBJECT_STRIPS:
    default:
      return self->strips_button;
    }
}

NormlabLayersSubject
normlab_layers_page_get_subject (NormlabLayersPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_button (self, i))))
      return i;
  return NORMLAB_LAYERS_SUBJECT_STRIPS;
}

/* What is chosen by hand. */
static void
append_runs (NormlabLayersPage *self, GString *view)
{
  g_autoptr (GPtrArray) chosen = normlab_layers_chooser_get_chosen (self->chooser);
  guint n = g_list_model_get_n_items (self->runs), n_found = 0;

  for (guint i = 0; chosen != NULL && i < n; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->runs, i);

      if (g_ptr_array_find (chosen, item, NULL))
        g_string_append_printf (view, "%s%u", n_found++ == 0 ? " " RUNS : ",", i);
    }
}

char *
normlab_layers_page_get_view (NormlabPage *page)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);
  GString *view = g_string_new (subjects[normlab_layers_page_get_subject (self)]);

  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->apart_button)))
    g_string_append (view, " apart");
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->logarithmic_button)))
    g_string_append (view, " logarithmic");
  append_runs (self, view);
  return g_string_free (view, FALSE);
}

/* Those that there are, of @numbers. */
static GPtrArray *
find_runs (NormlabLayersPage *self, const char *numbers)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = g_strsplit (numbers, ",", 0);

  for (guint i = 0; words[i] != NULL && items->len < NORMLAB_LAYERS_MAX_RUNS; i++)
    {
      guint64 number;
      NormlabRunItem *item = NULL;

      if (g_ascii_string_to_unsigned (words[i], 10, 0, G_MAXUINT - 1, &number, NULL))
        item = g_list_model_get_item (self->runs, (guint) number);
      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

static void
take_word (NormlabLayersPage *self, const char *word, GPtrArray **items)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (g_str_equal (word, subjects[i]))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_button (self, i)), TRUE);
  if (g_str_has_prefix (word, RUNS))
    {
      g_clear_pointer (items, g_ptr_array_unref);
      *items = find_runs (self, word + strlen (RUNS));
    }
}

void
normlab_layers_page_set_view (NormlabPage *page, const char *view)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);
  g_auto (GStrv) words = g_strsplit (view != NULL ? view : "", " ", 0);
  const char *const *known = (const char *const *) words;
  g_autoptr (GPtrArray) items = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    take_word (self, words[i], &items);
  if (view != NULL)
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (g_strv_contains (known, "apart")
                                                           ? self->apart_button
                                                           : self->overlaid_button),
                                    TRUE);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->logarithmic_button),
                                   g_strv_contains (known, "logarithmic"));
    }
  normlab_layers_chooser_choose (self->chooser, items != NULL && items->len > 0 ? items : NULL);
}
