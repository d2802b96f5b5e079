/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-script.h"

#include "normlab-script-parts.h"
#include "normlab-script-private.h"

/* A string in Python. Bytes that are no UTF-8 become what Python makes of them in file names. */
static char *
quote (const char *path)
{
  g_autoptr (GString) text = g_string_new ("\"");

  while (*path != '\0')
    {
      const char *next = path + 1;

      if ((guint8) *path >= 0x80 && g_utf8_get_char_validated (path, -1) < 0x110000)
        next = g_utf8_next_char (path);
      if (next > path + 1)
        g_string_append_len (text, path, next - path);
      else if ((guint8) *path >= 0x80)
        g_string_append_printf (text, "\\udc%02x", (guint8) *path);
      else if (g_ascii_iscntrl (*path))
        g_string_append_printf (text, "\\x%02x", (guint8) *path);
      else
        g_string_append_printf (text, *path == '"' || *path == '\\' ? "\\%c" : "%c", *path);
      path = next;
    }
  g_string_append_c (text, '"');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The command that comes to the same curve. */
static void
add_head (NormlabScript *self)
{
  g_string_append (self->text,
                   "#!/usr/bin/env python3\n"
                   "\"\"\"Trains a network with NumPy and prints its curve, which is that of\n"
                   "\n"
                   "normlab-cli train");
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *value = normlab_recipe_get (self->recipe, d);

      if (normlab_recipe_equal_in (self->recipe, &NORMLAB_RECIPE_DEFAULT, d))
        continue;
      g_string_append_printf (self->text, " --%s %s", normlab_hyperparameter_get_key (d), value);
    }
  g_string_append (self->text,
                   "\n\n"
                   "Usage: python3 PROGRAM [FOLDER]; FOLDER holds the four IDX files of "
                   "the images.\n"
                   "\"\"\"\n\n"
                   "import gzip\n"
                   "import pathlib\n"
                   "import sys\n"
                   "\n"
                   "import numpy as np\n\n");
}

static void
add_numbers (NormlabScript *self, const char *folder)
{
  g_autofree char *quoted = folder != NULL ? quote (folder) : g_strdup ("None");
  const NormlabRecipe *recipe = self->recipe;
  const NormlabScriptPhase *phase = &self->phases[0];

  g_string_append_printf (self->text, "FOLDER = %s\nHIDDEN = [", quoted);
  for (guint i = 0; i < recipe->n_hidden; i++)
    g_string_append_printf (self->text, "%s%u", i > 0 ? ", " : "", recipe->hidden[i]);
  normlab_script_add (self, TRUE, 0, "]");
  normlab_script_add_number (self, TRUE, "LEARNING_RATE", phase->recipe.learning_rate);
  normlab_script_add_number (self, TRUE, "BATCH_SIZE", recipe->batch_size);
  normlab_script_add_number (self, self->decays_in_loss || self->decays_in_step, "WEIGHT_DECAY",
                             normlab_script_get_decay (self, phase));
  normlab_script_add_number (self, self->drops, "DROPOUT", phase->recipe.dropout);
  normlab_script_add_number (self, recipe->training_images != NORMLAB_ALL, "TRAINING_IMAGES",
                             recipe->training_images);
  normlab_script_add_number (self, recipe->label_noise > 0, "LABEL_NOISE", recipe->label_noise);
  normlab_script_add_number (self, TRUE, "ITERATIONS", recipe->iterations);
  normlab_script_add_number (self, TRUE, "INTERVAL", recipe->interval);
  normlab_script_add_number (self, TRUE, "SEED", recipe->seed);
}

/* What of the data set is trained on: it has as many classes as before. */
static void
add_training_set (NormlabScript *self)
{
  if (self->recipe->label_noise > 0)
    normlab_script_add_lines (self, 0, normlab_script_noise);
  if (self->recipe->training_images != NORMLAB_ALL)
    normlab_script_add_lines (self, 0, normlab_script_first_images);
}

static void
add_phase (NormlabScript *self, const NormlabRecipe *recipe, guint first, guint last)
{
  const NormlabScriptPhase *before = self->n_phases > 0 ? &self->phases[self->n_phases - 1] : NULL;
  gboolean apart = normlab_optimizer_get_info (recipe->optimizer)->decays;
  gboolean decays = recipe->weight_decay > 0;
  NormlabScriptPhase *phase = &self->phases[self->n_phases];

  if (first > last)
    return;
  *phase = (NormlabScriptPhase){ .recipe = *recipe,
                                 .first = first,
                                 .last = last,
                                 .decays_in_loss = decays && !apart,
                                 .decays_in_step = decays && apart };
  if (before != NULL)
    phase->origin = before->recipe.optimizer == recipe->optimizer ? before->origin : before->last;
  self->drops_always = (self->n_phases == 0 || self->drops_always) && recipe->dropout > 0;
  self->drops |= self->hidden && recipe->dropout > 0;
  self->decays_in_loss |= phase->decays_in_loss;
  self->decays_in_step |= phase->decays_in_step;
  self->n_phases++;
}

static void
add_phases (NormlabScript *self)
{
  const NormlabBranch *branch = &self->recipe->branch;

  for (guint i = 0; i <= branch->n; i++)
    {
      NormlabRecipe recipe = normlab_recipe_get_phase (self->recipe, i);

      add_phase (self, &recipe, i > 0 ? branch->changes[i - 1].step + 1 : 1,
                 i < branch->n ? branch->changes[i].step : recipe.iterations);
    }
  self->drops_always = self->drops_always && self->drops;
}

/* The lines that read the files, as they are and then in a way. */
static void
add_reading (NormlabScript *self, NormlabReading reading)
{
  GString *lines = g_string_new (normlab_script_reading);

  if ((reading & NORMLAB_READING_TURNED) != 0)
    g_string_replace (lines, normlab_script_shape, normlab_script_turned_shape, 0);
  normlab_script_add_lines (self, 0, lines->str);
  if ((reading & NORMLAB_READING_INVERTED) != 0)
    normlab_script_add_lines (self, 0, normlab_script_inverted);
  g_string_free (lines, TRUE);
}

char *
normlab_script_new (const NormlabRecipe *recipe, const char *folder, NormlabReading reading)
{
  NormlabScript self = { .recipe = recipe, .text = g_string_new (NULL) };

  g_return_val_if_fail (recipe != NULL, NULL);

  self.norm = normlab_normalization_get_info (recipe->normalization);
  self.hidden = recipe->n_hidden > 0;
  self.before = self.norm->learns && !self.norm->after;
  self.after = self.norm->after;
  add_phases (&self);

  add_head (&self);
  add_numbers (&self, folder);
  add_reading (&self, reading);
  add_training_set (&self);
  normlab_script_add_network (&self);
  normlab_script_add_training (&self);
  return g_string_free (self.text, FALSE);
}
