/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What networks take all images for: the matrix, and images of it. */

#include "config.h"

#include "normlab-digits-page-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-evaluation-source.h"
#include "normlab-survey-snapshot.h"

/* What the matrix wants, in ems, before there are more images beside one another than there must
 * be, and how many those are at most. */
#define MATRIX_WIDTH 31.0
#define MAX_COLUMNS 5

static const char *const list_names[] = {
  [NORMLAB_IMAGE_LIST_HARDEST] = "hardest",
  [NORMLAB_IMAGE_LIST_DIFFERENT] = "different",
  [NORMLAB_IMAGE_LIST_CELL] = "cell",
};

static GSimpleAction *
find_action (NormlabDigitsPage *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

/* Which images */

static void
expire_all (NormlabDigitsPage *self)
{
  self->all_stale = TRUE;
  normlab_digits_page_expire (self);
}

static void
show_list (NormlabDigitsPage *self, NormlabImageListKind kind, guint truth, guint answer)
{
  self->list = (NormlabImageList){ kind, truth, answer };
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->gallery_scroller), 0);
  expire_all (self);
}

static void
on_list (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabDigitsPage *self = user_data;
  const char *name = g_variant_get_string (parameter, NULL);

  if (g_str_equal (name, list_names[NORMLAB_IMAGE_LIST_DIFFERENT])
      && normlab_evaluation_get_run (self->evaluation, 1) != NULL)
    show_list (self, NORMLAB_IMAGE_LIST_DIFFERENT, 0, 0);
  else
    show_list (self, NORMLAB_IMAGE_LIST_HARDEST, 0, 0);
}

static void
on_cell_chosen (NormlabDigitsPage *self, int row, int column)
{
  if (row >= 0 && column >= 0)
    show_list (self, NORMLAB_IMAGE_LIST_CELL, (guint) row, (guint) column);
  else
    show_list (self, NORMLAB_IMAGE_LIST_HARDEST, 0, 0);
}

static char *
on_cell_described (NormlabDigitsPage *self, guint row, guint column)
{
  return normlab_evaluation_source_describe (self->evaluation, row, column);
}

/* It comes onto the paper, and into sight. */
static void
on_image_chosen (NormlabDigitsPage *self, guint i)
{
  const NormlabGalleryModel *model = normlab_gallery_view_get_model (self->gallery);
  const NormlabGalleryImage *image = g_ptr_array_index (model->images, i);
  const NormlabPredictions *first = normlab_evaluation_get_predictions (self->evaluation, 0);
  GdkRectangle place;

  normlab_gallery_view_get_place (self->gallery, i, &place);
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->gallery_scroller), place.y,
                             place.y + place.height);
  if (first != NULL)
    normlab_digits_show_of (self->digits, first->dataset, first->split, image->number);
}

/* What is shown */

/* The image that is on the paper; −1 where it is not among these. */
static int
find_shown (NormlabDigitsPage *self, const NormlabGalleryModel *model)
{
  const NormlabPredictions *first = normlab_evaluation_get_predictions (self->evaluation, 0);

  if (first == NULL || normlab_digits_get_split (self->digits) != first->split
      || normlab_digits_get_dataset (self->digits) != first->dataset)
    return -1;
  for (guint i = 0; i < model->images->len; i++)
    {
      const NormlabGalleryImage *image = g_ptr_array_index (model->images, i);

      if ((int) image->number == normlab_digits_get_number (self->digits))
        return (int) i;
    }
  return -1;
}

static NormlabConfusionModel *
create_matrix (NormlabDigitsPage *self)
{
  NormlabConfusionModel *model = normlab_evaluation_source_create_matrix (self->evaluation);

  if (self->list.kind == NORMLAB_IMAGE_LIST_CELL && self->list.truth < model->n_classes
      && self->list.answer < model->n_classes)
    {
      model->row = (int) self->list.truth;
      model->column = (int) self->list.answer;
    }
  return model;
}

static void
update_actions (NormlabDigitsPage *self)
{
  GSimpleAction *action = find_action (self, "list");

  g_simple_action_set_state (action, g_variant_new_string (list_names[self->list.kind]));
}

static void
update_gallery (NormlabDigitsPage *self)
{
  NormlabGalleryModel *model
      = normlab_evaluation_source_create_gallery (self->evaluation, &self->list);

  model->chosen = find_shown (self, model);
  gtk_label_set_text (self->gallery_label, model->title != NULL ? model->title : "");
  normlab_gallery_view_set_model (self->gallery, model);
}

/* How the networks are named and drawn, which other things than answers may change. */
static char *
describe_looks (NormlabDigitsPage *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < NORMLAB_EVALUATION_MAX_RUNS; i++)
    {
      NormlabRunItem *item = normlab_evaluation_get_run (self->evaluation, i);

      if (item != NULL)
        g_string_append_printf (text, "%s\n%u %d\n", normlab_run_item_get_name (item),
                                normlab_run_item_get_color (item),
                                normlab_run_item_get_dashed (item));
    }
  return g_string_free (text, FALSE);
}

/* The matrix has the room that it wants, and what is left is full of images. */
static void
update_columns (NormlabDigitsPage *self)
{
  NormlabChartStyle style;
  int width = gtk_widget_get_width (GTK_WIDGET (self->views));
  guint n = 1;

  normlab_digits_page_init_style (self, &style);
  width -= (int) (MATRIX_WIDTH * style.font_size);
  while (n < MAX_COLUMNS && normlab_gallery_view_get_width_of (self->gallery, n + 1) <= width)
    n++;
  normlab_gallery_view_set_n_columns (self->gallery, n);
}

void
normlab_digits_page_update_all (NormlabDigitsPage *self)
{
  g_autofree char *looks = describe_looks (self);

  update_columns (self);
  if (!self->all_stale && g_strcmp0 (looks, self->looks) == 0)
    return;
  self->all_stale = FALSE;
  g_free (self->looks);
  self->looks = g_steal_pointer (&looks);
  normlab_confusion_view_set_model (self->matrix, create_matrix (self));
  update_gallery (self);
  update_actions (self);
}

char *
normlab_digits_page_summarize_all (NormlabDigitsPage *self)
{
  return normlab_evaluation_source_summarize (self->evaluation,
                                              normlab_confusion_view_get_model (self->matrix));
}

NormlabPageSnapshot *
normlab_digits_page_snapshot_all (NormlabDigitsPage *self, const NormlabChartStyle *style)
{
  NormlabConfusionModel *matrix = create_matrix (self);
  NormlabGalleryModel *gallery
      = normlab_evaluation_source_create_gallery (self->evaluation, &self->list);
  g_autofree char *words = normlab_evaluation_source_summarize (self->evaluation, matrix);

  normlab_evaluation_source_add_words (matrix, self->evaluation);
  gallery->chosen = find_shown (self, gallery);
  /* Translators: the beginning of a file's name */
  return normlab_survey_snapshot_new (C_("file name", "confusion"), matrix, gallery, words, style,
                                      gtk_widget_get_width (GTK_WIDGET (self)));
}

void
normlab_digits_page_add_all (NormlabDigitsPage *self)
{
  static const GActionEntry entries[] = { { "list", on_list, "s", "'hardest'" } };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

void
normlab_digits_page_init_all (NormlabDigitsPage *self)
{
  g_signal_connect_object (self->matrix, "chosen", G_CALLBACK (on_cell_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->matrix, "describe", G_CALLBACK (on_cell_described), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->gallery, "chosen", G_CALLBACK (on_image_chosen), self,
                           G_CONNECT_SWAPPED);
  self->all_stale = TRUE;
}
