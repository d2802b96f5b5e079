/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-text.h"

#include <string.h>

/* Never at the beginning of a line, and never at its end. */
#define CLOSING "、。，．・：；？！」』）］｝〉》】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%"
#define OPENING "「『（［｛〈《【([{"

char *
normlab_cli_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c))
        g_string_append_c (clean, '?');
      else
        g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

static guint
char_width (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

guint
normlab_cli_text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += char_width (g_utf8_get_char (p));
  return width;
}

static void
append_blanks (GString *line, guint n)
{
  g_string_append_printf (line, "%*s", (int) n, "");
}

void
normlab_cli_text_append_cell (GString *line, const char *text, guint width, gboolean right)
{
  guint used = normlab_cli_text_width (text);

  if (used <= width)
    {
      if (right)
        append_blanks (line, width - used);
      g_string_append (line, text);
      if (!right)
        append_blanks (line, width - used);
      return;
    }

  used = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (used + char_width (c) + 1 > width)
        break;
      g_string_append_unichar (line, c);
      used += char_width (c);
    }
  if (used < width)
    {
      g_string_append (line, "…");
      append_blanks (line, width - used - 1);
    }
}

/* Whether a line may end before the character at @p. */
static gboolean
can_break_before (const char *start, const char *p)
{
  gunichar c = g_utf8_get_char (p);
  gunichar last;

  if (p == start || c == ' ')
    return c == ' ';
  last = g_utf8_get_char (g_utf8_prev_char (p));
  return (g_unichar_iswide (c) || g_unichar_iswide (last)) && last != ' '
         && g_utf8_strchr (CLOSING, -1, c) == NULL && g_utf8_strchr (OPENING, -1, last) == NULL;
}

/* The end of the part of @text that fits into @width cells. */
static const char *
find_line_end (const char *text, const char *end, guint width)
{
  const char *last = NULL;
  guint used = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      if (can_break_before (text, p))
        last = p;
      used += char_width (g_utf8_get_char (p));
      if (used > width && last != NULL)
        return last;
    }
  return end;
}

/* What was kept together can be copied as what it is. */
static void
append_line (GString *out, const char *text, const char *end)
{
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    if (g_str_has_prefix (p, NORMLAB_CLI_NO_BREAK))
      g_string_append_c (out, ' ');
    else
      g_string_append_unichar (out, g_utf8_get_char (p));
  g_string_append_c (out, '\n');
}

void
normlab_cli_text_append_wrapped (GString *out, const char *text, guint indent, guint width)
{
  guint room = width > indent + 20 ? width - indent : 20;

  while (*text != '\0')
    {
      const char *paragraph = text + strcspn (text, "\n");
      const char *end = find_line_end (text, paragraph, room);

      if (end > text)
        append_blanks (out, indent);
      append_line (out, text, end);
      if (end == paragraph)
        text = *paragraph == '\n' ? paragraph + 1 : paragraph;
      else
        for (text = end; *text == ' ';)
          text++;
    }
}
