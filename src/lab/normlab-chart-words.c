/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-words.h"

struct _NormlabChartWords
{
  GObject parent_instance;

  char *title;
  char *note;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_NOTE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NormlabChartWords, normlab_chart_words, G_TYPE_OBJECT)

static void
set_words (NormlabChartWords *self, char **place, const char *words, guint property)
{
  words = words != NULL ? words : "";
  if (g_strcmp0 (*place, words) == 0)
    return;
  g_free (*place);
  *place = g_strdup (words);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
normlab_chart_words_set_title (NormlabChartWords *self, const char *title)
{
  g_return_if_fail (NORMLAB_IS_CHART_WORDS (self));

  set_words (self, &self->title, title, PROP_TITLE);
}

const char *
normlab_chart_words_get_title (NormlabChartWords *self)
{
  g_return_val_if_fail (NORMLAB_IS_CHART_WORDS (self), NULL);

  return self->title;
}

void
normlab_chart_words_set_note (NormlabChartWords *self, const char *note)
{
  g_return_if_fail (NORMLAB_IS_CHART_WORDS (self));

  set_words (self, &self->note, note, PROP_NOTE);
}

const char *
normlab_chart_words_get_note (NormlabChartWords *self)
{
  g_return_val_if_fail (NORMLAB_IS_CHART_WORDS (self), NULL);

  return self->note;
}

static void
normlab_chart_words_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NormlabChartWords *self = NORMLAB_CHART_WORDS (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
normlab_chart_words_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NormlabChartWords *self = NORMLAB_CHART_WORDS (object);

  switch (id)
    {
    case PROP_TITLE:
      normlab_chart_words_set_title (self, g_value_get_string (value));
      break;
    case PROP_NOTE:
      normlab_chart_words_set_note (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
normlab_chart_words_finalize (GObject *object)
{
  NormlabChartWords *self = NORMLAB_CHART_WORDS (object);

  g_free (self->title);
  g_free (self->note);

  G_OBJECT_CLASS (normlab_chart_words_parent_class)->finalize (object);
}

static void
normlab_chart_words_class_init (NormlabChartWordsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_chart_words_get_property;
  object_class->set_property = normlab_chart_words_set_property;
  object_class->finalize = normlab_chart_words_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
normlab_chart_words_init (NormlabChartWords *self)
{
  self->title = g_strdup ("");
  self->note = g_strdup ("");
}

NormlabChartWords *
normlab_chart_words_new (void)
{
  return g_object_new (NORMLAB_TYPE_CHART_WORDS, NULL);
}
