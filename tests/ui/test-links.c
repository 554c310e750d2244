/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Web addresses in messages. */

#include "luwte-chats-fixture.h"

#include "luwte-link.h"
#include "luwte-message-row.h"
#include "luwte-ui-harness.h"

#define ISOLATE "\xe2\x81\xa6"
#define POP     "\xe2\x81\xa9"

static void
test_parse (void)
{
  static const struct
  {
    const char *written;
    const char *address; /* NULL: it is none */
    const char *host;
  } cases[] = {
    { "https://www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d", "www.example.org" },
    { "www.example.org", "https://www.example.org", "www.example.org" },
    { "HTTP://Example.ORG:8080/", "http://example.org:8080/", "example.org" },
    /* Cyrillic that reads as Latin is seen for what it is. */
    { "https://\xd0\xb0pple.com/", "https://xn--pple-43d.com/", "xn--pple-43d.com" },
    /* A name before the host is not where it leads. */
    { "https://bank.nl@evil.example/", "https://evil.example/", "evil.example" },
    { "https://bank.nl:geheim@evil.example", "https://evil.example", "evil.example" },
    { "https://example.org/caf\xc3\xa9", "https://example.org/caf%C3%A9", "example.org" },
    { "https://example.org/\xe2\x80\xaegnp", "https://example.org/%E2%80%AEgnp", "example.org" },
    { "http://192.168.1.1/x", "http://192.168.1.1/x", "192.168.1.1" },
    { "http://[::1]/x", "http://[::1]/x", "::1" },
    { "javascript:alert(1)", NULL, NULL },
    { "file:///etc/passwd", NULL, NULL },
    { "https://", NULL, NULL },
    { "https:///weg", NULL, NULL },
    { "http://a b/", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *host = NULL;
      g_autofree char *address = luwte_link_parse (cases[i].written, &host);

      g_test_message ("%s", cases[i].written);
      g_assert_cmpstr (address, ==, cases[i].address);
      g_assert_cmpstr (host, ==, cases[i].host);
    }
}

static char *
link_of (const char *address, const char *host, const char *written, const char *behind)
{
  return g_strdup_printf (ISOLATE "<a href=\"%s\" title=\"%s\">%s</a>%s" POP, address, host,
                          written, behind);
}

static void
test_markup (void)
{
  g_autofree char *plain = link_of ("https://example.org/", "example.org", "https://example.org/",
                                    "");
  g_autofree char *deep = link_of ("https://example.org/a_(b)?x=1&amp;y=2", "example.org",
                                   "https://example.org/a_(b)?x=1&amp;y=2", " (example.org)");
  g_autofree char *turned = link_of ("https://example.org/%E2%80%AEtxt.exe", "example.org",
                                     "https://example.org/txt.exe", " (example.org)");
  const struct
  {
    const char *text;
    const char *before;
    const char *link;
    const char *after;
  } cases[] = {
    { "Kijk op https://example.org/.", "Kijk op ", plain, "." },
    { "(https://example.org/a_(b)?x=1&y=2)", "(", deep, ")" },
    { "<b>https://example.org/</b>", "&lt;b&gt;", plain, "&lt;/b&gt;" },
    { "https://example.org/\xe2\x80\xaetxt.exe", "", turned, "" },
  };
  static const char *const none[] = {
    "gewoon tekst", "mail@www.example.org", "ftp://example.org", "http://", "a://b", "xhttp://a.nl",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = luwte_link_markup (cases[i].text);
      g_autofree char *wanted = g_strconcat (cases[i].before, cases[i].link, cases[i].after, NULL);

      g_assert_cmpstr (markup, ==, wanted);
    }
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (luwte_link_markup (none[i]));
}

static void
opened_cb (const char *address, gpointer data)
{
  g_set_str ((char **) data, address);
}

static AdwDialog *
get_dialog (LuwteChatsFixture *f)
{
  luwte_ui_test_settle ();
  return adw_window_get_visible_dialog (ADW_WINDOW (f->window));
}

/* By keys: the focus goes to the address, Enter asks, and only a second word opens it. (R98) */
static void
test_asked (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  g_autofree char *opened = NULL;
  GtkWidget *row;
  GtkWidget *label;

  luwte_link_set_open_func (opened_cb, &opened);
  luwte_fake_service_add (f->service, "s1", "Kiezel", "Jongeren", TRUE);
  luwte_fake_service_tell (f->service);
  luwte_chats_fixture_claim (f, "Kiezel");
  luwte_fake_service_visitor_says (f->service, "s1", "Is https://\xd0\xb0pple.com/hulp goed?",
                                   TRUE);
  luwte_ui_test_wait ((row = luwte_ui_test_find_type (f->window, LUWTE_TYPE_MESSAGE_ROW, 0)) !=
                      NULL);
  luwte_ui_test_settle ();
  g_assert_true (luwte_ui_test_shows (row, "(xn--pple-43d.com)"));
  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  label = gtk_window_get_focus (f->window);
  g_assert_true (GTK_IS_LABEL (label));
  g_signal_emit_by_name (label, "activate-current-link");
  g_assert_nonnull (get_dialog (f));
  g_assert_true (luwte_ui_test_shows (get_dialog (f), "Open xn--pple-43d.com?"));
  g_assert_true (luwte_ui_test_shows (get_dialog (f), "https://xn--pple-43d.com/hulp"));
  luwte_ui_test_picture (f->window, "link");
  luwte_ui_test_click (get_dialog (f), GTK_ACCESSIBLE_ROLE_BUTTON, "Back");
  luwte_ui_test_wait (get_dialog (f) == NULL);
  g_assert_null (opened);
  g_signal_emit_by_name (label, "activate-current-link");
  luwte_ui_test_click (get_dialog (f), GTK_ACCESSIBLE_ROLE_BUTTON, "Open");
  luwte_ui_test_wait (opened != NULL);
  g_assert_cmpstr (opened, ==, "https://xn--pple-43d.com/hulp");
  luwte_link_set_open_func (NULL, NULL);
  luwte_chats_fixture_free (f);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/links/parse", test_parse);
  g_test_add_func ("/ui/links/markup", test_markup);
  g_test_add_func ("/ui/links/asked", test_asked);
  return g_test_run ();
}
