/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-evaluation-source.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-chart-style.h"
#include "normlab-digits-source.h"
#include "normlab-figure.h"

static const char *const messages[] = {
  [NORMLAB_EVALUATION_NONE] = N_("No network is chosen"),
  [NORMLAB_EVALUATION_KNOWN] = N_("They were trained on different data"),
  [NORMLAB_EVALUATION_WAITING] = N_("All images are being looked at…"),
  [NORMLAB_EVALUATION_NO_DATA] = N_("Its data are not loaded"),
  [NORMLAB_EVALUATION_FAILED] = N_("It cannot be computed"),
};

static const NormlabPredictions *
get (NormlabEvaluation *evaluation, guint i)
{
  return normlab_evaluation_get_predictions (evaluation, i);
}

/* Who is compared, too. */
static gboolean
has_second (NormlabEvaluation *evaluation)
{
  return normlab_evaluation_get_run (evaluation, 1) != NULL;
}

/* Whether all is known that is asked for. */
static gboolean
is_known (NormlabEvaluation *evaluation)
{
  return has_second (evaluation)
             ? normlab_evaluation_is_comparison (evaluation)
             : normlab_evaluation_get_state (evaluation, 0) == NORMLAB_EVALUATION_KNOWN;
}

/* Why it is not. */
static const char *
find_message (NormlabEvaluation *evaluation)
{
  NormlabEvaluationState state = normlab_evaluation_get_state (evaluation, 0);

  if (state == NORMLAB_EVALUATION_KNOWN)
    state = normlab_evaluation_get_state (evaluation, 1);
  if (state == NORMLAB_EVALUATION_KNOWN
      && get (evaluation, 0)->dataset == get (evaluation, 1)->dataset)
    state = NORMLAB_EVALUATION_WAITING;
  return _(messages[state]);
}

/* Shares */

static double
divide (guint part, guint whole)
{
  return whole > 0 ? (double) part / whole : (double) NAN;
}

static guint
get_right (const NormlabPredictions *self, guint class)
{
  return self->counts[class * self->n_classes + class];
}

static double
get_recall (const NormlabPredictions *self, guint class)
{
  return divide (get_right (self, class), normlab_predictions_count_truth (self, class));
}

static double
get_precision (const NormlabPredictions *self, guint class)
{
  return divide (get_right (self, class), normlab_predictions_count_answer (self, class));
}

static double
get_accuracy (const NormlabPredictions *self)
{
  return divide (normlab_predictions_count_right (self), self->n_images);
}

/* The matrix */

static char *
tell_right (const NormlabPredictions *predictions)
{
  g_autofree char *share = normlab_figure_fixed (100 * get_accuracy (predictions), 1);

  return g_strdup_printf (
      /* Translators: the test set or the training set, then how many of how many images of it are
         classified rightly */
      _("%s: %u of %u right, %s %%"),
      predictions->split == NORMLAB_SPLIT_TEST ? _("Test set") : _("Training set"),
      normlab_predictions_count_right (predictions), predictions->n_images, share);
}

/* Whose it is, and how much of it is right if that is not said elsewhere. */
static void
set_head (NormlabConfusionModel *model, NormlabEvaluation *evaluation, guint i, gboolean right)
{
  const NormlabPredictions *predictions = get (evaluation, i);
  NormlabRunItem *item = normlab_evaluation_get_run (evaluation, i);
  NormlabConfusionHead *head = &model->heads[i];

  head->name = g_strdup (normlab_run_item_get_name (item));
  head->color = normlab_run_item_get_color (item);
  head->dashed = normlab_run_item_get_dashed (item);
  if (right)
    head->note = g_strdup_printf (
        /* Translators: how many steps a network has been trained, and how many images it classifies
           rightly */
        _("step %u: %u right"), predictions->step, normlab_predictions_count_right (predictions));
  else
    head->note = g_strdup_printf (_("step %u"), predictions->step);
}

static void
fill (NormlabConfusionModel *model, const NormlabPredictions *predictions, int sign)
{
  guint n = model->n_classes;

  for (guint row = 0; row < n; row++)
    for (guint column = 0; column < n; column++)
      normlab_confusion_model_set_count (model, row, column,
                                         normlab_confusion_model_get_count (model, row, column)
                                             + sign * (int) predictions->counts[row * n + column]);
  for (guint k = 0; k < n; k++)
    {
      model->totals[k] = normlab_predictions_count_truth (predictions, k);
      model->recalls[k] += sign * get_recall (predictions, k);
      model->precisions[k] += sign * get_precision (predictions, k);
    }
  model->accuracy += sign * get_accuracy (predictions);
}

static NormlabConfusionModel *
create_single (NormlabEvaluation *evaluation)
{
  const NormlabPredictions *predictions = get (evaluation, 0);
  NormlabConfusionModel *model = normlab_confusion_model_new (predictions->n_classes);

  model->class_names = normlab_dataset_list_class_names (predictions->dataset);
  fill (model, predictions, 1);
  set_head (model, evaluation, 0, FALSE);
  model->caption = tell_right (predictions);
  return model;
}

/* The colours of the networks' lines, if they can be told apart: steps of a ramp have greater
 * numbers than the palette. */
static void
take_colors (NormlabConfusionModel *model, NormlabEvaluation *evaluation)
{
  guint first = normlab_run_item_get_color (normlab_evaluation_get_run (evaluation, 0));
  guint second = normlab_run_item_get_color (normlab_evaluation_get_run (evaluation, 1));
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  if (first == second || MAX (first, second) >= style.n_palette)
    return;
  model->colors[0] = first;
  model->colors[1] = second;
}

static NormlabConfusionModel *
create_difference (NormlabEvaluation *evaluation)
{
  NormlabConfusionModel *model = normlab_confusion_model_new (get (evaluation, 0)->n_classes);

  model->is_difference = TRUE;
  model->class_names = normlab_dataset_list_class_names (get (evaluation, 0)->dataset);
  fill (model, get (evaluation, 1), -1);
  model->greatest = 0;
  fill (model, get (evaluation, 0), 1);
  for (guint i = 0; i < 2; i++)
    set_head (model, evaluation, i, TRUE);
  take_colors (model, evaluation);
  return model;
}

NormlabConfusionModel *
normlab_evaluation_source_create_matrix (NormlabEvaluation *evaluation)
{
  NormlabConfusionModel *model;

  g_return_val_if_fail (NORMLAB_IS_EVALUATION (evaluation), NULL);

  if (is_known (evaluation))
    return has_second (evaluation) ? create_difference (evaluation) : create_single (evaluation);
  model = normlab_confusion_model_new (0);
  model->message = g_strdup (find_message (evaluation));
  return model;
}

void
normlab_evaluation_source_add_words (NormlabConfusionModel *matrix, NormlabEvaluation *evaluation)
{
  const NormlabPredictions *predictions;
  gboolean test;

  g_return_if_fail (matrix != NULL);
  g_return_if_fail (NORMLAB_IS_EVALUATION (evaluation));

  predictions = get (evaluation, 0);
  test = predictions == NULL || predictions->split == NORMLAB_SPLIT_TEST;
  g_free (matrix->title);
  if (matrix->is_difference)
    matrix->title = g_strdup (test ? _("Difference of the confusion matrices, test set")
                                   : _("Difference of the confusion matrices, training set"));
  else
    matrix->title
        = g_strdup (test ? _("Confusion matrix, test set") : _("Confusion matrix, training set"));
}

/* Images */

/* What an image is to a network that is not trained on it as what it is; NULL where it is. */
static char *
describe_training (NormlabEvaluation *evaluation, guint i, guint number)
{
  const NormlabPredictions *predictions = get (evaluation, i);
  NormlabRun *run = normlab_run_item_get_run (normlab_evaluation_get_run (evaluation, i));
  const NormlabRecipe *recipe = normlab_run_get_recipe (run);
  g_autoptr (GBytes) labels = NULL;
  guint label;

  if (predictions->split != NORMLAB_SPLIT_TRAINING)
    return NULL;
  if (number >= recipe->training_images)
    /* Translators: of an image: a network is trained on others */
    return g_strdup (_("not trained on"));
  labels = normlab_dataset_get_labels_with_noise (predictions->dataset, recipe->label_noise);
  label = ((const guint8 *) g_bytes_get_data (labels, NULL))[number];
  if (label == normlab_predictions_get_labels (predictions)[number])
    return NULL;
  /* Translators: of an image: the wrong class that a network is told it has */
  return g_strdup_printf (_("trained as %s"),
                          normlab_dataset_get_class_name (predictions->dataset, label));
}

static char *
describe_answer (NormlabEvaluation *evaluation, guint i, guint number)
{
  const NormlabPredictions *predictions = get (evaluation, i);
  guint answer = predictions->answers[number];
  const char *verdict
      = answer == normlab_predictions_get_labels (predictions)[number] ? _("right") : _("wrong");
  g_autofree char *training = describe_training (evaluation, i, number);
  g_autofree char *both
      = training != NULL
            /* Translators: "right" or "wrong", and what else there is to say of an image */
            ? g_strdup_printf (C_("image", "%s, %s"), verdict, training)
            : g_strdup (verdict);

  return g_strdup_printf (
      /* Translators: the name of a network, the class that it answers, how probable it holds that,
         then "right" or "wrong" */
      _("%s: %s, %.0f %%, %s."),
      normlab_run_item_get_name (normlab_evaluation_get_run (evaluation, i)),
      normlab_dataset_get_class_name (predictions->dataset, answer),
      100 * (double) predictions->certainties[number], both);
}

static char *
describe_image (NormlabEvaluation *evaluation, guint number, guint n_networks)
{
  const NormlabPredictions *first = get (evaluation, 0);
  g_autofree char *name = normlab_digits_source_name_image (
      first->dataset, first->split, number, normlab_predictions_get_labels (first)[number]);
  GString *text = g_string_new (NULL);

  /* Translators: what the image is, as a sentence */
  g_string_append_printf (text, _("%s."), name);
  for (guint i = 0; i < n_networks; i++)
    {
      g_autofree char *answer = describe_answer (evaluation, i, number);

      g_string_append_printf (text, "\n%s", answer);
    }
  return g_string_free (text, FALSE);
}

static void
add_image (NormlabGalleryModel *model, NormlabEvaluation *evaluation, guint number)
{
  const NormlabPredictions *first = get (evaluation, 0);
  const guint8 *pixels = normlab_dataset_get_images (first->dataset, first->split)
                         + (gsize) number * normlab_dataset_get_n_pixels (first->dataset);
  NormlabGalleryImage *image = normlab_gallery_model_add (model, number, pixels);

  image->truth = normlab_predictions_get_labels (first)[number];
  for (guint i = 0; i < model->n_networks; i++)
    {
      image->answers[i] = get (evaluation, i)->answers[number];
      image->certainties[i] = (double) get (evaluation, i)->certainties[number];
    }
  image->description = describe_image (evaluation, number, model->n_networks);
}

static char *
name_list (const NormlabImageList *list,
           const NormlabDataset *dataset,
           gboolean compared,
           guint n,
           guint n_images)
{
  const char *truth = normlab_dataset_get_class_name (dataset, list->truth);
  const char *answer = normlab_dataset_get_class_name (dataset, list->answer);

  switch (list->kind)
    {
    case NORMLAB_IMAGE_LIST_CELL:
      if (compared)
        /* Translators: two classes, and a number of images: those of the first class that only one
           of two networks takes for the second */
        return g_strdup_printf (ngettext ("%s taken for %s by only one: %u image",
                                          "%s taken for %s by only one: %u images", n),
                                truth, answer, n);
      /* Translators: two classes, and a number of images: those of the first class that are taken
         for the second */
      return g_strdup_printf (
          ngettext ("%s taken for %s: %u image", "%s taken for %s: %u images", n), truth, answer,
          n);
    case NORMLAB_IMAGE_LIST_DIFFERENT:
      /* Translators: two numbers of images */
      return g_strdup_printf (_("%u of %u images are answered differently"), n, n_images);
    case NORMLAB_IMAGE_LIST_HARDEST:
    default:
      return g_strdup_printf (_("The hardest of %u images"), n_images);
    }
}

/* How many of them are shown is said where there are more. */
static void
set_title (NormlabGalleryModel *model,
           const NormlabImageList *list,
           const NormlabPredictions *predictions,
           guint n)
{
  model->name
      = name_list (list, predictions->dataset, model->n_networks > 1, n, predictions->n_images);
  if (model->images->len == n || list->kind == NORMLAB_IMAGE_LIST_HARDEST)
    model->title = g_strdup (model->name);
  else
    /* Translators: which images there are, and how many of them are shown */
    model->title
        = g_strdup_printf (_("%s, of which %u are shown"), model->name, model->images->len);
}

static void
set_networks (NormlabGalleryModel *model, NormlabEvaluation *evaluation)
{
  model->n_networks = has_second (evaluation) ? 2 : 1;
  for (guint i = 0; i < model->n_networks; i++)
    {
      NormlabRunItem *item = normlab_evaluation_get_run (evaluation, i);

      model->colors[i] = normlab_run_item_get_color (item);
      model->dashed[i] = normlab_run_item_get_dashed (item);
    }
}

NormlabGalleryModel *
normlab_evaluation_source_create_gallery (NormlabEvaluation *evaluation,
                                          const NormlabImageList *list)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  const NormlabPredictions *first;
  NormlabGalleryModel *model;
  gboolean compared;
  guint n;

  g_return_val_if_fail (NORMLAB_IS_EVALUATION (evaluation), NULL);
  g_return_val_if_fail (list != NULL, NULL);

  compared = has_second (evaluation);
  if (!is_known (evaluation) || (list->kind == NORMLAB_IMAGE_LIST_DIFFERENT && !compared))
    return normlab_gallery_model_new (1, 1);
  first = get (evaluation, 0);
  model = normlab_gallery_model_new (normlab_dataset_get_rows (first->dataset),
                                     normlab_dataset_get_columns (first->dataset));
  model->class_names = normlab_dataset_list_class_names (first->dataset);
  set_networks (model, evaluation);
  n = normlab_image_list_find (list, first, compared ? get (evaluation, 1) : NULL,
                               NORMLAB_EVALUATION_MAX_IMAGES, numbers);
  for (guint i = 0; i < numbers->len; i++)
    add_image (model, evaluation, g_array_index (numbers, guint, i));
  set_title (model, list, first, n);
  return model;
}
