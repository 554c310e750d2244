/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-request-view-private.h"

#include <glib/gi18n.h>

#include "luwte-request-words.h"
#include "luwte-toast.h"
#include "luwte-words.h"

enum
{
  CHANGED,
  GONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteRequestView, luwte_request_view, ADW_TYPE_NAVIGATION_PAGE)

static LuwteDay
today (LuwteRequestView *self)
{
  LuwteRetention *retention = luwte_workspace_get_retention (self->workspace);

  return retention != NULL ? luwte_retention_get_today (retention) : LUWTE_DAY_NONE;
}

static gboolean
is_open (LuwteRequestView *self)
{
  return g_str_equal (self->request->state, "received");
}

static gboolean
is_kind (LuwteRequestView *self, const char *kind)
{
  return g_str_equal (self->request->kind, kind);
}

/* Why it cannot be done yet; NULL when it can. */
static const char *
hindrance (LuwteRequestView *self)
{
  if (self->request->dossier == NULL)
    return _ ("The dossier was joined or split since this came in, so it answers for nobody any "
              "more. Withdraw it, and receive it anew.");
  if (luwte_workspace_checks_identity (self->workspace) &&
      self->request->identity == LUWTE_DAY_NONE)
    return _ ("Look first at who asks.");
  if (luwte_workspace_checks_ownership (self->workspace) &&
      self->request->ownership == LUWTE_DAY_NONE)
    return _ ("Look first at whose dossier it is.");
  return NULL;
}

static const char *
primary_label (LuwteRequestView *self)
{
  if (is_kind (self, "access"))
    return _ ("_Grant");
  if (is_kind (self, "erasure"))
    return _ ("_Erase the Dossier…");
  if (is_kind (self, "complaint"))
    return _ ("It Was _Dealt With");
  return _ ("It Was _Done");
}

static const char *
how_to_answer (LuwteRequestView *self)
{
  if (is_kind (self, "access"))
    return _ ("Once granted, save a file of this dossier, without anybody else's nickname, and hand "
              "it over in a safe way.");
  if (is_kind (self, "erasure"))
    return _ ("All of the dossier goes, in backups too, and cannot come back.");
  if (is_kind (self, "correction"))
    return _ ("Choose the note above and correct it. What stood there is kept beside it.");
  if (is_kind (self, "addition"))
    return _ ("Choose the note above and write down their words. They stand beside it.");
  return _ ("Deal with it as your helpline has promised, then record it here.");
}

static void
show_facts (LuwteRequestView *self)
{
  const LuwteRequest *request = self->request;
  g_autofree char *received = luwte_words_day (request->received);
  g_autofree char *answer_by = luwte_words_day (request->answer_by);
  g_autofree char *state = luwte_request_words_state (request, today (self));

  adw_window_title_set_title (self->title, luwte_request_words_kind (request->kind));
  adw_window_title_set_subtitle (self->title, state);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 luwte_request_words_kind (request->kind));
  adw_action_row_set_subtitle (self->whose, luwte_request_words_whose (request));
  adw_action_row_set_subtitle (self->received, received);
  adw_action_row_set_subtitle (self->answer_by, answer_by);
  adw_action_row_set_subtitle (self->state, state);
  if (luwte_request_words_is_overdue (request, today (self)))
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->ground), request->ground != NULL);
  adw_action_row_set_subtitle (self->ground, request->ground != NULL ? request->ground : "");
}

static void
show_check (AdwActionRow *row, GtkWidget *button, gboolean needed, LuwteDay day, gboolean open)
{
  g_autofree char *words = luwte_words_day (day);
  g_autofree char *checked = g_strdup_printf (_ ("Looked at on %s"), words);

  gtk_widget_set_visible (GTK_WIDGET (row), needed);
  gtk_widget_set_visible (button, open && day == LUWTE_DAY_NONE);
  adw_action_row_set_subtitle (row, day != LUWTE_DAY_NONE ? checked : _ ("Not looked at yet"));
}

static void
show_checks (LuwteRequestView *self)
{
  const gboolean identity = luwte_workspace_checks_identity (self->workspace);
  const gboolean ownership = luwte_workspace_checks_ownership (self->workspace);

  gtk_widget_set_visible (self->checks, identity || ownership);
  show_check (self->identity, self->identity_button, identity, self->request->identity,
              is_open (self));
  show_check (self->ownership, self->ownership_button, ownership, self->request->ownership,
              is_open (self));
}

static void
show_answer (LuwteRequestView *self)
{
  const gboolean open = is_open (self);
  const char *why_not = open ? hindrance (self) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->answer), open);
  gtk_widget_set_visible (self->buttons, open);
  adw_preferences_group_set_description (self->answer, open ? how_to_answer (self) : NULL);
  gtk_label_set_text (self->why_not, why_not != NULL ? why_not : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why_not), why_not != NULL);
  gtk_button_set_label (self->primary, primary_label (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary), why_not == NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->primary), "destructive-action");
  gtk_widget_remove_css_class (GTK_WIDGET (self->primary), "suggested-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->primary),
                            is_kind (self, "erasure") ? "destructive-action" : "suggested-action");
  gtk_widget_set_visible (GTK_WIDGET (self->file),
                          is_kind (self, "access") &&
                              g_str_equal (self->request->state, "granted"));
}

static const LuwteRequest *
find (GPtrArray *requests, const char *id)
{
  for (guint i = 0; i < requests->len; i++)
    {
      const LuwteRequest *request = g_ptr_array_index (requests, i);

      if (g_str_equal (request->id, id))
        return request;
    }
  return NULL;
}

void
luwte_request_view_set_busy (LuwteRequestView *self, gboolean busy)
{
  if (self->rights == NULL)
    return;
  /* What cannot be pressed would lose the focus. */
  self->busy = busy;
}

/* What had the focus may have gone with what it was for; the keyboard goes on from the top. */
static void
keep_focus (LuwteRequestView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && gtk_widget_get_mapped (self->body) &&
      (focus == NULL || !gtk_widget_get_mapped (focus)))
    gtk_widget_child_focus (self->body, GTK_DIR_TAB_FORWARD);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = luwte_rights_list_finish (LUWTE_RIGHTS (object), result, &error);
  const LuwteRequest *request = NULL;

  if (self->rights == NULL)
    return;
  if (requests != NULL)
    request = find (requests, self->id);
  if (request == NULL)
    {
      g_autofree char *words = luwte_words_problem (error);

      luwte_request_view_set_busy (self, FALSE);
      if (error != NULL)
        luwte_toast_say (GTK_WIDGET (self), words);
      else
        g_signal_emit (self, signals[GONE], 0);
      return;
    }
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  self->requests = g_steal_pointer (&requests);
  self->request = request;
  show_facts (self);
  show_checks (self);
  show_answer (self);
  luwte_request_view_show_notes (self);
  gtk_widget_set_visible (self->body, TRUE);
  luwte_request_view_set_busy (self, FALSE);
  keep_focus (self);
}

void
luwte_request_view_load (LuwteRequestView *self)
{
  if (self->rights != NULL)
    luwte_rights_list_async (self->rights, NULL, listed_cb, g_object_ref (self));
}

void
luwte_request_view_settle (LuwteRequestView *self, const GError *error, const char *done)
{
  if (self->rights == NULL)
    return;
  if (error != NULL)
    {
      g_autofree char *words = luwte_words_problem (error);

      if (*words != '\0')
        luwte_toast_say (GTK_WIDGET (self), words);
    }
  else if (done != NULL)
    luwte_toast_say (GTK_WIDGET (self), done);
  g_signal_emit (self, signals[CHANGED], 0);
  luwte_request_view_load (self);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestView) self = data;
  g_autoptr (GError) error = NULL;

  luwte_rights_done_finish (LUWTE_RIGHTS (source), result, &error);
  luwte_request_view_settle (self, error, _ ("Recorded, with today's date"));
}

static void
check (LuwteRequestView *self, gboolean identity, gboolean ownership)
{
  if (self->busy || self->request == NULL)
    return;
  luwte_request_view_set_busy (self, TRUE);
  luwte_rights_check_async (self->rights, self->id, identity, ownership, NULL, checked_cb,
                            g_object_ref (self));
}

static void
check_identity_cb (LuwteRequestView *self)
{
  check (self, TRUE, FALSE);
}

static void
check_ownership_cb (LuwteRequestView *self)
{
  check (self, FALSE, TRUE);
}

static void
save_pdf_cb (LuwteRequestView *self)
{
  luwte_request_view_save (self, "pdf");
}

static void
save_json_cb (LuwteRequestView *self)
{
  luwte_request_view_save (self, "json");
}

static void
luwte_request_view_dispose (GObject *object)
{
  LuwteRequestView *self = LUWTE_REQUEST_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_REQUEST_VIEW);
  g_clear_pointer (&self->note_rows, g_ptr_array_unref);
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  self->request = NULL;
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->rights);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_request_view_parent_class)->dispose (object);
}

static void
luwte_request_view_class_init (LuwteRequestViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_request_view_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/rights/luwte-request-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, body);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, whose);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, received);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, answer_by);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, state);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, ground);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, checks);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, identity);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, identity_button);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, ownership);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, ownership_button);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, notes);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, answer);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, why_not);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, buttons);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, primary);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, file);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestView, personal);
  gtk_widget_class_bind_template_callback (widget_class, check_identity_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_ownership_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_pdf_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_json_cb);
  gtk_widget_class_bind_template_callback (widget_class, luwte_request_view_do);
  gtk_widget_class_bind_template_callback (widget_class, luwte_request_view_refuse);
  gtk_widget_class_bind_template_callback (widget_class, luwte_request_view_withdraw);
}

static void
luwte_request_view_init (LuwteRequestView *self)
{
  self->note_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
luwte_request_view_new (LuwteWorkspace *workspace, const char *id)
{
  LuwteRequestView *self = g_object_new (LUWTE_TYPE_REQUEST_VIEW, NULL);

  self->workspace = g_object_ref (workspace);
  self->id = g_strdup (id);
  g_set_object (&self->rights, luwte_workspace_get_rights (workspace));
  self->topics = luwte_workspace_topics (workspace, luwte_words_language ());
  g_signal_connect_object (workspace, "erased", G_CALLBACK (luwte_request_view_load), self,
                           G_CONNECT_SWAPPED);
  luwte_request_view_load (self);
  return ADW_NAVIGATION_PAGE (self);
}
