/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-card-dialog.h"

#include <glib/gi18n.h>

#include "luwte-qr-code.h"
#include "luwte-team-words.h"
#include "luwte-toast.h"

struct _LuwteCardDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwWindowTitle *title;
  LuwteQrCode *code;
  GtkLabel *words;

  /* owned */
  char *card;
};

G_DEFINE_FINAL_TYPE (LuwteCardDialog, luwte_card_dialog, ADW_TYPE_DIALOG)

static void
copy_cb (LuwteCardDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->card);
  luwte_toast_say (GTK_WIDGET (self->code), _ ("Copied. Paste it into a message to your team lead"));
}

static void
save_cb (LuwteCardDialog *self)
{
  luwte_team_save_text (GTK_WIDGET (self->code), "luwte-card.txt", self->card);
}

static void
luwte_card_dialog_dispose (GObject *object)
{
  LuwteCardDialog *self = LUWTE_CARD_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_CARD_DIALOG);
  g_clear_pointer (&self->card, g_free);
  G_OBJECT_CLASS (luwte_card_dialog_parent_class)->dispose (object);
}

static void
luwte_card_dialog_class_init (LuwteCardDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_card_dialog_dispose;
  g_type_ensure (LUWTE_TYPE_QR_CODE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/team/luwte-card-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteCardDialog, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteCardDialog, code);
  gtk_widget_class_bind_template_child (widget_class, LuwteCardDialog, words);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
luwte_card_dialog_init (LuwteCardDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_card_dialog_new (const char *name, const char *card, const char *fingerprint)
{
  LuwteCardDialog *self = g_object_new (LUWTE_TYPE_CARD_DIALOG, NULL);
  g_autofree char *lines = luwte_team_words_lines (fingerprint);

  self->card = g_strdup (card);
  adw_window_title_set_subtitle (self->title, name);
  gtk_widget_set_visible (GTK_WIDGET (self->code), luwte_qr_code_set_text (self->code, card));
  gtk_label_set_text (self->words, lines);
  return GTK_WIDGET (self);
}
