/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-option.h"
#include "normlab-experiment.h"
#include "normlab-reading.h"

G_BEGIN_DECLS

/**
 * NormlabCliRecipeOptions:
 *
 * What the command line says of the networks that are trained, and of the images. Strings are
 * owned; those of files hold any bytes and are NULL when the option was not given.
 */
typedef struct
{
  GArray *branches;  /* of NormlabBranch, of one change each, in the order given */
  NormlabGrid *grid; /* of the recipe options that were given; otherwise the defaults */
  guint given;       /* bit d: an option of hyperparameter d was given */
  const char *given_as[NORMLAB_N_HYPERPARAMETERS]; /* which; borrowed, and NULL if none was */
  guint min_iterations;                            /* of those given; 0 without */
  char *data;
  NormlabReading reading;
  gboolean notebook;
  char *experiment;
  NormlabMeasures measures; /* of train; those of an experiment if nothing was given */
  gboolean measures_given;
} NormlabCliRecipeOptions;

void normlab_cli_recipe_options_init (NormlabCliRecipeOptions *self);
void normlab_cli_recipe_options_clear (NormlabCliRecipeOptions *self);

/* Setters for the options below (NormlabCliOptionSet). An error is a mistake in usage. @options:
 * NormlabCliRecipeOptions; @reading: NormlabReading, to which is added. */
gboolean normlab_cli_recipe_options_set (gpointer options,
                                         const char *name,
                                         const char *value,
                                         GError **error);
gboolean normlab_cli_recipe_options_add_reading (gpointer reading,
                                                 const char *name,
                                                 const char *value,
                                                 GError **error);

/* Whether what was given fits together; no file is touched. */
gboolean normlab_cli_recipe_options_check (const NormlabCliRecipeOptions *self, GError **error);

/* clang-format off */

/* A setter, and the member of @type that is its place. */
#define NORMLAB_CLI_RECIPE(type, member)                                                           \
  normlab_cli_recipe_options_set, G_STRUCT_OFFSET (type, member)
#define NORMLAB_CLI_READING(type, member)                                                          \
  normlab_cli_recipe_options_add_reading, G_STRUCT_OFFSET (type, member)

/* The rows of a command's table of options (NormlabCliOption). @set: such a setter and its place;
 * @member: of @type, NormlabCliRecipeOptions. */
#define NORMLAB_CLI_RECIPE_OPTIONS(set)                                                            \
  { .help = N_("Recipe: each option may be repeated; every combination is trained") },             \
  { "hidden", 0, N_("SIZES"), FALSE, set,                                                          \
    /* Translators: "none" is what one types for it */                                             \
    N_("Units of each hidden layer: up to 32 numbers from 1 to 2048 with commas between, "         \
        "or none; 12x16 is 12 layers of 16."),                                                     \
    "40,20", "--hidden 40,30,20" },                                                                \
  { "batch-norm", 0, "off|on|after|layer", FALSE, set,                                             \
    N_("Batch normalization in each hidden layer, before its activation function or after it; or " \
        "layer normalization, before it."),                                                        \
    "on", "--batch-norm on --batch-norm off" },                                                    \
  { "normalization", 0, "none|batch|batch-after|layer", FALSE, set,                                \
    N_("The same as --batch-norm in other words."),                                                \
    "batch", "--normalization batch --normalization layer" },                                      \
  { "activation", 0, "sigmoid|relu|tanh|leaky-relu|elu|softsign|identity|gelu", FALSE, set,        \
    N_("Activation function of the hidden layers."),                                               \
    "sigmoid", "--activation relu" },                                                              \
  { "init", 0,                                                                                     \
    /* Translators: all but STD, which is a number, are what one types */                          \
    N_("xavier|he|glorot|glorot-uniform|uniform|STD"), FALSE, set,                                 \
    N_("How the first weights are drawn: with a standard deviation of √(1/inputs), √(2/inputs) "   \
        "or √(2/(inputs+units)), evenly up to ±√(6/(inputs+units)) or ±√(1/inputs), or with a "    \
        "standard deviation from 0 to 1000000."),                                                  \
    "xavier", "--init 0.01" },                                                                     \
  { "optimizer", 0, "sgd|momentum|nesterov|adagrad|rmsprop|adam|adamw", FALSE, set,                \
    N_("How the gradient changes the parameters."),                                                \
    "sgd", "--optimizer adam" },                                                                   \
  { "learning-rate", 0, N_("RATE"), FALSE, set,                                                    \
    N_("Learning rate, a number above 0 and up to 1000000."),                                      \
    "0.01", "--learning-rate 0.1" },                                                               \
  { "batch-size", 0, N_("N"), FALSE, set,                                                          \
    N_("Images drawn for each step, 1 to 60000."),                                                 \
    "100", "--batch-size 32" },                                                                    \
  { "weight-decay", 0, N_("LAMBDA"), FALSE, set,                                                   \
    N_("L2 weight decay, a number from 0 to 1000000."),                                            \
    "0", "--weight-decay 0.0001" },                                                                \
  { "dropout", 0, N_("SHARE"), FALSE, set,                                                         \
    N_("Share of hidden units left out in each step, from 0 to below 1."),                         \
    "0", "--dropout 0.2" },                                                                        \
  { "update", 0, "all|notebook", FALSE, set,                                                       \
    N_("Parameters that learn: all of them, or, as in the notebook, only W1–W3 and b1–b3."),       \
    "all", "--update notebook" },                                                                  \
  { "training-images", 0, N_("N|all"), FALSE, set,                                                 \
    N_("Train on the first N training images, at least a batch, or on all of them."),              \
    "all", "--training-images 300" },                                                              \
  { "label-noise", 0, N_("SHARE"), FALSE, set,                                                     \
    N_("Share of the training labels that are drawn anew from all classes before training, from "  \
        "0 to 1; the same for all runs. Of 10 classes, 9 in 10 of them end up wrong."),            \
    "0", "--label-noise 0.2" },                                                                    \
  { "iterations", 0, N_("N"), FALSE, set,                                                          \
    N_("Steps of training, 1 to 10000000."),                                                       \
    "1000", "--iterations 5000" },                                                                 \
  { "interval", 0, N_("N"), FALSE, set,                                                            \
    N_("Steps from one measurement to the next, 1 to the iterations."),                            \
    N_("10, or the iterations where those are fewer"), "--interval 50" },                          \
  { "seed", 0, N_("N"), FALSE, set,                                                                \
    N_("Seed of all random numbers, 0 to 4294967295; the same as np.random.seed(N) in the "        \
        "notebook."),                                                                              \
    "0", "--seed 0 --seed 1 --seed 2" },                                                           \
  { "branch", 0, N_("STEP:CHANGES"), FALSE, set,                                                   \
    N_("Train each network once more that is the same up to STEP and then differs in "             \
        "learning-rate, optimizer, update, weight-decay or dropout; commas join changes."),        \
    N_("none"), "--branch 500:learning-rate=0.001,dropout=0.2" },                                  \
  { .help                                                                                          \
    = N_("Whole experiments; beside them: --iterations, --interval, --seed, --branch") },          \
  { "notebook", 0, NULL, FALSE, set,                                                               \
    N_("Train the notebook’s five experiments, updating what the notebook updates."),              \
    N_("off"), "--notebook --seed 42" },                                                           \
  { "experiment", 0, N_("FILE"), TRUE, set,                                                        \
    N_("Train the experiment saved in FILE, or one that comes with the program, by its name: "     \
        "where-networks-learn."),                                                                  \
    N_("none"), "--experiment depth.experiment" }

#define NORMLAB_CLI_MEASURE_OPTION(set)                                                            \
  { "measure", 0, "test-loss|training|training=M", FALSE, set,                                     \
    N_("Measure the loss of the test set, accuracy and loss of the images that are trained on, "   \
        "or of the first M of them; commas join both. Each takes its time."),                      \
    N_("neither, or what the experiment says"), "--measure test-loss,training" }

#define NORMLAB_CLI_READING_OPTIONS(set)                                                           \
  { "inverted", 0, NULL, FALSE, set,                                                               \
    N_("Read the images inverted, 255 less each pixel, as suits dark writing on white paper."),    \
    N_("off"), "--inverted" },                                                                     \
  { "turned", 0, NULL, FALSE, set,                                                                 \
    N_("Have rows and columns of each image change places, as suits images that lie on their "     \
        "side as EMNIST’s do."),                                                                   \
    N_("off"), "--turned" }

#define NORMLAB_CLI_DATA_OPTION(type, member)                                                      \
  { "data", 0, N_("DIR|builtin"), TRUE, NORMLAB_CLI_ONCE (type, member.data),                      \
    N_("Folder with the four IDX files of a data set such as MNIST or one of them, a CSV table "   \
        "or NumPy’s .npz, or a folder with a folder of images for each class; builtin means the "  \
        "digits that the program draws itself."),                                                  \
    "builtin", "--data ~/mnist" },                                                                 \
  NORMLAB_CLI_READING_OPTIONS (NORMLAB_CLI_READING (type, member.reading))

/* clang-format on */

G_END_DECLS
