/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-fetcher.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <sys/file.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-text.h"

#define BLOCK (64 * 1024)
/* How often an address is asked again that breaks off, but sent something. */
#define MAX_TRIES 8
/* Room beyond twice what the list says that a file has. */
#define SPARE (1 << 20)

/* All files of a data set on their way. */
typedef struct
{
  SoupSession *session;
  const char *folder;
  guint64 max;
  NormlabProgress *progress; /* nullable */
  guint64 done;              /* bytes of the files before, by the list */
  guint64 whole;             /* and of all */
} Fetch;

/* One of them, from one address. */
typedef struct
{
  const Fetch *fetch;
  const NormlabSourceFile *file;
  GUri *uri;
  const char *part; /* the file that it lies in until it is whole */
  int fd;           /* of that */
  guint64 size;     /* bytes that are there */
  gboolean resumed; /* some of them from an earlier call or try */
  gboolean told;    /* the server has said how many there are */
  guint64 broken;   /* how many there were when it broke off without having said that */
} Transfer;

typedef enum
{
  CAME,      /* all of it */
  BROKE_OFF, /* what there is can be gone on from */
  REFUSED,   /* this address has nothing, or something else */
  IS_OVER,   /* somebody cancels, or the disk refuses: no other address helps */
} Outcome;

gboolean
normlab_fetch_is_possible (void)
{
  return TRUE;
}

/* What went wrong */

static Outcome
fail_with_file (const char *path, GError **error)
{
  int code = errno;
  g_autofree char *name = normlab_text_for_path (path);

  /* It is worse than what went wrong before. */
  g_clear_error (error);
  /* Translators: a file, and why */
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("“%s” cannot be written: %s"), name,
               g_strerror (code));
  return IS_OVER;
}

/* Of the connection. @outcome: unless somebody has cancelled. */
static Outcome
fail_with (const Transfer *self, const GError *reason, Outcome outcome, GError **error)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED, _("It was cancelled"));
      return IS_OVER;
    }
  if (reason->domain == G_RESOLVER_ERROR)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 /* Translators: a host's name */
                 _("%s is not found; is this machine connected to the internet?"),
                 g_uri_get_host (self->uri));
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 /* Translators: a host's name, and a file's */
                 _("%s has fallen silent while it was asked for %s"), g_uri_get_host (self->uri),
                 self->file->name);
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 /* Translators: a host's name, a file's, and why */
                 _("%s does not give %s: %s"), g_uri_get_host (self->uri), self->file->name,
                 reason->message);
  return outcome;
}

/* Nothing of what there is counts any more. */
static gboolean
start_over (Transfer *self)
{
  self->size = 0;
  self->resumed = FALSE;
  return ftruncate (self->fd, 0) == 0 && lseek (self->fd, 0, SEEK_SET) == 0;
}

/* What comes */

static guint64
get_limit (const Transfer *self)
{
  return self->file->bytes > 1 ? MIN (2 * self->file->bytes + SPARE, self->fetch->max)
                               : self->fetch->max;
}

static Outcome
fail_with_size (Transfer *self, GError **error)
{
  g_autofree char *limit = g_format_size (get_limit (self));

  g_set_error (
      error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
      /* Translators: a host's name, a file's, and a size: "20 MB" */
      _("What %s sends as %s has more than %s, which it cannot have; nothing of it was kept"),
      g_uri_get_host (self->uri), self->file->name, limit);
  return start_over (self) ? REFUSED : fail_with_file (self->part, error);
}

static gboolean
report (const Transfer *self, GError **error)
{
  const Fetch *fetch = self->fetch;
  guint64 here = MIN (self->size, self->file->bytes);

  return normlab_progress_report (fetch->progress,
                                  (double) (fetch->done + here) / (double) fetch->whole, error);
}

static gboolean
write_all (int fd, const char *bytes, gsize n)
{
  while (n > 0)
    {
      gssize written = write (fd, bytes, n);

      if (written < 0 && errno != EINTR)
        return FALSE;
      bytes += MAX (written, 0);
      n -= (gsize) MAX (written, 0);
    }
  return TRUE;
}

static Outcome
fail_with_end (const Transfer *self, guint64 expected, GError **error)
{
  g_autofree char *size = g_format_size (self->size);
  g_autofree char *whole = g_format_size (expected);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               /* Translators: a host's name, a file's, and two sizes: "3.1 MB" */
               _("%s breaks off %s after %s of %s"), g_uri_get_host (self->uri), self->file->name,
               size, whole);
  return BROKE_OFF;
}

static GCancellable *
get_cancellable (const Transfer *self)
{
  return self->fetch->progress != NULL ? self->fetch->progress->cancellable : NULL;
}

/* Until the stream ends. @expected: bytes of the whole file, or 0 where the server does not say. */
static Outcome
receive (Transfer *self, GInputStream *stream, guint64 expected, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK);
  GCancellable *cancellable = get_cancellable (self);

  for (;;)
    {
      g_autoptr (GError) reason = NULL;
      gssize n = g_input_stream_read (stream, block, BLOCK, cancellable, &reason);

      if (n < 0)
        return fail_with (self, reason, BROKE_OFF, error);
      if (n == 0)
        break;
      if (!write_all (self->fd, block, (gsize) n))
        return fail_with_file (self->part, error);
      self->size += (guint64) n;
      if (self->size > get_limit (self))
        return fail_with_size (self, error);
      if (!report (self, error))
        return IS_OVER;
    }
  return self->size >= expected ? CAME : fail_with_end (self, expected, error);
}

/* What the server says of a part or of the whole. */
static Outcome
take_answer (Transfer *self, SoupMessage *message, GInputStream *stream, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  guint status = soup_message_get_status (message);
  goffset length = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
                       ? soup_message_headers_get_content_length (headers)
                       : 0;
  goffset first = 0, last, whole = 0;

  if (status == SOUP_STATUS_OK || status == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE)
    {
      if (!start_over (self))
        return fail_with_file (self->part, error);
    }
  else if (status == SOUP_STATUS_PARTIAL_CONTENT
           && (!soup_message_headers_get_content_range (headers, &first, &last, &whole)
               || first != (goffset) self->size))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("%s sends another part of %s than it was asked for"),
                   g_uri_get_host (self->uri), self->file->name);
      return start_over (self) ? REFUSED : fail_with_file (self->part, error);
    }
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   /* Translators: a host's name, a file's, and its answer: "404 Not Found" */
                   _("%s does not give %s: it says “%u %s”"), g_uri_get_host (self->uri),
                   self->file->name, status, soup_message_get_reason_phrase (message));
      return status == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE ? BROKE_OFF : REFUSED;
    }
  if (self->size + (guint64) length > get_limit (self))
    return fail_with_size (self, error);
  if (length > 0)
    whole = (goffset) self->size + length;
  self->told = whole > 0;
  return receive (self, stream, (guint64) MAX (whole, 0), error);
}

/* Whether what has come is what is published. */

/* NULL where reading fails, or where somebody cancels. */
static char *
compute_md5 (const Transfer *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  g_autofree guchar *block = g_malloc (BLOCK);
  GCancellable *cancellable = get_cancellable (self);
  gssize n;

  if (lseek (self->fd, 0, SEEK_SET) != 0)
    return NULL;
  while (!g_cancellable_is_cancelled (cancellable) && (n = read (self->fd, block, BLOCK)) != 0)
    if (n < 0)
      return NULL;
    else
      g_checksum_update (checksum, block, n);
  return g_cancellable_is_cancelled (cancellable) ? NULL
                                                  : g_strdup (g_checksum_get_string (checksum));
}

/* Whether a connection that ended without saying how much there is ended too early: there is no
 * more than is published, by a list that is not exact, and more than there was when that happened
 * before. */
static gboolean
is_broken (const Transfer *self)
{
  return self->file->bytes > 1 && self->size < self->file->bytes + self->file->bytes / 10
         && self->size > self->broken;
}

static Outcome
check (Transfer *self, GError **error)
{
  g_autofree char *md5 = compute_md5 (self);
  gboolean resumed = self->resumed;

  if (md5 == NULL && !report (self, error))
    return IS_OVER;
  if (md5 == NULL)
    return fail_with_file (self->part, error);
  if (g_str_equal (md5, self->file->md5))
    return CAME;
  if (!self->told && is_broken (self))
    {
      self->broken = self->size;
      return fail_with_end (self, self->file->bytes, error);
    }
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               /* Translators: a host's name, a file's, and two checksums */
               _("What %s sends as %s is not what is published: its MD5 is %s and should be %s; "
                  "nothing of it was kept"),
               g_uri_get_host (self->uri), self->file->name, md5, self->file->md5);
  if (!start_over (self))
    return fail_with_file (self->part, error);
  /* What was there before may have been something else. */
  return resumed ? BROKE_OFF : REFUSED;
}

/* One request. */
static Outcome
ask (Transfer *self, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new_from_uri ("GET", self->uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) reason = NULL;
  NormlabProgress *progress = self->fetch->progress;
  Outcome outcome;

  self->resumed = self->size > 0;
  if (self->resumed)
    soup_message_headers_set_range (headers, (goffset) self->size, -1);
  /* A file that is packed comes as it is. */
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  stream = soup_session_send (self->fetch->session, message,
                              progress != NULL ? progress->cancellable : NULL, &reason);
  outcome = stream != NULL ? take_answer (self, message, stream, error)
                           : fail_with (self, reason, REFUSED, error);
  return outcome == CAME ? check (self, error) : outcome;
}

/* From one address, as long as each request brings it farther, or what was there turns out to be
 * useless. */
static Outcome
fetch_from (Transfer *self, GError **error)
{
  self->broken = 0;
  for (guint try = 1;; try++)
    {
      g_autoptr (GError) reason = NULL;
      guint64 before = self->size;
      Outcome outcome = ask (self, &reason);

      if (outcome == CAME)
        return CAME;
      if (outcome != BROKE_OFF || try == MAX_TRIES || self->size == before)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return outcome;
        }
    }
}

/* Addresses */

static gboolean
rename_whole (const Transfer *self, const char *path, GError **error)
{
  if (fsync (self->fd) == 0 && g_rename (self->part, path) == 0)
    return TRUE;
  fail_with_file (path, error);
  return FALSE;
}

/* What the first address says is said where none has it. */
static gboolean
fetch_into (Transfer *self, const NormlabSource *source, GError **error)
{
  g_autoptr (GError) first = NULL;

  for (guint i = 0; source->addresses[i] != NULL; i++)
    {
      g_autofree char *name = g_uri_escape_string (self->file->name, NULL, FALSE);
      g_autofree char *address = g_strconcat (source->addresses[i], name, NULL);
      g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
      g_autoptr (GError) reason = NULL;
      Outcome outcome;

      self->uri = uri;
      outcome = fetch_from (self, &reason);
      if (outcome == CAME)
        return TRUE;
      if (outcome == IS_OVER)
        g_clear_error (&first);
      if (first == NULL)
        first = g_steal_pointer (&reason);
      if (outcome == IS_OVER)
        break;
    }
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/* Whether it was, when somebody ended the program before it had its name. */
static gboolean
is_whole (const Transfer *self)
{
  g_autofree char *md5 = self->size > 0 ? compute_md5 (self) : NULL;
  gboolean whole = g_strcmp0 (md5, self->file->md5) == 0;

  lseek (self->fd, 0, SEEK_END);
  return whole;
}

static gboolean
fetch_file (const Fetch *fetch,
            const NormlabSource *source,
            const NormlabSourceFile *file,
            GError **error)
{
  g_autofree char *path = g_build_filename (fetch->folder, file->name, NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  Transfer transfer = { .fetch = fetch, .file = file, .part = part };
  off_t end;
  gboolean ok;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      transfer.size = file->bytes;
      return report (&transfer, error);
    }
  transfer.fd = g_open (part, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  end = transfer.fd >= 0 ? lseek (transfer.fd, 0, SEEK_END) : -1;
  if (end < 0)
    fail_with_file (part, error);
  else
    transfer.size = (guint64) end;
  /* Nothing of it can be right. */
  if (transfer.size > get_limit (&transfer) && !start_over (&transfer))
    {
      fail_with_file (part, error);
      end = -1;
    }
  ok = end >= 0 && (is_whole (&transfer) || fetch_into (&transfer, source, error))
       && rename_whole (&transfer, path, error);
  /* What can be gone on from stays. */
  if (!ok && end >= 0 && transfer.size == 0)
    g_unlink (part);
  if (transfer.fd >= 0)
    close (transfer.fd);
  return ok;
}

/* Two programs do not write into one file. −1 with an error. */
static int
lock_folder (const NormlabSource *source, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, ".lock", NULL);
  int fd;

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      fail_with_file (folder, error);
      return -1;
    }
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0)
    fail_with_file (path, error);
  else if (flock (fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("%s is being fetched already, by another window or program"), source->name);
      close (fd);
      return -1;
    }
  return fd;
}

gboolean
normlab_fetch (const NormlabSource *source,
               const char *folder,
               guint silence,
               guint64 max,
               NormlabProgress *progress,
               GError **error)
{
  g_autoptr (SoupSession) session = NULL;
  Fetch fetch = { .folder = folder, .max = max, .progress = progress };
  gboolean ok = TRUE;
  int lock;

  g_return_val_if_fail (source != NULL && folder != NULL, FALSE);

  lock = lock_folder (source, folder, error);
  if (lock < 0)
    return FALSE;
  session = soup_session_new_with_options ("timeout", silence, "user-agent",
                                           "normlab/" PACKAGE_VERSION, NULL);
  fetch.session = session;
  fetch.whole = normlab_source_get_bytes (source);
  for (guint i = 0; i < source->files->len && ok; i++)
    {
      const NormlabSourceFile *file = g_ptr_array_index (source->files, i);

      ok = fetch_file (&fetch, source, file, error);
      fetch.done += file->bytes;
    }
  close (lock);
  return ok;
}
