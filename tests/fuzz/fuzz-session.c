/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sessions with their records: what has been read is read again from what it is written as, and
 * what is said of it at a glance is what is in it. */

#include <string.h>

#include "normlab-fuzz-wrap.h"
#include "normlab-fuzz.h"
#include "normlab-session-change.h"
#include "normlab-session-folder.h"
#include "normlab-session.h"
#include "normlab-value-text.h"

static void
check_again (const NormlabSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = normlab_session_format (session);
  g_autofree char *again_text = NULL;
  g_autoptr (NormlabSession) again = normlab_session_new_from_data (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (again->runs->len, ==, session->runs->len);
  again_text = normlab_session_format (again);
  g_assert_cmpstr (again_text, ==, text);
}

/* All that a journal would say of it. */
static void
check_changes (const NormlabSession *session)
{
  g_autoptr (GPtrArray) changes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
  g_autofree char *records = NULL;

  for (guint i = 0; i < session->runs->len; i++)
    g_ptr_array_add (changes,
                     normlab_session_change_new (g_ptr_array_index (session->runs, i),
                                                 normlab_session_get_note (session, i)->number, 0,
                                                 NORMLAB_SESSION_NEWS_RUN, FALSE));
  g_ptr_array_add (changes, normlab_session_change_new_view (session->title, session->view));
  g_ptr_array_add (changes, normlab_session_change_new_removed (1, TRUE));
  records = normlab_session_changes_format (changes);
  g_assert_true (g_str_has_prefix (records, "#@"));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) file = normlab_fuzz_wrap (bytes, n);
  const char *path = normlab_fuzz_file (file->data, file->len);
  g_autoptr (NormlabSession) session = normlab_session_load (path, &error);
  g_autoptr (NormlabSessionSummary) summary = normlab_session_summary_new (path);
  g_autoptr (NormlabSessionSummary) quick = normlab_session_summary_new_quick (path, NULL);

  normlab_fuzz_check (session, error);
  g_assert_nonnull (summary);
  g_assert_nonnull (quick);
  g_assert_nonnull (normlab_session_status_to_string (quick->status));
  g_assert_true ((summary->title == NULL) == (session == NULL));
  if (session == NULL)
    return 0;
  g_assert_true (g_utf8_validate (session->title, -1, NULL));
  g_assert_cmpuint (summary->n_runs, ==, session->runs->len);
  g_assert_true ((session->n_lost > 0) == (summary->status == NORMLAB_SESSION_DAMAGED));
  check_again (session);
  check_changes (session);
  return 0;
}

static char *
make_recipe (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  for (guint i = 0; i < NORMLAB_N_HYPERPARAMETERS; i++)
    {
      NormlabHyperparameter d = (NormlabHyperparameter) i;
      NormlabValue value = normlab_recipe_get_value (&recipe, d);
      g_autofree char *formatted = normlab_value_format (d, &value);

      if (!normlab_hyperparameter_get_info (d)->optional)
        g_string_append_printf (text, "%s=%s\n", normlab_hyperparameter_get_key (d), formatted);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define HEAD(version)                                                                              \
  "r[Session]\nVersion=" version "\nTitle=a\\sb\n[Data]\nName=m\nChecksum=0a-1\n"
#define PLACE "Path=/a%20b\nTrainingImages=600\n"
#define VIEW "[View]\nChartTitle=t\nRange=a\\tb\n"
#define NOTE "State=finished\nStep=20\nSeconds=1.5\n"
#define SAMPLES                                                                                    \
  "Samples.Step=0;10\nSamples.TrainAccuracy=nan;0.5\nSamples.TestAccuracy=0.1;0.2\n"               \
  "Samples.Loss=nan;inf\nSamples.Seconds=0;1\n"
#define MEASURED                                                                                   \
  "Measure=test-loss,training\nSamples.TrainingSetAccuracy=0;1\n"                                  \
  "Samples.TrainingSetLoss=-1e-8;1\nSamples.TestLoss=1;2\n"

/* What stands before and behind a recipe. */
static const struct
{
  const char *before;
  const char *after;
} texts[] = {
  { HEAD ("3") PLACE VIEW "[Run 1]\n", NOTE SAMPLES "Hidden=true\nTitle=x\\ty\n" },
  { HEAD ("3") "[Run 2]\n", NOTE SAMPLES MEASURED },
  { HEAD ("1") "[Run 1]\n", NOTE SAMPLES "Data=other\n" },
  { HEAD ("2") "[Run 7]\n",
    "State=diverged\nStep=20\nSeconds=0\nDivergedLayer=2\nData=b\nDataPath=/x\nDataChecksum=1\n"
    "DataTrainingImages=5\n" SAMPLES "#@........ add 7\t20 0.5 0.5 1 2\t21 1 1 1 3\n" },
  { HEAD ("3") "[Run 1]\n",
    "State=running\nStep=0\nSeconds=0\n#@........ set Run 1\tStep=9\tState=stopped\tTitle=\n"
    "#@........ add 1\t9 0.1 0.2 0.3 0.4\n#@........ set View\tX=y\n#@........ set "
    "Session\tTitle=n\n"
    "#@........ set Run 3\tRemoved=true\n#@00000000 torn\n#@........ add 1\tlost\n#@........" },
  { HEAD ("3") "[Run 1]\n", NOTE "DivergedLayer=1\n" },
  { HEAD ("3") "[Run 1]\n", NOTE "Samples.Step=0;0\n" },
  { HEAD ("3") "[Run 1]\n", NOTE "Samples.Step=0;10\nSamples.TrainAccuracy=1\n" },
  { HEAD ("3") "[Run 1]\n", NOTE "Hidden=maybe\n" },
  { HEAD ("3") "[Run 1]\n", NOTE "Measure=all\n" },
  { HEAD ("3") "[Run 1]\n", NOTE "Unknown=1\n" },
  { HEAD ("3") "[Run 1]\n", "State=lost\nStep=1\nSeconds=1\n" },
  { HEAD ("3") "[Run 1]\n", "State=finished\nStep=1001\nSeconds=1\n" },
  { HEAD ("3") "[Run 1]\n", "State=finished\nStep=1\nSeconds=-1\n" },
  { HEAD ("3") "[Run 1]\n", "State=finished\nStep=1\nSeconds=1\nData=a\nDataChecksum=x\n" },
  { HEAD ("3") "[Run 4294967295]\n", NOTE "[Run 1]\n" },
  { HEAD ("3") "Path=%zz\n[Run 1]\n", NOTE },
  { HEAD ("3") "TrainingImages=0\n[Run 1]\n", NOTE },
  { HEAD ("5") "[Run 1]\n", NOTE },
  { HEAD ("x") "[Run 1]\n", NOTE },
  { HEAD ("3") "[Other]\n", NOTE },
  { HEAD ("1") "[View]\n", NOTE },
  { "r[Data]\nName=a\nChecksum=\n[Session]\nVersion=3\nTitle=\n[Run 1]\n", NOTE },
  { "r[Session]\nVersion=3\nTitle=\\\n[Data]\nName=\\q\nChecksum=\n[Run 1]\n", "hidden=x\n" NOTE },
  { HEAD ("3") "[Run 1]\n", NOTE "#@........ set \tkey=value\n" },
  { HEAD ("3") "[Run 1]\n", NOTE "#@........ set a]b\tkey=value\n" },
  { HEAD ("3") "[Run 1]\n", NOTE "#@........ set Session\t=value\n" },
  { HEAD ("3") "[Run 1]\n", NOTE "#@........ set Session\tTitle=\xff\n" },
  { HEAD ("3") "[Run 1]\n", NOTE "#@........ add ]\t1\n" },
  { HEAD ("4") "[Run 1]\n",
    NOTE "Foreign=a\nParameter1=m=x\nCountsEpochs=true\nSeries1=test-accuracy\nSeries1.Steps=0;5\n"
         "Series1.Values=0;1\nSeries1.Seconds=nan;2\nSeries2=other:n/m\nSeries2.Steps=1;1\n"
         "Series2.Values=-1e9;2\nSeries2.Seconds=1;1\nSeries3=train-accuracy\nSeries3.Steps=0;3;5\n"
         "Series3.Values=0.5;0.5;1\nSeries3.Seconds=0;1;2\n" },
  { HEAD ("4") "[Run 1]\n",
    NOTE "Foreign=\n#@........ set Run 1\tSeries1=loss\tSeries1.Steps=1\tSeries1.Values=2\t"
         "Series1.Seconds=3\n" },
  { HEAD ("4") "[Run 1]\n",
    NOTE "Foreign=a\nSeriesCount=1\nSeries1=loss\nSeries1.Steps=1\nSeries1.Values=2\n"
         "Series1.Seconds=3\n#@........ more Run 1\tSeries1=loss\tSeries1.Steps=2\t"
         "Series1.Values=2\tSeries1.Seconds=3\n" },
  { HEAD ("4") "[Run 1]\n",
    NOTE "Foreign=a\nParameter12=far=1\nParameter13=x\nParameter13.Name=a=b\n"
         "SeriesNotFinite=true\nSeriesVoid1=loss\nSeriesVoid1.From=2\nSeriesVoid1.Steps=1;2\n"
         "SeriesVoid1.Values=2;-1\nSeriesVoid1.Seconds=3;nan\nSeriesVoid2=other:n/m\n"
         "SeriesVoid2.From=0\nSeriesVoid3=train-accuracy\nSeriesVoid3.From=1\n"
         "SeriesVoid3.Steps=1\nSeriesVoid3.Values=1\nSeriesVoid3.Seconds=1\n" },
  { HEAD ("4") "[Run 1]\n", NOTE "Foreign=a\nSeries1=loss\nSeries1.Steps=1;2\nSeries1.Values=1\n" },
};

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  g_autofree char *recipe = make_recipe ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strconcat (texts[i].before, recipe, texts[i].after, NULL);

      normlab_fuzz_add_text (seeds, text);
    }
  normlab_fuzz_add_text (seeds, "");
}
