/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-value-entry.h"

#include "normlab-error.h"
#include "normlab-field.h"
#include "normlab-text.h"

struct _NormlabValueEntry
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *entry;
  GtkWidget *message;

  char *title; /* nullable: what is named where something is wrong with it */
  char *text;  /* what was taken or set last */
};

G_DEFINE_FINAL_TYPE (NormlabValueEntry, normlab_value_entry, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PLACEHOLDER,
  PROP_WIDTH_CHARS,
  N_PROPS
};

enum
{
  COMMIT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* NULL: there is nothing to complain about. */
static void
show_message (NormlabValueEntry *self, const char *message)
{
  gtk_label_set_label (GTK_LABEL (self->message), message != NULL ? message : "");
  gtk_widget_set_visible (self->message, message != NULL);
  normlab_field_set_problem (self->entry, self->title, message);
}

/* In place of what was typed. */
static void
show_own_text (NormlabValueEntry *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->text);
  normlab_field_forget_typing (GTK_EDITABLE (self->entry));
}

gboolean
normlab_value_entry_commit (NormlabValueEntry *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean taken = FALSE;

  g_return_val_if_fail (NORMLAB_IS_VALUE_ENTRY (self), FALSE);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  if (g_strcmp0 (text, self->text) == 0)
    {
      show_message (self, NULL);
      return TRUE;
    }

  g_signal_emit (self, signals[COMMIT], 0, text, &error, &taken);
  if (!taken)
    {
      /* The field's name stands beside it already. */
      if (error != NULL)
        show_message (self, normlab_error_get_reason (error));
      return FALSE;
    }
  /* Whoever took it may have made something else of it: "0.1" of "0.10". */
  show_own_text (self);
  show_message (self, NULL);
  return TRUE;
}

static void
on_activate (NormlabValueEntry *self)
{
  normlab_value_entry_commit (self);
}

static void
on_leave (NormlabValueEntry *self)
{
  normlab_value_entry_commit (self);
}

/* What was there before; the window takes the focus away. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  NormlabValueEntry *self = NORMLAB_VALUE_ENTRY (widget);

  show_own_text (self);
  show_message (self, NULL);
  return FALSE;
}

/* While somebody mends a text, the complaint about the old one is out of date. */
static void
on_changed (NormlabValueEntry *self)
{
  if (gtk_widget_get_visible (self->message))
    show_message (self, NULL);
}

void
normlab_value_entry_set_text (NormlabValueEntry *self, const char *text)
{
  g_return_if_fail (NORMLAB_IS_VALUE_ENTRY (self));
  g_return_if_fail (text != NULL);

  if (g_str_equal (self->text, text))
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  show_own_text (self);
  show_message (self, NULL);
}

void
normlab_value_entry_set_title (NormlabValueEntry *self, const char *title, const char *description)
{
  g_return_if_fail (NORMLAB_IS_VALUE_ENTRY (self));

  g_free (self->title);
  self->title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  description, -1);
}

static void
normlab_value_entry_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NormlabValueEntry *self = NORMLAB_VALUE_ENTRY (object);

  switch (property)
    {
    case PROP_PLACEHOLDER:
      g_value_set_string (value, gtk_entry_get_placeholder_text (GTK_ENTRY (self->entry)));
      break;
    case PROP_WIDTH_CHARS:
      g_value_set_int (value, gtk_editable_get_width_chars (GTK_EDITABLE (self->entry)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_value_entry_set_property (GObject *object,
                                  guint property,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  NormlabValueEntry *self = NORMLAB_VALUE_ENTRY (object);

  switch (property)
    {
    case PROP_PLACEHOLDER:
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), g_value_get_string (value));
      break;
    case PROP_WIDTH_CHARS:
      gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), g_value_get_int (value));
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_value_entry_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (normlab_value_entry_parent_class)->dispose (object);
}

static void
normlab_value_entry_finalize (GObject *object)
{
  NormlabValueEntry *self = NORMLAB_VALUE_ENTRY (object);

  g_free (self->title);
  g_free (self->text);

  G_OBJECT_CLASS (normlab_value_entry_parent_class)->finalize (object);
}

static void
normlab_value_entry_class_init (NormlabValueEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = normlab_value_entry_get_property;
  object_class->set_property = normlab_value_entry_set_property;
  object_class->dispose = normlab_value_entry_dispose;
  object_class->finalize = normlab_value_entry_finalize;

  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, flags);
  properties[PROP_WIDTH_CHARS]
      = g_param_spec_int ("width-chars", NULL, NULL, -1, G_MAXINT16, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[COMMIT] = g_signal_new ("commit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  g_signal_accumulator_first_wins, NULL, NULL, G_TYPE_BOOLEAN, 2,
                                  G_TYPE_STRING, G_TYPE_POINTER);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-value-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabValueEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, NormlabValueEntry, message);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
normlab_value_entry_init (NormlabValueEntry *self)
{
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), NORMLAB_TEXT_MAX_TITLE);
  normlab_field_forget_typing (GTK_EDITABLE (self->entry));
}
