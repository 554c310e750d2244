/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What counts as an address, and what is shown of it.
 *
 * - It begins with http://, https:// or www., where a word can begin, and goes on to the next space,
 *   quote or angle bracket; punctuation that ends a sentence is not part of it.
 * - What is opened is written anew: the host in ASCII, so that no foreign letter passes for a known
 *   one; everything else that is not ASCII as percent codes; no name or password before the host.
 * - In the text it stands as it was written, but between marks that keep right-to-left letters from
 *   moving what stands around it, without any such marks of its own, and the host stands behind it
 *   where it is not all that was written. */

#include "luwte-link.h"

#include <glib/gi18n.h>
#include <string.h>

#define ISOLATE "\xe2\x81\xa6" /* U+2066, left to right */
#define POP     "\xe2\x81\xa9" /* U+2069 */

static LuwteLinkOpenFunc open_func;
static gpointer open_data;

static gboolean
is_direction_mark (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

static gboolean
begins_with (const char *text, const char *beginning)
{
  return g_ascii_strncasecmp (text, beginning, strlen (beginning)) == 0;
}

static gboolean
begins_address (const char *text)
{
  return begins_with (text, "http://") || begins_with (text, "https://") ||
         begins_with (text, "www.");
}

static char *
escape (const char *part)
{
  return part != NULL
             ? g_uri_escape_string (part, "%" G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?", FALSE)
             : NULL;
}

char *
luwte_link_parse (const char *written, char **host)
{
  g_autofree char *whole = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;
  g_autofree char *fragment = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  g_return_val_if_fail (written != NULL && host != NULL, NULL);

  *host = NULL;
  whole = begins_with (written, "www.") ? g_strconcat ("https://", written, NULL)
                                        : g_strdup (written);
  uri = g_uri_parse (whole, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;
  scheme = g_uri_get_scheme (uri);
  if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https"))
    return NULL;
  name = g_hostname_to_ascii (g_uri_get_host (uri));
  if (name == NULL || strpbrk (name, " %<>\"\\") != NULL)
    return NULL;
  path = escape (g_uri_get_path (uri));
  query = escape (g_uri_get_query (uri));
  fragment = escape (g_uri_get_fragment (uri));
  *host = g_steal_pointer (&name);
  return g_uri_join (G_URI_FLAGS_ENCODED, scheme, NULL, *host, g_uri_get_port (uri),
                     path != NULL ? path : "", query, fragment);
}

static gboolean
ends_address (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == '<' || c == '>' || c == '"' ||
         c == 0x201c || c == 0x201d || c == 0x00ab || c == 0x00bb;
}

static guint
count (const char *text, gsize length, char c)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    n += text[i] == c;
  return n;
}

/* How long the address is that begins here. */
static gsize
measure (const char *text)
{
  const char *at = text;
  gsize length;

  while (*at != '\0' && !ends_address (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  length = (gsize) (at - text);
  for (; length > 0; length--)
    {
      const char last = text[length - 1];

      /* "(see www.example.org/a_(b))": the last one closes what was opened outside. */
      if (last == ')' && count (text, length, '(') >= count (text, length, ')'))
        break;
      if (strchr (".,;:!?'*)]}", last) == NULL)
        break;
    }
  return length;
}

static gboolean
begins_word (const char *text, const char *at)
{
  gunichar before = at > text ? g_utf8_get_char (g_utf8_prev_char (at)) : ' ';

  return !g_unichar_isalnum (before) && before != '/' && before != '@' && before != '.';
}

/* The host stands there alone already. */
static gboolean
is_host_alone (const char *written, const char *host)
{
  const char *rest = strstr (written, "://");
  gsize length = strlen (host);

  rest = rest != NULL ? rest + 3 : written;
  return g_ascii_strncasecmp (rest, host, length) == 0 &&
         (rest[length] == '\0' || g_str_equal (rest + length, "/"));
}

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

static void
append_link (GString *markup, const char *written, const char *address, const char *host)
{
  g_autofree char *quoted = g_markup_escape_text (address, -1);

  g_string_append_printf (markup, ISOLATE "<a href=\"%s\" title=\"%s\">", quoted, host);
  for (const char *at = written; *at != '\0'; at = g_utf8_next_char (at))
    if (!is_direction_mark (g_utf8_get_char (at)))
      append_escaped (markup, at, (gsize) (g_utf8_next_char (at) - at));
  g_string_append (markup, "</a>");
  if (!is_host_alone (written, host))
    {
      g_string_append (markup, " (");
      append_escaped (markup, host, strlen (host));
      g_string_append_c (markup, ')');
    }
  g_string_append (markup, POP);
}

char *
luwte_link_markup (const char *text)
{
  g_autoptr (GString) markup = NULL;
  const char *from = text;
  gboolean any = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  /* Most messages have none, and a list makes many rows. */
  if (strstr (text, "://") == NULL && strcasestr (text, "www.") == NULL)
    return NULL;
  markup = g_string_new (NULL);
  for (const char *at = text; *at != '\0';)
    {
      const gsize length = begins_address (at) && begins_word (text, at) ? measure (at) : 0;
      g_autofree char *written = g_strndup (at, length);
      g_autofree char *host = NULL;
      g_autofree char *address = length > 0 ? luwte_link_parse (written, &host) : NULL;

      if (address == NULL)
        {
          at = length > 0 ? at + length : g_utf8_next_char (at);
          continue;
        }
      append_escaped (markup, from, (gsize) (at - from));
      append_link (markup, written, address, host);
      at += length;
      from = at;
      any = TRUE;
    }
  append_escaped (markup, from, strlen (from));
  return any ? g_string_free (g_steal_pointer (&markup), FALSE) : NULL;
}

static gboolean
activate_link_cb (GtkLabel *label, const char *address, gpointer data)
{
  luwte_link_ask (GTK_WIDGET (label), address);
  return GDK_EVENT_STOP;
}

void
luwte_link_show (GtkLabel *label, const char *text)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (GTK_IS_LABEL (label));

  markup = text != NULL ? luwte_link_markup (text) : NULL;
  if (markup == NULL)
    {
      gtk_label_set_text (label, text != NULL ? text : "");
      return;
    }
  g_signal_handlers_disconnect_by_func (label, activate_link_cb, NULL);
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);
  gtk_label_set_markup (label, markup);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  gtk_widget_activate_action (widget, "chats.tell", "s",
                              _ ("This computer did not open the address."));
}

static void
open_address (GtkWidget *widget, const char *address)
{
  g_autoptr (GtkUriLauncher) launcher = NULL;
  GtkRoot *root = gtk_widget_get_root (widget);

  if (open_func != NULL)
    {
      open_func (address, open_data);
      return;
    }
  launcher = gtk_uri_launcher_new (address);
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                           launched_cb, g_object_ref (widget));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (source);
  const char *answer = adw_alert_dialog_choose_finish (dialog, result);

  if (g_str_equal (answer, "open"))
    open_address (widget, g_object_get_data (source, "address"));
}

static GtkWidget *
make_address_label (const char *address)
{
  g_autofree char *isolated = g_strconcat (ISOLATE, address, POP, NULL);
  GtkWidget *label = gtk_label_new (isolated);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "monospace");
  return label;
}

void
luwte_link_ask (GtkWidget *widget, const char *address)
{
  AdwDialog *dialog;
  g_autofree char *host = NULL;
  g_autofree char *whole = luwte_link_parse (address, &host);
  g_autofree char *heading = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (whole == NULL)
    return;
  /* Translators: %s is the host of a web address, "www.example.org" */
  heading = g_strdup_printf (_ ("Open %s?"), host);
  dialog = adw_alert_dialog_new (
      heading,
      _ ("Somebody wrote this address; Luwte has not looked at it. Your browser opens it: the "
         "website sees that somebody came from your network, and your browser remembers it."));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), make_address_label (whole));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "back",
                                  _ ("_Back"), "open", _ ("_Open"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "back");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "back");
  g_object_set_data_full (G_OBJECT (dialog), "address", g_steal_pointer (&whole), g_free);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), widget, NULL, asked_cb,
                           g_object_ref (widget));
}

void
luwte_link_set_open_func (LuwteLinkOpenFunc func, gpointer data)
{
  open_func = func;
  open_data = data;
}
