/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-transfer-dialog.h"

#include <glib/gi18n.h>

#include "luwte-aside.h"
#include "luwte-conversation.h"
#include "luwte-live.h"
#include "luwte-target.h"
#include "luwte-words.h"

struct _LuwteTransferDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *title;
  GtkButton *transfer;
  GtkLabel *problem;
  GtkWidget *form;
  AdwComboRow *target;
  AdwEntryRow *name;
  AdwSwitchRow *consent;
  GtkWidget *note_box;
  GtkTextView *note;

  /* owned */
  LuwteLive *live;
  LuwteConversation *conversation;
  GCancellable *cancellable;
  GPtrArray *targets; /* LuwteTarget; NULL: the name is typed */
  LuwteAside *aside;  /* what was sent last: a retry of it is told apart from a repeat */
  gboolean busy;
};

enum
{
  TRANSFERRED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteTransferDialog, luwte_transfer_dialog, ADW_TYPE_DIALOG)

static void
tell (LuwteTransferDialog *self, const char *words)
{
  luwte_words_tell (self->problem, words);
}

/* (transfer full): to whom; "" as long as nobody is chosen */
static char *
dup_target (LuwteTransferDialog *self)
{
  guint at;

  if (self->targets == NULL)
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  /* The first row chooses nobody, so that nobody is chosen by mistake. */
  at = adw_combo_row_get_selected (self->target);
  if (at == 0 || at > self->targets->len)
    return g_strdup ("");
  return g_strdup (luwte_target_get_id (g_ptr_array_index (self->targets, at - 1)));
}

static void
show_ready (LuwteTransferDialog *self)
{
  g_autofree char *target = NULL;

  if (self->form == NULL)
    return;
  target = dup_target (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->transfer), !self->busy && *target != '\0');
  gtk_widget_set_sensitive (self->form, !self->busy);
}

static char *
describe (LuwteTarget *target)
{
  const char *name = luwte_target_get_name (target);

  if (luwte_target_get_department (target))
    /* Translators: %s is the name of a department, to which a conversation is handed */
    return g_strdup_printf (_ ("Everybody of %s"), name);
  if (luwte_target_get_available (target))
    /* Translators: %s is the name of a colleague */
    return g_strdup_printf (_ ("%s (available)"), name);
  /* Translators: %s is the name of a colleague */
  return g_strdup_printf (_ ("%s (not available)"), name);
}

static void
show_targets (LuwteTransferDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("Choose…"));
  for (guint i = 0; i < self->targets->len; i++)
    {
      g_autofree char *label = describe (g_ptr_array_index (self->targets, i));

      gtk_string_list_append (labels, label);
    }
  adw_combo_row_set_model (self->target, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->target, 0);
}

static void
targets_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteTransferDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) targets = luwte_live_targets_finish (LUWTE_LIVE (source), result, &error);

  if (self->form == NULL)
    return;
  if (targets == NULL)
    {
      g_autofree char *words = luwte_words_problem (error);

      /* The name may be known all the same. */
      tell (self, words);
      gtk_widget_set_visible (GTK_WIDGET (self->name), TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self->target), FALSE);
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
    }
  else
    {
      self->targets = g_steal_pointer (&targets);
      show_targets (self);
    }
  show_ready (self);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteTransferDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  self->busy = FALSE;
  if (luwte_conversation_done_finish (LUWTE_CONVERSATION (source), result, &error))
    {
      g_signal_emit (self, signals[TRANSFERRED], 0);
      if (self->form != NULL)
        adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  if (self->form == NULL)
    return;
  words = luwte_words_problem (error);
  tell (self, words);
  show_ready (self);
}

static LuwteAside *
take_note (LuwteTransferDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  if (*text == '\0')
    g_clear_pointer (&self->aside, luwte_aside_unref);
  else if (self->aside == NULL || !g_str_equal (luwte_aside_get_text (self->aside), text))
    {
      g_clear_pointer (&self->aside, luwte_aside_unref);
      self->aside = luwte_aside_new (NULL, text);
    }
  return self->aside;
}

static void
transfer_cb (LuwteTransferDialog *self)
{
  g_autofree char *target = dup_target (self);

  if (self->busy || *target == '\0')
    return;
  self->busy = TRUE;
  tell (self, "");
  show_ready (self);
  luwte_conversation_hand_over_async (self->conversation, target,
                                      adw_switch_row_get_active (self->consent), take_note (self),
                                      NULL, done_cb, g_object_ref (self));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
                LuwteTransferDialog *self)
{
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter ||
                   keyval == GDK_KEY_ISO_Enter;

  if (!enter || (state & gtk_accelerator_get_default_mod_mask ()) != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  transfer_cb (self);
  return GDK_EVENT_STOP;
}

static void
back_cb (LuwteTransferDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

AdwDialog *
luwte_transfer_dialog_new (LuwteLive *live, LuwteConversation *conversation)
{
  LuwteTransferDialog *self = g_object_new (LUWTE_TYPE_TRANSFER_DIALOG, NULL);
  LuwteSession *session = luwte_conversation_get_session (conversation);
  LuwteCapabilities can = luwte_live_get_capabilities (live);
  gboolean list = (can & LUWTE_CAPABILITY_TARGETS) != 0;
  gboolean note = (can & LUWTE_CAPABILITY_TRANSFER_NOTE) != 0;

  self->live = g_object_ref (live);
  self->conversation = g_object_ref (conversation);
  adw_window_title_set_subtitle (self->title, luwte_session_get_nickname (session));
  gtk_widget_set_visible (GTK_WIDGET (self->target), list);
  gtk_widget_set_visible (GTK_WIDGET (self->name), !list);
  /* What nobody is told is not asked. */
  gtk_widget_set_visible (GTK_WIDGET (self->consent), note);
  gtk_widget_set_visible (self->note_box, note);
  adw_dialog_set_focus (ADW_DIALOG (self),
                        list ? GTK_WIDGET (self->target) : GTK_WIDGET (self->name));
  if (list)
    luwte_live_targets_async (live, self->cancellable, targets_cb, g_object_ref (self));
  show_ready (self);
  return ADW_DIALOG (self);
}

static void
luwte_transfer_dialog_dispose (GObject *object)
{
  LuwteTransferDialog *self = LUWTE_TRANSFER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->note != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);

      gtk_text_buffer_set_enable_undo (buffer, FALSE);
      gtk_text_buffer_set_text (buffer, "", 0);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_TRANSFER_DIALOG);
  g_clear_object (&self->live);
  g_clear_object (&self->conversation);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->aside, luwte_aside_unref);

  G_OBJECT_CLASS (luwte_transfer_dialog_parent_class)->dispose (object);
}

static void
luwte_transfer_dialog_finalize (GObject *object)
{
  g_clear_object (&LUWTE_TRANSFER_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (luwte_transfer_dialog_parent_class)->finalize (object);
}

static void
luwte_transfer_dialog_class_init (LuwteTransferDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_transfer_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = luwte_transfer_dialog_finalize;

  signals[TRANSFERRED] = g_signal_new ("transferred", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/chats/luwte-transfer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteTransferDialog, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteTransferDialog, transfer);
  gtk_widget_class_bind_template_child (widget_class, LuwteTransferDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteTransferDialog, form);
  gtk_widget_class_bind_template_child (widget_class, LuwteTransferDialog, target);
  gtk_widget_class_bind_template_child (widget_class, LuwteTransferDialog, name);
  gtk_widget_class_bind_template_child (widget_class, LuwteTransferDialog, consent);
  gtk_widget_class_bind_template_child (widget_class, LuwteTransferDialog, note_box);
  gtk_widget_class_bind_template_child (widget_class, LuwteTransferDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, show_ready);
  gtk_widget_class_bind_template_callback (widget_class, transfer_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
luwte_transfer_dialog_init (LuwteTransferDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
