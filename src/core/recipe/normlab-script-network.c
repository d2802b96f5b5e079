/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network of a program. */

#include "normlab-script-private.h"

#include <string.h>

#include "normlab-init.h"
#include "normlab-script-parts.h"
#include "normlab-text.h"

static void
add_parameters (NormlabScript *self)
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

  normlab_script_add_lines (self, 0,
                            "\nnp.random.seed(SEED)\n"
                            "p = {}  # the parameters: W1, b1 and so on\n");
  normlab_script_add (self, self->norm->running && self->hidden, 0,
                      "running = {}  # mean and variance, for evaluation");
  normlab_script_add_lines (self, 0,
                            "for i in range(1, last + 1):\n"
                            "    shape = sizes[i - 1], sizes[i]\n");
  g_string_append_printf (self->text, "    p[f\"W{i}\"] = %s * %s\n", scale, numbers);
  normlab_script_add (self, TRUE, 1, "p[f\"b{i}\"] = np.zeros(sizes[i])");
  if (!self->norm->learns || !self->hidden)
    return;
  normlab_script_add_lines (
      self, 1,
      "if i < last:\n"
      "    p[f\"gamma{i}\"], p[f\"beta{i}\"] = np.ones(sizes[i]), np.zeros(sizes[i])\n");
  normlab_script_add (self, self->norm->running, 2,
                      "running[i] = np.zeros(sizes[i]), np.zeros(sizes[i])");
}

static void
add_functions (NormlabScript *self)
{
  normlab_script_add_lines (self, 0, normlab_script_softmax);
  if (!self->hidden)
    return;
  normlab_script_add_lines (self, 0, normlab_script_get_activation (self->recipe->activation));
  if (self->norm->learns)
    normlab_script_add_lines (
        self, 0, self->norm->by_image ? normlab_script_layer_norm : normlab_script_batch_norm);
}

static void
add_normalization (NormlabScript *self, gboolean wanted, const char *name)
{
  g_autofree char *first = g_strdup_printf ("hat, inverse = normalize(i, %s, training)", name);
  g_autofree char *then = g_strdup_printf ("%s = p[f\"gamma{i}\"] * hat + p[f\"beta{i}\"]",
                                           strcmp (name, "y") == 0 ? "out" : name);

  normlab_script_add (self, wanted, 2, first);
  normlab_script_add (self, wanted, 2, then);
}

/* What a layer keeps, and finds again. */
static char *
list_kept (const NormlabScript *self)
{
  return g_strconcat ("x, z, y", self->norm->learns ? ", hat, inverse" : "",
                      self->drops ? ", mask" : "", NULL);
}

static void
add_forward (NormlabScript *self)
{
  g_autofree char *kept = list_kept (self);

  normlab_script_add_lines (
      self, 0,
      "\n\ndef forward(x, training):\n"
      "    \"\"\"The logits of images, the output layer's input, and what layers keep for "
      "the way back.\"\"\"\n");
  normlab_script_add (self, TRUE, 1, "kept = []");
  if (self->hidden)
    {
      normlab_script_add_lines (self, 1,
                                "for i in range(1, last):\n"
                                "    z = x @ p[f\"W{i}\"] + p[f\"b{i}\"]\n");
      add_normalization (self, self->before, "z");
      normlab_script_add (self, TRUE, 2, "y = activate(z)");
      add_normalization (self, self->after, "y");
      normlab_script_add (self, self->drops_always, 2,
                          "mask = np.random.rand(*y.shape) > DROPOUT if training else 1 - DROPOUT");
      normlab_script_add (
          self, self->drops && !self->drops_always, 2,
          "mask = np.random.rand(*y.shape) > DROPOUT if training and DROPOUT > 0 else 1 - "
          "DROPOUT");
      g_string_append_printf (self->text, "        kept.append((%s))\n", kept);
      g_string_append_printf (self->text, "        x = %s%s\n", self->after ? "out" : "y",
                              self->drops ? " * mask" : "");
    }
  normlab_script_add (self, TRUE, 1, "return x @ p[f\"W{last}\"] + p[f\"b{last}\"], x, kept");
}

/* In place of d, ∂L/∂ of what normalization gave, that of what it was given. */
static void
add_normalization_backward (NormlabScript *self, gboolean wanted)
{
  normlab_script_add (self, wanted, 3,
                      "g[f\"gamma{i}\"], g[f\"beta{i}\"] = (d * hat).sum(0), d.sum(0)");
  normlab_script_add (self, wanted, 3, "d = d * p[f\"gamma{i}\"]");
  normlab_script_add (self, wanted && !self->norm->by_image, 3,
                      "d = inverse * (d - d.mean(0) - hat * (d * hat).mean(0))");
  normlab_script_add (
      self, wanted && self->norm->by_image, 3,
      "d = inverse * (d - d.mean(1, keepdims=True) - hat * (d * hat).mean(1, keepdims=True))");
}

static void
add_backward (NormlabScript *self)
{
  g_autofree char *kept = list_kept (self);

  normlab_script_add_lines (
      self, 0,
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
      normlab_script_add (self, TRUE, 2, "if i < last:");
      g_string_append_printf (self->text, "            %s = kept[i - 1]\n", kept);
      normlab_script_add (self, self->drops, 3, "d = d * mask");
      add_normalization_backward (self, self->after);
      normlab_script_add (self, TRUE, 3, "d = d * slope(z, y)");
      add_normalization_backward (self, self->before);
    }
  normlab_script_add (self, !self->decays_in_loss, 2, "g[f\"W{i}\"] = x.T @ d");
  normlab_script_add (self, self->decays_in_loss, 2,
                      "g[f\"W{i}\"] = x.T @ d + WEIGHT_DECAY * p[f\"W{i}\"]");
  normlab_script_add_lines (self, 2,
                            "g[f\"b{i}\"] = d.sum(0)\n"
                            "d = d @ p[f\"W{i}\"].T\n");
  normlab_script_add (self, TRUE, 1, "return g");
}

void
normlab_script_add_network (NormlabScript *self)
{
  add_parameters (self);
  add_functions (self);
  add_forward (self);
  add_backward (self);
}
