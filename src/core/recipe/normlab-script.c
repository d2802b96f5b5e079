/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-script.h"

#include <string.h>

#include "normlab-change.h"
#include "normlab-init.h"
#include "normlab-script-parts.h"
#include "normlab-text.h"

/* Steps that are done with the same values. */
typedef struct
{
  NormlabRecipe recipe;
  guint first, last; /* steps, from 1 */
  guint origin;      /* the step after which its optimizer began */
  gboolean decays_in_loss, decays_in_step;
} Phase;

/* What the program is made for, and what of the recipe it needs to heed in any of its phases. */
typedef struct
{
  const NormlabRecipe *recipe;
  Phase phases[NORMLAB_MAX_CHANGES + 1];
  guint n_phases;
  const NormlabNormalizationInfo *norm;
  gboolean hidden, before, after; /* hidden layers; what is normalized in them */
  gboolean drops, drops_always;
  gboolean decays_in_loss, decays_in_step;
  GString *text;
} Script;

/* A line, at so many steps of indentation, where @wanted. */
static void
add (Script *self, gboolean wanted, guint depth, const char *line)
{
  if (!wanted)
    return;
  for (guint i = 0; i < depth && *line != '\0'; i++)
    g_string_append (self->text, "    ");
  g_string_append (self->text, line);
  g_string_append_c (self->text, '\n');
}

/* Several lines, each ended by a line feed. */
static void
add_lines (Script *self, guint depth, const char *lines)
{
  g_auto (GStrv) all = g_strsplit (lines, "\n", -1);

  for (guint i = 0; all[i] != NULL && all[i + 1] != NULL; i++)
    add (self, TRUE, depth, all[i]);
}

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
add_head (Script *self)
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
                   "import glob\n"
                   "import gzip\n"
                   "import os\n"
                   "import sys\n"
                   "\n"
                   "import numpy as np\n\n");
}

static void
add_number (Script *self, gboolean wanted, const char *name, double value)
{
  g_autofree char *number = normlab_text_from_double (value);
  g_autofree char *line = g_strdup_printf ("%s = %s", name, number);

  add (self, wanted, 0, line);
}

/* As it is in the gradient, where it is in any. */
static double
get_decay (const Script *self, const Phase *phase)
{
  return self->decays_in_loss && !phase->decays_in_loss ? 0 : phase->recipe.weight_decay;
}

static void
add_numbers (Script *self, const char *folder)
{
  g_autofree char *quoted = folder != NULL ? quote (folder) : g_strdup ("None");
  const NormlabRecipe *recipe = self->recipe;
  const Phase *phase = &self->phases[0];

  g_string_append_printf (self->text, "FOLDER = %s\nHIDDEN = [", quoted);
  for (guint i = 0; i < recipe->n_hidden; i++)
    g_string_append_printf (self->text, "%s%u", i > 0 ? ", " : "", recipe->hidden[i]);
  add (self, TRUE, 0, "]");
  add_number (self, TRUE, "LEARNING_RATE", phase->recipe.learning_rate);
  add_number (self, TRUE, "BATCH_SIZE", recipe->batch_size);
  add_number (self, self->decays_in_loss || self->decays_in_step, "WEIGHT_DECAY",
              get_decay (self, phase));
  add_number (self, self->drops, "DROPOUT", phase->recipe.dropout);
  add_number (self, recipe->training_images != NORMLAB_ALL, "TRAINING_IMAGES",
              recipe->training_images);
  add_number (self, recipe->label_noise > 0, "LABEL_NOISE", recipe->label_noise);
  add_number (self, TRUE, "ITERATIONS", recipe->iterations);
  add_number (self, TRUE, "INTERVAL", recipe->interval);
  add_number (self, TRUE, "SEED", recipe->seed);
}

/* What of the data set is trained on: it has as many classes as before. */
static void
add_training_set (Script *self)
{
  if (self->recipe->label_noise > 0)
    add_lines (self, 0, normlab_script_noise);
  if (self->recipe->training_images != NORMLAB_ALL)
    add_lines (self, 0, normlab_script_first_images);
}

static void
add_parameters (Script *self)
{
  const NormlabInitInfo *init = normlab_init_get_info (self->recipe->init);
  const char *numbers
      = init->uniform ? "(2 * np.random.rand(*shape) - 1)" : "np.random.randn(*shape)";
  g_autofree char *number = normlab_text_from_double (
      self->recipe->init == NORMLAB_INIT_STD ? self->recipe->init_std : init->numerator);
  g_autofree char *scale = self->recipe->init == NORMLAB_INIT_STD
                               ? g_strdup (number)
                               : g_strdup_printf ("np.sqrt(%s / %s)", number,
                                                  init->both_fans ? "sum(shape)" : "shape[0]");

  add_lines (self, 0,
             "\nnp.random.seed(SEED)\n"
             "p = {}  # the parameters: W1, b1 and so on\n");
  add (self, self->norm->running && self->hidden, 0,
       "running = {}  # mean and variance, for evaluation");
  add_lines (self, 0,
             "for i in range(1, last + 1):\n"
             "    shape = sizes[i - 1], sizes[i]\n");
  g_string_append_printf (self->text, "    p[f\"W{i}\"] = %s * %s\n", scale, numbers);
  add (self, TRUE, 1, "p[f\"b{i}\"] = np.zeros(sizes[i])");
  if (!self->norm->learns || !self->hidden)
    return;
  add_lines (self, 1,
             "if i < last:\n"
             "    p[f\"gamma{i}\"], p[f\"beta{i}\"] = np.ones(sizes[i]), np.zeros(sizes[i])\n");
  add (self, self->norm->running, 2, "running[i] = np.zeros(sizes[i]), np.zeros(sizes[i])");
}

static void
add_functions (Script *self)
{
  add_lines (self, 0, normlab_script_softmax);
  if (!self->hidden)
    return;
  add_lines (self, 0, normlab_script_get_activation (self->recipe->activation));
  if (self->norm->learns)
    add_lines (self, 0,
               self->norm->by_image ? normlab_script_layer_norm : normlab_script_batch_norm);
}

static void
add_normalization (Script *self, gboolean wanted, const char *name)
{
  g_autofree char *first = g_strdup_printf ("hat, inverse = normalize(i, %s, training)", name);
  g_autofree char *then = g_strdup_printf ("%s = p[f\"gamma{i}\"] * hat + p[f\"beta{i}\"]",
                                           strcmp (name, "y") == 0 ? "out" : name);

  add (self, wanted, 2, first);
  add (self, wanted, 2, then);
}

/* What a layer keeps, and finds again. */
static char *
list_kept (const Script *self)
{
  return g_strconcat ("x, z, y", self->norm->learns ? ", hat, inverse" : "",
                      self->drops ? ", mask" : "", NULL);
}

static void
add_forward (Script *self)
{
  g_autofree char *kept = list_kept (self);

  add_lines (self, 0,
             "\n\ndef forward(x, training):\n"
             "    \"\"\"The logits of images, the output layer's input, and what layers keep for "
             "the way back.\"\"\"\n");
  add (self, TRUE, 1, "kept = []");
  if (self->hidden)
    {
      add_lines (self, 1,
                 "for i in range(1, last):\n"
                 "    z = x @ p[f\"W{i}\"] + p[f\"b{i}\"]\n");
      add_normalization (self, self->before, "z");
      add (self, TRUE, 2, "y = activate(z)");
      add_normalization (self, self->after, "y");
      add (self, self->drops_always, 2,
           "mask = np.random.rand(*y.shape) > DROPOUT if training else 1 - DROPOUT");
      add (self, self->drops && !self->drops_always, 2,
           "mask = np.random.rand(*y.shape) > DROPOUT if training and DROPOUT > 0 else 1 - "
           "DROPOUT");
      g_string_append_printf (self->text, "        kept.append((%s))\n", kept);
      g_string_append_printf (self->text, "        x = %s%s\n", self->after ? "out" : "y",
                              self->drops ? " * mask" : "");
    }
  add (self, TRUE, 1, "return x @ p[f\"W{last}\"] + p[f\"b{last}\"], x, kept");
}

/* In place of d, ∂L/∂ of what normalization gave, that of what it was given. */
static void
add_normalization_backward (Script *self, gboolean wanted)
{
  add (self, wanted, 3, "g[f\"gamma{i}\"], g[f\"beta{i}\"] = (d * hat).sum(0), d.sum(0)");
  add (self, wanted, 3, "d = d * p[f\"gamma{i}\"]");
  add (self, wanted && !self->norm->by_image, 3,
       "d = inverse * (d - d.mean(0) - hat * (d * hat).mean(0))");
  add (self, wanted && self->norm->by_image, 3,
       "d = inverse * (d - d.mean(1, keepdims=True) - hat * (d * hat).mean(1, keepdims=True))");
}

static void
add_backward (Script *self)
{
  g_autofree char *kept = list_kept (self);

  add_lines (self, 0,
             "\n\ndef gradients(x, t):\n"
             "    \"\"\"Of the loss of a batch with respect to each parameter.\"\"\"\n"
             "    logits, x, kept = forward(x, True)\n"
             "    d = softmax(logits)\n"
             "    d[np.arange(len(t)), t] -= 1\n"
             "    d /= len(t)\n"
             "    g = {}\n"
             "    for i in range(last, 0, -1):\n");
  if (self->hidden)
    {
      add (self, TRUE, 2, "if i < last:");
      g_string_append_printf (self->text, "            %s = kept[i - 1]\n", kept);
      add (self, self->drops, 3, "d = d * mask");
      add_normalization_backward (self, self->after);
      add (self, TRUE, 3, "d = d * slope(z, y)");
      add_normalization_backward (self, self->before);
    }
  add (self, !self->decays_in_loss, 2, "g[f\"W{i}\"] = x.T @ d");
  add (self, self->decays_in_loss, 2, "g[f\"W{i}\"] = x.T @ d + WEIGHT_DECAY * p[f\"W{i}\"]");
  add_lines (self, 2,
             "g[f\"b{i}\"] = d.sum(0)\n"
             "d = d @ p[f\"W{i}\"].T\n");
  add (self, TRUE, 1, "return g");
}

static void
add_learning (Script *self, const NormlabRecipe *recipe)
{
  const NormlabUpdateInfo *update = normlab_update_get_info (recipe->update);

  if (update->n_layers > recipe->n_hidden && update->moves_norm)
    add (self, TRUE, 0, "learning = list(p)");
  else
    g_string_append_printf (
        self->text,
        "learning = [f\"{name}{i}\" for i in range(1, %u) for name in (\"W\", \"b\")]\n",
        MIN (update->n_layers, recipe->n_hidden + 1) + 1);
}

/* @kept: from the phase before. */
static void
add_states (Script *self, const NormlabRecipe *recipe, gboolean kept)
{
  g_auto (GStrv) states = g_strsplit (normlab_script_get_states (recipe->optimizer), " ", 0);

  for (guint i = 0; states[i] != NULL; i++)
    if (!kept)
      g_string_append_printf (
          self->text, "%s = {name: np.zeros_like(p[name]) for name in learning}\n", states[i]);
    else
      g_string_append_printf (self->text,
                              "%s = {name: %s[name] if name in %s else np.zeros_like(p[name]) for "
                              "name in p}\n",
                              states[i], states[i], states[i]);
}

static void
add_measurement (Script *self)
{
  add_lines (self, 1,
             "if step % INTERVAL == 0 or step == ITERATIONS:\n"
             "    logits = forward(x, False)[0]\n"
             "    loss = -np.log(softmax(logits)[np.arange(len(t)), t] + 1e-7).mean()\n");
  add (self, self->decays_in_loss, 2,
       "loss += WEIGHT_DECAY / 2 * sum((p[f\"W{i}\"] ** 2).sum() for i in range(1, last + 1))");
  add_lines (self, 2,
             "train = (logits.argmax(1) == t).mean()\n"
             "test = (forward(test_x / 255, False)[0].argmax(1) == test_t).mean()\n"
             "print(f\"{step},{train:.9g},{test:.9g},{loss:.9g}\", flush=True)\n"
             "if not np.isfinite(loss):\n"
             "    sys.exit(f\"diverged at step {step} or before\")\n");
}

/* The lines of an optimizer, which counts its own steps. */
static char *
get_step (const Phase *phase)
{
  GString *lines = g_string_new (normlab_script_get_step (phase->recipe.optimizer));
  g_autofree char *own = g_strdup_printf ("** (step - %u)", phase->origin);

  if (phase->origin > 0)
    g_string_replace (lines, "** step", own, 0);
  return g_string_free (lines, FALSE);
}

static void
add_decay (Script *self, const Phase *phase)
{
  g_autofree char *number = self->decays_in_loss
                                ? normlab_text_from_double (phase->recipe.weight_decay)
                                : g_strdup ("WEIGHT_DECAY");
  g_autofree char *line = g_strdup_printf ("p[name] -= LEARNING_RATE * %s * p[name]", number);

  add (self, phase->decays_in_step, 2, "if name[0] == \"W\":");
  add (self, phase->decays_in_step, 3, line);
}

/* A curve of a branch is measured from where it leaves its parent. */
static void
add_steps (Script *self, const Phase *phase, gboolean is_last)
{
  g_autofree char *step = get_step (phase);

  if (is_last)
    add (self, TRUE, 0, "print(\"step,train_accuracy,test_accuracy,loss\")");
  g_string_append_printf (self->text, "for step in range(%u, ", phase->first);
  if (is_last)
    g_string_append (self->text, "ITERATIONS + 1):\n");
  else
    g_string_append_printf (self->text, "%u):\n", phase->last + 1);
  add_lines (self, 0,
             "    batch = np.random.choice(len(train_x), BATCH_SIZE)\n"
             "    x, t = train_x[batch] / 255, train_t[batch]\n"
             "    g = gradients(x, t)\n"
             "    for name in learning:\n");
  add_decay (self, phase);
  add_lines (self, 2, step);
  if (is_last)
    add_measurement (self);
}

/* What is another one than in the phase before. */
static void
add_changes (Script *self, const Phase *phase)
{
  const Phase *before = phase - 1;
  const NormlabRecipe *new = &phase->recipe, *old = &before->recipe;
  gboolean other = new->optimizer != old->optimizer;

  g_string_append_printf (self->text, "\n# From step %u on it trains otherwise.\n", phase->first);
  add_number (self, !normlab_recipe_equal_in (new, old, NORMLAB_HYPERPARAMETER_LEARNING_RATE),
              "LEARNING_RATE", new->learning_rate);
  add_number (self, self->decays_in_loss || self->decays_in_step, "WEIGHT_DECAY",
              get_decay (self, phase));
  add_number (self, self->drops, "DROPOUT", new->dropout);
  if (new->update != old->update)
    add_learning (self, new);
  if (other || new->update != old->update)
    add_states (self, new, !other);
}

static void
add_training (Script *self)
{
  add_lines (self, 0, "\n\n");
  add_learning (self, &self->phases[0].recipe);
  add_states (self, &self->phases[0].recipe, FALSE);
  for (guint i = 0; i < self->n_phases; i++)
    {
      if (i > 0)
        add_changes (self, &self->phases[i]);
      add_steps (self, &self->phases[i], i + 1 == self->n_phases);
    }
}

static void
add_phase (Script *self, const NormlabRecipe *recipe, guint first, guint last)
{
  const Phase *before = self->n_phases > 0 ? &self->phases[self->n_phases - 1] : NULL;
  gboolean apart = normlab_optimizer_get_info (recipe->optimizer)->decays;
  gboolean decays = recipe->weight_decay > 0;
  Phase *phase = &self->phases[self->n_phases];

  if (first > last)
    return;
  *phase = (Phase){ .recipe = *recipe,
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
add_phases (Script *self)
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
add_reading (Script *self, NormlabReading reading)
{
  GString *lines = g_string_new (normlab_script_reading);

  if ((reading & NORMLAB_READING_TURNED) != 0)
    g_string_replace (lines, normlab_script_shape, normlab_script_turned_shape, 0);
  add_lines (self, 0, lines->str);
  if ((reading & NORMLAB_READING_INVERTED) != 0)
    add_lines (self, 0, normlab_script_inverted);
  g_string_free (lines, TRUE);
}

char *
normlab_script_new (const NormlabRecipe *recipe, const char *folder, NormlabReading reading)
{
  Script self = { .recipe = recipe, .text = g_string_new (NULL) };

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
  add_parameters (&self);
  add_functions (&self);
  add_forward (&self);
  add_backward (&self);
  add_training (&self);
  return g_string_free (self.text, FALSE);
}
