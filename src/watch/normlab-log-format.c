/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-log-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-magic.h"

static NormlabLogCertainty
recognizes_wandb (const NormlabLogHead *head)
{
  return head->n >= 6 && memcmp (head->bytes, ":W&B\xe1\xbe", 6) == 0 ? NORMLAB_LOG_YES
                                                                      : NORMLAB_LOG_NO;
}

static const NormlabLogFormat wandb = {
  .word = "wandb",
  .recognizes = recognizes_wandb,
  .refusal = N_("“%s” is a log of Weights & Biases’ own kind, which cannot be read; let the "
                 "training write CSV, JSON Lines or TensorBoard’s event files as well"),
};

/* A database of Aim's lies in a folder “.aim”. */
static NormlabLogCertainty
recognizes_aim (const NormlabLogHead *head)
{
  return strstr (head->path, "/.aim/") != NULL ? NORMLAB_LOG_YES : NORMLAB_LOG_NO;
}

static const NormlabLogFormat aim = {
  .word = "aim",
  .recognizes = recognizes_aim,
  .refusal = N_("“%s” belongs to Aim, whose database cannot be read; let the training write CSV, "
                 "JSON Lines or TensorBoard’s event files as well"),
};

/* Those that are surest first. */
static const NormlabLogFormat *const formats[] = {
  &wandb,
  &aim,
  &normlab_log_events,
  &normlab_log_json_columns,
  &normlab_log_json_lines,
  &normlab_log_json_rows,
  &normlab_log_mlflow,
  &normlab_log_text,
  &normlab_log_table,
};

const NormlabLogFormat *
normlab_log_format_find (const NormlabLogHead *head, gboolean named)
{
  const NormlabLogFormat *found = NULL;
  gboolean is_text = normlab_magic_find ((const guint8 *) head->bytes, head->n, NULL, NULL)
                     == NORMLAB_MAGIC_TEXT;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      /* Lines for people may have colours and bars in them. */
      gboolean binary = formats[i]->refusal != NULL || formats[i] == &normlab_log_events
                        || formats[i] == &normlab_log_text;
      NormlabLogCertainty certainty
          = binary || is_text ? formats[i]->recognizes (head) : NORMLAB_LOG_NO;

      if (certainty == NORMLAB_LOG_YES)
        return formats[i];
      if (certainty == NORMLAB_LOG_PERHAPS && named && found == NULL)
        found = formats[i];
    }
  return found;
}

const char *
normlab_log_head_skip_blanks (const NormlabLogHead *head)
{
  const char *p = head->bytes;
  const char *end = p + head->n;

  if (head->n >= 3 && memcmp (p, "\xef\xbb\xbf", 3) == 0)
    p += 3;
  while (p < end && g_ascii_isspace (*p))
    p++;
  return p;
}
