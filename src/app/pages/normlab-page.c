/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-page.h"

G_DEFINE_INTERFACE (NormlabPage, normlab_page, GTK_TYPE_WIDGET)

enum
{
  HOVERED,
  ASKED_WHY,
  VIEW_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
normlab_page_default_init (NormlabPageInterface *iface)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  g_object_interface_install_property (iface,
                                       g_param_spec_string ("title", NULL, NULL, NULL, flags));
  g_object_interface_install_property (iface,
                                       g_param_spec_string ("icon-name", NULL, NULL, NULL, flags));
  g_object_interface_install_property (
      iface, g_param_spec_boolean ("has-content", NULL, NULL, FALSE, flags));
  g_object_interface_install_property (iface,
                                       g_param_spec_string ("summary", NULL, NULL, NULL, flags));
  signals[HOVERED] = g_signal_new ("hovered", NORMLAB_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);
  signals[ASKED_WHY] = g_signal_new ("asked-why", NORMLAB_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", NORMLAB_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

void
normlab_page_override_properties (GObjectClass *object_class)
{
  g_object_class_override_property (object_class, NORMLAB_PAGE_PROP_TITLE, "title");
  g_object_class_override_property (object_class, NORMLAB_PAGE_PROP_ICON_NAME, "icon-name");
  g_object_class_override_property (object_class, NORMLAB_PAGE_PROP_HAS_CONTENT, "has-content");
  g_object_class_override_property (object_class, NORMLAB_PAGE_PROP_SUMMARY, "summary");
}

void
normlab_page_get_value (GObject *object,
                        guint id,
                        GValue *value,
                        GParamSpec *pspec,
                        const NormlabPageValues *values)
{
  switch (id)
    {
    case NORMLAB_PAGE_PROP_TITLE:
      g_value_set_string (value, values->title);
      break;
    case NORMLAB_PAGE_PROP_ICON_NAME:
      g_value_set_string (value, values->icon_name);
      break;
    case NORMLAB_PAGE_PROP_HAS_CONTENT:
      g_value_set_boolean (value, values->has_content);
      break;
    case NORMLAB_PAGE_PROP_SUMMARY:
      g_value_set_string (value, values->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

void
normlab_page_set_up (NormlabPage *self, NormlabLab *lab, GSettings *settings)
{
  g_return_if_fail (NORMLAB_IS_PAGE (self));
  g_return_if_fail (NORMLAB_IS_LAB (lab));

  NORMLAB_PAGE_GET_IFACE (self)->set_up (self, lab, settings);
}

gboolean
normlab_page_get_has_content (NormlabPage *self)
{
  gboolean has_content;

  g_return_val_if_fail (NORMLAB_IS_PAGE (self), FALSE);

  g_object_get (self, "has-content", &has_content, NULL);
  return has_content;
}

char *
normlab_page_get_summary (NormlabPage *self)
{
  char *summary;

  g_return_val_if_fail (NORMLAB_IS_PAGE (self), NULL);

  g_object_get (self, "summary", &summary, NULL);
  return summary;
}

NormlabPageSnapshot *
normlab_page_create_snapshot (NormlabPage *self, NormlabPagePurpose purpose)
{
  g_return_val_if_fail (NORMLAB_IS_PAGE (self), NULL);

  return normlab_page_get_has_content (self)
             ? NORMLAB_PAGE_GET_IFACE (self)->create_snapshot (self, purpose)
             : NULL;
}

void
normlab_page_set_plan (NormlabPage *self, NormlabPlan *plan)
{
  NormlabPageInterface *iface;

  g_return_if_fail (NORMLAB_IS_PAGE (self));
  g_return_if_fail (NORMLAB_IS_PLAN (plan));

  iface = NORMLAB_PAGE_GET_IFACE (self);
  if (iface->set_plan != NULL)
    iface->set_plan (self, plan);
}

gboolean
normlab_page_get_is_preview (NormlabPage *self)
{
  NormlabPageInterface *iface;

  g_return_val_if_fail (NORMLAB_IS_PAGE (self), FALSE);

  iface = NORMLAB_PAGE_GET_IFACE (self);
  return iface->get_is_preview != NULL && iface->get_is_preview (self);
}

void
normlab_page_set_highlighted (NormlabPage *self, NormlabRunItem *item)
{
  NormlabPageInterface *iface;

  g_return_if_fail (NORMLAB_IS_PAGE (self));

  iface = NORMLAB_PAGE_GET_IFACE (self);
  if (iface->set_highlighted != NULL)
    iface->set_highlighted (self, item);
}

void
normlab_page_set_scale (NormlabPage *self, double scale)
{
  NormlabPageInterface *iface;

  g_return_if_fail (NORMLAB_IS_PAGE (self));

  iface = NORMLAB_PAGE_GET_IFACE (self);
  if (iface->set_scale != NULL)
    iface->set_scale (self, scale);
}

void
normlab_page_set_projected (NormlabPage *self, gboolean projected)
{
  NormlabPageInterface *iface;

  g_return_if_fail (NORMLAB_IS_PAGE (self));

  iface = NORMLAB_PAGE_GET_IFACE (self);
  if (iface->set_projected != NULL)
    iface->set_projected (self, projected);
}

void
normlab_page_set_step (NormlabPage *self, guint step)
{
  NormlabPageInterface *iface;

  g_return_if_fail (NORMLAB_IS_PAGE (self));

  iface = NORMLAB_PAGE_GET_IFACE (self);
  if (iface->set_step != NULL)
    iface->set_step (self, step);
}

void
normlab_page_reset_zoom (NormlabPage *self)
{
  NormlabPageInterface *iface;

  g_return_if_fail (NORMLAB_IS_PAGE (self));

  iface = NORMLAB_PAGE_GET_IFACE (self);
  if (iface->reset_zoom != NULL)
    iface->reset_zoom (self);
}

char *
normlab_page_get_view (NormlabPage *self)
{
  NormlabPageInterface *iface;

  g_return_val_if_fail (NORMLAB_IS_PAGE (self), NULL);

  iface = NORMLAB_PAGE_GET_IFACE (self);
  return iface->get_view != NULL ? iface->get_view (self) : NULL;
}

void
normlab_page_set_view (NormlabPage *self, const char *view)
{
  NormlabPageInterface *iface;

  g_return_if_fail (NORMLAB_IS_PAGE (self));

  iface = NORMLAB_PAGE_GET_IFACE (self);
  if (iface->set_view != NULL)
    iface->set_view (self, view);
}

const NormlabPageKey *
normlab_page_get_keys (NormlabPage *self, guint *n_keys)
{
  NormlabPageInterface *iface;

  g_return_val_if_fail (NORMLAB_IS_PAGE (self), NULL);
  g_return_val_if_fail (n_keys != NULL, NULL);

  *n_keys = 0;
  iface = NORMLAB_PAGE_GET_IFACE (self);
  return iface->get_keys != NULL ? iface->get_keys (self, n_keys) : NULL;
}

void
normlab_page_emit_hovered (NormlabPage *self, NormlabRunItem *item)
{
  g_return_if_fail (NORMLAB_IS_PAGE (self));

  g_signal_emit (self, signals[HOVERED], 0, item);
}

void
normlab_page_emit_asked_why (NormlabPage *self, NormlabRunItem *item)
{
  g_return_if_fail (NORMLAB_IS_PAGE (self));

  g_signal_emit (self, signals[ASKED_WHY], 0, item);
}

void
normlab_page_emit_view_changed (NormlabPage *self)
{
  g_return_if_fail (NORMLAB_IS_PAGE (self));

  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}
