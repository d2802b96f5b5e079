/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the network of a program is trained. */

#include "normlab-script-private.h"

#include "normlab-script-parts.h"
#include "normlab-text.h"

static void
add_learning (NormlabScript *self, const NormlabRecipe *recipe)
{
  const NormlabUpdateInfo *update = normlab_update_get_info (recipe->update);

  if (update->n_layers > recipe->n_hidden && update->moves_norm)
    normlab_script_add (self, TRUE, 0, "learning = list(p)");
  else
    g_string_append_printf (
        self->text,
        "learning = [f\"{name}{i}\" for i in range(1, %u) for name in (\"W\", \"b\")]\n",
        MIN (update->n_layers, recipe->n_hidden + 1) + 1);
}

/* @kept: from the phase before. */
static void
add_states (NormlabScript *self, const NormlabRecipe *recipe, gboolean kept)
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
add_measurement (NormlabScript *self)
{
  normlab_script_add_lines (
      self, 1,
      "if step % INTERVAL == 0 or step == ITERATIONS:\n"
      "    logits = forward(x, False)[0]\n"
      "    loss = -np.log(softmax(logits)[np.arange(len(t)), t] + 1e-7).mean()\n");
  normlab_script_add (
      self, self->decays_in_loss, 2,
      "loss += WEIGHT_DECAY / 2 * sum((p[f\"W{i}\"] ** 2).sum() for i in range(1, last + 1))");
  normlab_script_add_lines (self, 2,
                            "train = (logits.argmax(1) == t).mean()\n"
                            "test = (forward(test_x / 255, False)[0].argmax(1) == test_t).mean()\n"
                            "print(f\"{step},{train:.9g},{test:.9g},{loss:.9g}\", flush=True)\n"
                            "if not np.isfinite(loss):\n"
                            "    sys.exit(f\"diverged at step {step} or before\")\n");
}

/* The lines of an optimizer, which counts its own steps. */
static char *
get_step (const NormlabScriptPhase *phase)
{
  GString *lines = g_string_new (normlab_script_get_step (phase->recipe.optimizer));
  g_autofree char *own = g_strdup_printf ("** (step - %u)", phase->origin);

  if (phase->origin > 0)
    g_string_replace (lines, "** step", own, 0);
  return g_string_free (lines, FALSE);
}

static void
add_decay (NormlabScript *self, const NormlabScriptPhase *phase)
{
  g_autofree char *number = self->decays_in_loss
                                ? normlab_text_from_double (phase->recipe.weight_decay)
                                : g_strdup ("WEIGHT_DECAY");
  g_autofree char *line = g_strdup_printf ("p[name] -= LEARNING_RATE * %s * p[name]", number);

  normlab_script_add (self, phase->decays_in_step, 2, "if name[0] == \"W\":");
  normlab_script_add (self, phase->decays_in_step, 3, line);
}

/* A curve of a branch is measured from where it leaves its parent. */
static void
add_steps (NormlabScript *self, const NormlabScriptPhase *phase, gboolean is_last)
{
  g_autofree char *step = get_step (phase);

  if (is_last)
    normlab_script_add (self, TRUE, 0, "print(\"step,train_accuracy,test_accuracy,loss\")");
  g_string_append_printf (self->text, "for step in range(%u, ", phase->first);
  if (is_last)
    g_string_append (self->text, "ITERATIONS + 1):\n");
  else
    g_string_append_printf (self->text, "%u):\n", phase->last + 1);
  normlab_script_add_lines (self, 0,
                            "    batch = np.random.choice(len(train_x), BATCH_SIZE)\n"
                            "    x, t = train_x[batch] / 255, train_t[batch]\n"
                            "    g = gradients(x, t)\n"
                            "    for name in learning:\n");
  add_decay (self, phase);
  normlab_script_add_lines (self, 2, step);
  if (is_last)
    add_measurement (self);
}

/* What is another one than in the phase before. */
static void
add_changes (NormlabScript *self, const NormlabScriptPhase *phase)
{
  const NormlabScriptPhase *before = phase - 1;
  const NormlabRecipe *new = &phase->recipe, *old = &before->recipe;
  gboolean other = new->optimizer != old->optimizer;

  g_string_append_printf (self->text, "\n# From step %u on it trains otherwise.\n", phase->first);
  normlab_script_add_number (
      self, !normlab_recipe_equal_in (new, old, NORMLAB_HYPERPARAMETER_LEARNING_RATE),
      "LEARNING_RATE", new->learning_rate);
  normlab_script_add_number (self, self->decays_in_loss || self->decays_in_step, "WEIGHT_DECAY",
                             normlab_script_get_decay (self, phase));
  normlab_script_add_number (self, self->drops, "DROPOUT", new->dropout);
  if (new->update != old->update)
    add_learning (self, new);
  if (other || new->update != old->update)
    add_states (self, new, !other);
}

void
normlab_script_add_training (NormlabScript *self)
{
  normlab_script_add_lines (self, 0, "\n\n");
  add_learning (self, &self->phases[0].recipe);
  add_states (self, &self->phases[0].recipe, FALSE);
  for (guint i = 0; i < self->n_phases; i++)
    {
      if (i > 0)
        add_changes (self, &self->phases[i]);
      add_steps (self, &self->phases[i], i + 1 == self->n_phases);
    }
}
