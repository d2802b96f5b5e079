/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Certificates: what has been read is read again from what it is written as. The first letter says
 * whether the check is put right first ("c"), so that what lies behind it is reached. */

#include <string.h>

#include "normlab-certificate.h"
#include "normlab-fuzz.h"

#define BEGIN "-----BEGIN NORMLAB CERTIFICATE-----\n"
#define END "-----END NORMLAB CERTIFICATE-----\n"

/* The lines between the two, with a check that fits them. */
static GString *
wrap (const char *lines)
{
  g_autofree char *check = g_compute_checksum_for_string (G_CHECKSUM_SHA256, lines, -1);
  GString *text = g_string_new (BEGIN);

  g_string_append_printf (text, "%scheck=%.16s\n" END, lines, check);
  return text;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autofree char *given = g_strndup ((const char *) bytes + (n > 0), n > 0 ? n - 1 : 0);
  g_autoptr (GString) text
      = n > 0 && bytes[0] == 'c'
            ? wrap (given)
            : g_string_new_len ((const char *) bytes + (n > 0), (gssize) (n > 0 ? n - 1 : 0));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = normlab_certificates_parse (text->str, text->len, &error);

  normlab_fuzz_check (certificates, error);
  for (guint i = 0; certificates != NULL && i < certificates->len; i++)
    {
      const NormlabCertificate *certificate = g_ptr_array_index (certificates, i);
      g_autofree char *written = normlab_certificate_format (certificate);
      g_autoptr (GPtrArray) again = normlab_certificates_parse (written, strlen (written), &error);
      g_autoptr (NormlabRun) run = normlab_certificate_restore (certificate);
      g_autofree char *same = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (again->len, ==, 1);
      same = normlab_certificate_format (g_ptr_array_index (again, 0));
      g_assert_cmpstr (same, ==, written);
      g_assert_true (normlab_recipe_validate (normlab_run_get_recipe (run), NULL));
      g_assert_true (normlab_certificate_is_in (written, strlen (written)));
    }
  return 0;
}

#define RECIPE                                                                                     \
  "version=1\nhidden=40-20\nbatch-norm=on\nactivation=relu\ninit=0.01\noptimizer=adam\n"           \
  "learning-rate=0.1\nbatch-size=100\nweight-decay=0\ndropout=0.5\nupdate=notebook\n"              \
  "training-images=all\nlabel-noise=0.2\niterations=1000\ninterval=10\nseed=7\n"                   \
  "branch=500:learning-rate=0.001\nmeasure=test-loss,training=500\ndata=my_data\nchecksum=0-1-2\n"
#define NUMBERS                                                                                    \
  "train-accuracy=0.5\ntest-accuracy=0.25\nloss=-1e-08\ntraining-set-accuracy=1\n"                 \
  "training-set-loss=2\ntest-loss=3\n"
#define WEIGHTS "weights=00000000000000000000000000000000ffffffffffffffffffffffffffffffff\n"

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const texts[] = {
    "c" RECIPE "state=finished\nstep=1000\nmeasured-at=1000\n" NUMBERS WEIGHTS,
    "c" RECIPE "state=diverged\nstep=5\nlayer=2\nmeasured-at=0\ntest-accuracy=0.1\n" WEIGHTS,
    "c" RECIPE "state=diverged\nstep=0\nmeasured-at=0\n" WEIGHTS,
    "c" RECIPE "state=stopped\nstep=5\nmeasured-at=0\n" WEIGHTS,
    "c" RECIPE "state=finished\nstep=999\nmeasured-at=990\n" WEIGHTS,
    "c" RECIPE "state=finished\nstep=1000\nmeasured-at=2000\n" WEIGHTS,
    "c" RECIPE "state=finished\nstep=1000\nmeasured-at=1000\nloss=much\n" WEIGHTS,
    "c" RECIPE "state=finished\nstep=1000\nmeasured-at=1000\nweights=short\n",
    "c" RECIPE "state=finished\nstep=1000\nmeasured-at=1000\nmore=1\n" WEIGHTS,
    "c" RECIPE "state=finished\nstep=1000\nmeasured-at=1000\nt\xff\x1b=1\n" WEIGHTS,
    "cversion=1\nhidden=none\n",
    "cversion=1\nhidden=many\n",
    "c\n\n=1\n",
    "t" BEGIN,
    "t" BEGIN BEGIN,
    "t" BEGIN "a=1\na=1\n" END,
    "t" BEGIN END,
    "tnothing\r\nat all\r",
    "t> " BEGIN ">> version=1 \t\r\n> check=0\n> " END,
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    normlab_fuzz_add_text (seeds, texts[i]);
}
