/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-layers-headings.h"
#include "normlab-layers-page-private.h"
#include "normlab-layers-source.h"
#include "normlab-layers-theory.h"
#include "normlab-layers-words.h"

/* What is known */

static void
get_probes (NormlabRunItem *item, GPtrArray *probes, gpointer user_data)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (user_data);
  const NormlabBeginning *beginning = normlab_layers_page_find_beginning (self, item);

  if (beginning != NULL && beginning->probe != NULL)
    g_ptr_array_add (probes, beginning->probe);
  else if (!normlab_layers_page_is_previewing (self))
    normlab_insights_list_probes (self->insights, item, probes);
}

/* Why there is nothing to be seen of a run; NULL for no particular reason. */
static const char *
get_note (NormlabRunItem *item, gpointer user_data)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (user_data);
  const NormlabBeginning *beginning = normlab_layers_page_find_beginning (self, item);

  if (beginning != NULL)
    return beginning->message;
  switch (normlab_insights_get_state (self->insights, item))
    {
    case NORMLAB_INSIGHT_NEAREST:
      return _("being looked into…");
    case NORMLAB_INSIGHT_NO_DATA:
      return _("its data set is not in use");
    case NORMLAB_INSIGHT_FAILED:
      return normlab_insights_get_message (self->insights, item);
    case NORMLAB_INSIGHT_EXACT: /* of step 0 */
      return normlab_outset_is_busy (self->outset) ? _("being looked into…")
                                                   : _("no step has been done here");
    case NORMLAB_INSIGHT_NONE:
    default:
      return NULL;
    }
}

void
normlab_layers_page_take_options (NormlabLayersPage *self, NormlabLayersModel *model)
{
  guint position;

  model->subject = normlab_layers_page_get_subject (self);
  model->apart = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->apart_button));
  model->logarithmic = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->logarithmic_button));
  model->highlighted
      = self->highlighted != NULL && g_ptr_array_find (self->items, self->highlighted, &position)
            ? (int) position
            : -1;
}

/* What theory says of those that are shown as they begin. */
static void
add_theory (NormlabLayersPage *self, NormlabLayersModel *model)
{
  for (guint i = 0; i < model->n_runs; i++)
    {
      const NormlabBeginning *beginning
          = normlab_layers_page_find_beginning (self, g_ptr_array_index (self->items, i));

      if (beginning != NULL && beginning->probe != NULL)
        normlab_layers_theory_add (model, i, beginning);
    }
}

NormlabLayersModel *
normlab_layers_page_create_model (NormlabLayersPage *self)
{
  NormlabLayersModel *model = normlab_layers_source_create (
      self->items, get_probes, get_note, self, normlab_layers_view_get_model (self->view));

  normlab_layers_headings_add (model, self->items);
  add_theory (self, model);
  normlab_layers_page_add_weights (self, model);
  normlab_layers_page_add_smoothness (self, model);
  if (normlab_layers_page_is_previewing (self))
    model->message = g_strdup (self->problem);
  normlab_layers_page_take_options (self, model);
  return model;
}

/* The picture */

static void
summarize (NormlabLayersPage *self)
{
  NormlabLayersModel *model = normlab_layers_view_get_model (self->view);
  g_autofree char *summary = model != NULL ? normlab_layers_words_summarize (model) : NULL;

  if (g_strcmp0 (summary, self->summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_steal_pointer (&summary);
  normlab_layers_view_set_summary (self->view, self->summary);
  g_object_notify (G_OBJECT (self), "summary");
}

void
normlab_layers_page_present (NormlabLayersPage *self)
{
  normlab_layers_page_look_at_weights (self);
  normlab_layers_page_look_at_smoothness (self);
  normlab_layers_view_set_model (self->view, normlab_layers_page_create_model (self));
  summarize (self);
}

void
normlab_layers_page_expire (NormlabLayersPage *self)
{
  normlab_page_frame_ask (&self->frame);
}
