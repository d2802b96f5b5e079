/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-json.h"

#include <math.h>
#include <string.h>

#include "normlab-log-number.h"

/* What may come next. */
enum
{
  VALUE,
  VALUE_OR_END, /* of an array that has just begun */
  KEY_OR_END,   /* of an object that has just begun */
  KEY,
  COLON,
  COMMA_OR_END,
  DONE,
};

/* Within what. */
enum
{
  NOTHING,
  STRING,
  ESCAPE,
  UNICODE,
  WORD, /* a number, or letters */
};

void
normlab_json_init (NormlabJson *self, NormlabJsonFunc function, gpointer user_data)
{
  *self
      = (NormlabJson){ .function = function, .user_data = user_data, .token = g_string_new (NULL) };
}

void
normlab_json_clear (NormlabJson *self)
{
  if (self->token != NULL)
    g_string_free (self->token, TRUE);
  self->token = NULL;
}

void
normlab_json_reset (NormlabJson *self)
{
  GString *token = self->token;

  g_string_truncate (token, 0);
  *self = (NormlabJson){ .function = self->function, .user_data = self->user_data, .token = token };
}

static void
tell (NormlabJson *self, NormlabJsonEvent event, double number)
{
  self->function (event, self->token->str, self->token->len, number, self->user_data);
}

static void
append (NormlabJson *self, const char *text, gsize n)
{
  gsize room = NORMLAB_JSON_MAX_TEXT - MIN (self->token->len, NORMLAB_JSON_MAX_TEXT);

  g_string_append_len (self->token, text, (gssize) MIN (n, room));
}

static void
append_character (NormlabJson *self, gunichar character)
{
  char utf8[6];

  append (self, utf8, (gsize) g_unichar_to_utf8 (character, utf8));
}

/* The first of a pair of which the second has not come. */
static void
forget_surrogate (NormlabJson *self)
{
  if (self->surrogate != 0)
    append_character (self, 0xfffd);
  self->surrogate = 0;
}

static gboolean
in_object (const NormlabJson *self)
{
  return self->depth > 0 && (self->objects >> (self->depth - 1) & 1) != 0;
}

static void
end_value (NormlabJson *self)
{
  self->state = self->depth > 0 ? COMMA_OR_END : DONE;
}

static gboolean
begin (NormlabJson *self, gboolean object)
{
  if (self->depth == NORMLAB_JSON_MAX_DEPTH)
    return FALSE;
  self->objects &= ~(G_GUINT64_CONSTANT (1) << self->depth);
  self->objects |= (guint64) object << self->depth;
  self->depth++;
  self->state = object ? KEY_OR_END : VALUE_OR_END;
  tell (self, object ? NORMLAB_JSON_BEGIN_OBJECT : NORMLAB_JSON_BEGIN_ARRAY, NAN);
  return TRUE;
}

static gboolean
end (NormlabJson *self, gboolean object)
{
  gboolean may = self->state == COMMA_OR_END
                 || self->state == (object ? (guint) KEY_OR_END : (guint) VALUE_OR_END);

  if (!may || self->depth == 0 || in_object (self) != object)
    return FALSE;
  self->depth--;
  tell (self, object ? NORMLAB_JSON_END_OBJECT : NORMLAB_JSON_END_ARRAY, NAN);
  end_value (self);
  return TRUE;
}

static void
end_string (NormlabJson *self)
{
  forget_surrogate (self);
  self->lexer = NOTHING;
  if (self->state == VALUE || self->state == VALUE_OR_END)
    {
      tell (self, NORMLAB_JSON_STRING, NAN);
      end_value (self);
    }
  else
    {
      tell (self, NORMLAB_JSON_KEY, NAN);
      self->state = COLON;
    }
  g_string_truncate (self->token, 0);
}

/* A number has no zeros before it and digits on both sides of its dot; that is not looked at. */
static gboolean
end_word (NormlabJson *self)
{
  const char *text = self->token->str;
  double number = NAN;

  self->lexer = NOTHING;
  if (strcmp (text, "true") == 0 || strcmp (text, "false") == 0 || strcmp (text, "null") == 0)
    tell (self, NORMLAB_JSON_WORD, NAN);
  else if (strcmp (text, "NaN") == 0 || strcmp (text, "-NaN") == 0)
    tell (self, NORMLAB_JSON_NUMBER, NAN);
  else if (strcmp (text, "Infinity") == 0 || strcmp (text, "-Infinity") == 0)
    tell (self, NORMLAB_JSON_NUMBER, *text == '-' ? -INFINITY : INFINITY);
  else if (*text != '+'
           && normlab_log_number_take (text, text + self->token->len, &number)
                  == text + self->token->len)
    tell (self, NORMLAB_JSON_NUMBER, number);
  else
    return FALSE;
  g_string_truncate (self->token, 0);
  end_value (self);
  return TRUE;
}

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '+' || c == '.';
}

/* Outside of strings and words. */
static gboolean
take (NormlabJson *self, char c)
{
  gboolean value = self->state == VALUE || self->state == VALUE_OR_END;

  if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
    return TRUE;
  if (c == '}' || c == ']')
    return end (self, c == '}');
  if (self->state == COLON || self->state == COMMA_OR_END)
    {
      if (c != (self->state == COLON ? ':' : ','))
        return FALSE;
      self->state = self->state == COLON || !in_object (self) ? VALUE : KEY;
      return TRUE;
    }
  if (self->state == DONE)
    return FALSE;
  if (c == '"')
    {
      self->lexer = STRING;
      return TRUE;
    }
  if (value && (c == '{' || c == '['))
    return begin (self, c == '{');
  if (!value || !is_word_byte (c))
    return FALSE;
  self->lexer = WORD;
  g_string_append_c (self->token, c);
  return TRUE;
}

static gboolean
take_escape (NormlabJson *self, char c)
{
  static const char letters[] = "bfnrt\"\\/";
  static const char meanings[] = "\b\f\n\r\t\"\\/";
  const char *found = strchr (letters, c);

  self->lexer = STRING;
  if (c == 'u')
    {
      self->lexer = UNICODE;
      self->unicode = self->n_unicode = 0;
      return TRUE;
    }
  forget_surrogate (self);
  if (c == '\0' || found == NULL)
    return FALSE;
  append (self, &meanings[found - letters], 1);
  return TRUE;
}

static gboolean
take_unicode (NormlabJson *self, char c)
{
  if (!g_ascii_isxdigit (c))
    return FALSE;
  self->unicode = self->unicode << 4 | (guint) g_ascii_xdigit_value (c);
  if (++self->n_unicode < 4)
    return TRUE;
  self->lexer = STRING;
  if (self->unicode >= 0xdc00 && self->unicode < 0xe000 && self->surrogate != 0)
    {
      self->unicode = 0x10000 + ((self->surrogate - 0xd800) << 10) + (self->unicode - 0xdc00);
      self->surrogate = 0;
    }
  forget_surrogate (self);
  if (self->unicode >= 0xd800 && self->unicode < 0xdc00)
    self->surrogate = self->unicode;
  else
    append_character (self,
                      self->unicode == 0 || (self->unicode >= 0xdc00 && self->unicode < 0xe000)
                          ? 0xfffd
                          : self->unicode);
  return TRUE;
}

/* As much of a string as needs no other look. */
static const char *
take_plain (NormlabJson *self, const char *p, const char *limit)
{
  const char *q = p;

  while (q < limit && *q != '"' && *q != '\\')
    q++;
  if (q > p)
    {
      forget_surrogate (self);
      append (self, p, (gsize) (q - p));
    }
  return q;
}

/* Takes one byte or several; NULL if it is no JSON. */
static const char *
step (NormlabJson *self, const char *p, const char *limit)
{
  switch (self->lexer)
    {
    case STRING:
      p = take_plain (self, p, limit);
      if (p == limit)
        return p;
      if (*p == '"')
        end_string (self);
      else
        self->lexer = ESCAPE;
      return p + 1;
    case ESCAPE:
      return take_escape (self, *p) ? p + 1 : NULL;
    case UNICODE:
      return take_unicode (self, *p) ? p + 1 : NULL;
    case WORD:
      if (!is_word_byte (*p))
        return end_word (self) ? p : NULL;
      append (self, p, 1);
      return p + 1;
    default:
      return take (self, *p) ? p + 1 : NULL;
    }
}

gboolean
normlab_json_feed (NormlabJson *self, const char *text, gsize n)
{
  const char *p = text;
  const char *limit = text + n;

  while (p < limit && !self->failed)
    {
      const char *next = step (self, p, limit);

      if (next == NULL)
        self->failed = TRUE;
      else
        {
          self->offset += (guint64) (next - p);
          p = next;
        }
    }
  return !self->failed;
}

gboolean
normlab_json_finish (NormlabJson *self)
{
  if (!self->failed && self->lexer == WORD && !end_word (self))
    self->failed = TRUE;
  return !self->failed && normlab_json_is_done (self);
}

gboolean
normlab_json_is_done (const NormlabJson *self)
{
  return self->lexer == NOTHING && self->state == DONE;
}
