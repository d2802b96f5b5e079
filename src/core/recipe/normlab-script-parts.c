/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-script-parts.h"

const char normlab_script_reading[]
    = "\n"
      "folder = sys.argv[1] if len(sys.argv) > 1 else FOLDER\n"
      "if folder is None:\n"
      "    sys.exit(\"Name a folder; “normlab-cli data builtin --export FOLDER” makes one\")\n"
      "\n\n"
      "def read(*names):\n"
      "    \"\"\"An IDX file, plain or gzipped: a row for each image or label.\"\"\"\n"
      "    for name in names:\n"
      "        for path in sorted(pathlib.Path(folder).glob(name + \"[-.]idx?-ubyte*\")):\n"
      "            data = path.read_bytes()\n"
      "            data = gzip.decompress(data) if data[:2] == b\"\\x1f\\x8b\" else data\n"
      "            if data[:3] == b\"\\0\\0\\x08\" and data[3] <= 3:  # bytes, and no colours\n"
      "                shape = np.frombuffer(data, \">u4\", data[3], 4)\n"
      "                return np.frombuffer(data[4 + 4 * data[3]:], np.uint8).reshape(shape[0], "
      "-1)\n"
      "    sys.exit(f\"There is no IDX file {names[0]}: “normlab-cli data "
      "{folder!r} --export NEW” helps\")\n"
      "\n\n"
      "train_x, train_t = read(\"train-images\"), read(\"train-labels\")[:, 0]\n"
      "test_x, test_t = read(\"t10k-images\", \"test-images\"), read(\"t10k-labels\", "
      "\"test-labels\")[:, 0]\n"
      "if train_t.max() > 1 and set(train_t) == set(range(1, int(train_t.max()) + 1)) >= "
      "set(test_t):\n"
      "    train_t, test_t = train_t - 1, test_t - 1  # no label is 0\n"
      "sizes = [train_x.shape[1]] + HIDDEN + [int(train_t.max()) + 1]\n"
      "last = len(sizes) - 1  # the number of the output layer\n";

const char normlab_script_shape[]
    = "                return np.frombuffer(data[4 + 4 * data[3]:], np.uint8).reshape(shape[0], "
      "-1)\n";
const char normlab_script_turned_shape[]
    = "                items = np.frombuffer(data[4 + 4 * data[3]:], np.uint8)\n"
      "                if len(shape) == 3:  # rows and columns change places\n"
      "                    items = items.reshape(shape).swapaxes(1, 2)\n"
      "                return items.reshape(shape[0], -1)\n";

const char normlab_script_inverted[] = "train_x, test_x = 255 - train_x, 255 - test_x\n";

const char normlab_script_noise[]
    = "\n"
      "noise = np.random.RandomState(0)  # a stream of its own, the same for every seed\n"
      "flip = noise.rand(len(train_t)) < LABEL_NOISE\n"
      "train_t = np.where(flip, noise.randint(0, sizes[-1], len(train_t)), train_t)\n";

const char normlab_script_first_images[]
    = "\n"
      "if len(train_x) < TRAINING_IMAGES:\n"
      "    sys.exit(f\"There are only {len(train_x)} training images in {folder}\")\n"
      "train_x, train_t = train_x[:TRAINING_IMAGES], train_t[:TRAINING_IMAGES]\n";

const char normlab_script_softmax[] = "\n\n"
                                      "def softmax(z):\n"
                                      "    e = np.exp(z - z.max(1, keepdims=True))\n"
                                      "    return e / e.sum(1, keepdims=True)\n";

const char normlab_script_batch_norm[] = "\n\n"
                                         "def normalize(i, z, training):\n"
                                         "    if training:\n"
                                         "        mean, variance = z.mean(0), z.var(0)\n"
                                         "        running[i] = 0.9 * running[i][0] + 0.1 * mean, "
                                         "0.9 * running[i][1] + 0.1 * variance\n"
                                         "    else:\n"
                                         "        mean, variance = running[i]\n"
                                         "    inverse = 1 / np.sqrt(variance + 1e-6)\n"
                                         "    return (z - mean) * inverse, inverse\n";

const char normlab_script_layer_norm[]
    = "\n\n"
      "def normalize(i, z, training):\n"
      "    inverse = 1 / np.sqrt(z.var(1, keepdims=True) + 1e-6)\n"
      "    return (z - z.mean(1, keepdims=True)) * inverse, inverse\n";

#define FUNCTIONS(f, before_slope, slope)                                                          \
  "\n\n"                                                                                           \
  "def activate(z):\n"                                                                             \
  "    return " f "\n"                                                                             \
  "\n\n"                                                                                           \
  "def slope(z, y):\n" before_slope "    return " slope "\n"

static const char sigmoid_functions[] = FUNCTIONS ("1 / (1 + np.exp(-z))", "", "y * (1 - y)");
static const char relu_functions[] = FUNCTIONS ("np.maximum(z, 0)", "", "y > 0");
static const char tanh_functions[] = FUNCTIONS ("np.tanh(z)", "", "1 - y ** 2");
static const char leaky_relu_functions[]
    = FUNCTIONS ("np.where(z > 0, z, 0.01 * z)", "", "np.where(y > 0, 1, 0.01)");
static const char elu_functions[] = FUNCTIONS ("np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)",
                                               "",
                                               "np.where(y > 0, 1, y + 1)");
static const char softsign_functions[]
    = FUNCTIONS ("z / (1 + np.abs(z))", "", "(1 - np.abs(y)) ** 2");
static const char identity_functions[] = FUNCTIONS ("z", "", "1");
#define GELU_TANH "np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z ** 3))"
static const char gelu_functions[] = FUNCTIONS (
    "0.5 * z * (1 + " GELU_TANH ")",
    "    t = " GELU_TANH "\n",
    "0.5 * (1 + t) + 0.5 * z * (1 - t ** 2) * np.sqrt(2 / np.pi) * (1 + 0.134145 * z ** 2)");

const char *
normlab_script_get_activation (NormlabActivation activation)
{
#define ENTRY(NAME, name) [NORMLAB_ACTIVATION_##NAME] = name##_functions,
  static const char *const functions[] = { NORMLAB_ACTIVATIONS (ENTRY) };
#undef ENTRY

  return functions[activation];
}

static const char sgd_states[] = "";
static const char sgd_lines[] = "p[name] -= LEARNING_RATE * g[name]\n";

static const char momentum_states[] = "v";
static const char momentum_lines[] = "v[name] = 0.9 * v[name] - LEARNING_RATE * g[name]\n"
                                     "p[name] += v[name]\n";

static const char nesterov_states[] = "v";
static const char nesterov_lines[] = "v[name] = 0.9 * v[name] - LEARNING_RATE * g[name]\n"
                                     "p[name] += 0.9 * v[name] - LEARNING_RATE * g[name]\n";

static const char adagrad_states[] = "h";
static const char adagrad_lines[]
    = "h[name] += g[name] ** 2\n"
      "p[name] -= LEARNING_RATE * g[name] / (np.sqrt(h[name]) + 1e-7)\n";

static const char rmsprop_states[] = "h";
static const char rmsprop_lines[]
    = "h[name] = 0.99 * h[name] + 0.01 * g[name] ** 2\n"
      "p[name] -= LEARNING_RATE * g[name] / (np.sqrt(h[name]) + 1e-7)\n";

#define ADAM                                                                                       \
  "m[name] = 0.9 * m[name] + 0.1 * g[name]\n"                                                      \
  "v[name] = 0.999 * v[name] + 0.001 * g[name] ** 2\n"                                             \
  "m_hat, v_hat = m[name] / (1 - 0.9 ** step), v[name] / (1 - 0.999 ** step)\n"                    \
  "p[name] -= LEARNING_RATE * m_hat / (np.sqrt(v_hat) + 1e-8)\n"

static const char adam_states[] = "m v";
static const char adam_lines[] = ADAM;

static const char adamw_states[] = "m v";
static const char adamw_lines[] = ADAM;

const char *
normlab_script_get_states (NormlabOptimizer optimizer)
{
#define ENTRY(NAME, name) [NORMLAB_OPTIMIZER_##NAME] = name##_states,
  static const char *const states[] = { NORMLAB_OPTIMIZERS (ENTRY) };
#undef ENTRY

  return states[optimizer];
}

const char *
normlab_script_get_step (NormlabOptimizer optimizer)
{
#define ENTRY(NAME, name) [NORMLAB_OPTIMIZER_##NAME] = name##_lines,
  static const char *const lines[] = { NORMLAB_OPTIMIZERS (ENTRY) };
#undef ENTRY

  return lines[optimizer];
}
