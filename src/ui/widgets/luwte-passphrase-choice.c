/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-passphrase-choice.h"

#include <glib/gi18n.h>

#include "luwte-secret.h"
#include "luwte-strength.h"

struct _LuwtePassphraseChoice
{
  AdwBin parent_instance;

  /* template children */
  GtkEditable *first;
  GtkEditable *second;
  GtkLevelBar *bar;
  GtkLabel *word;
  GtkLabel *hint;
  GtkImage *words_tick;

  gboolean valid;
};

typedef enum
{
  PROP_VALID = 1,
} LuwtePassphraseChoiceProperty;

static GParamSpec *properties[PROP_VALID + 1];
static guint activate_signal;

G_DEFINE_FINAL_TYPE (LuwtePassphraseChoice, luwte_passphrase_choice, ADW_TYPE_BIN)

static const char *
strength_in_words (LuwteStrength strength)
{
  switch (strength)
    {
    case LUWTE_STRENGTH_NONE:
      return "";
    case LUWTE_STRENGTH_WEAK:
      return C_ ("strength", "Too weak");
    case LUWTE_STRENGTH_FAIR:
      return C_ ("strength", "Fair");
    case LUWTE_STRENGTH_STRONG:
      return C_ ("strength", "Strong");
    case LUWTE_STRENGTH_VERY_STRONG:
      return C_ ("strength", "Very strong");
    }
  return "";
}

static char *
hint_in_words (LuwteStrength strength, const char *first, const char *second)
{
  guint left = LUWTE_PASSPHRASE_MIN - MIN (g_utf8_strlen (first, -1), LUWTE_PASSPHRASE_MIN);

  if (strength != LUWTE_STRENGTH_NONE && left > 0)
    return g_strdup_printf (ngettext ("%u more character at least.", "%u more characters at least.",
                                      left),
                            left);
  if (*second != '\0' && !g_str_has_prefix (first, second))
    return g_strdup (_ ("The second is not the same as the first."));
  switch (strength)
    {
    case LUWTE_STRENGTH_NONE:
      return g_strdup_printf (_ ("At least %d characters."), LUWTE_PASSPHRASE_MIN);
    case LUWTE_STRENGTH_WEAK:
      return g_strdup (_ ("Easy to guess for a fast computer. Add some words."));
    case LUWTE_STRENGTH_FAIR:
      return g_strdup (_ ("Good enough. One more word makes it strong."));
    case LUWTE_STRENGTH_STRONG:
      return g_strdup (
          _ ("Hard to guess, for fast computers too. One more word makes it stronger."));
    case LUWTE_STRENGTH_VERY_STRONG:
      return g_strdup (_ ("Very hard to guess."));
    }
  return g_strdup ("");
}

static void
changed_cb (LuwtePassphraseChoice *self)
{
  const char *first = gtk_editable_get_text (self->first);
  const char *second = gtk_editable_get_text (self->second);
  guint n_words;
  LuwteStrength strength = luwte_strength_of (first, &n_words);
  g_autofree char *hint = hint_in_words (strength, first, second);
  gboolean valid = strength >= LUWTE_STRENGTH_FAIR && g_str_equal (first, second);

  gtk_level_bar_set_value (self->bar, strength);
  gtk_label_set_label (self->word, strength_in_words (strength));
  gtk_label_set_label (self->hint, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  strength_in_words (strength), -1);
  /* A tick only stands where something was checked. */
  if (n_words >= 5)
    {
      gtk_image_set_from_icon_name (self->words_tick, "object-select-symbolic");
      gtk_widget_add_css_class (GTK_WIDGET (self->words_tick), "success");
    }
  else
    {
      gtk_image_set_from_icon_name (self->words_tick, "document-edit-symbolic");
      gtk_widget_remove_css_class (GTK_WIDGET (self->words_tick), "success");
    }

  if (self->valid == valid)
    return;
  self->valid = valid;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
activated_cb (LuwtePassphraseChoice *self)
{
  if (self->valid)
    g_signal_emit (self, activate_signal, 0);
}

gboolean
luwte_passphrase_choice_get_valid (LuwtePassphraseChoice *self)
{
  return self->valid;
}

LuwteSecret *
luwte_passphrase_choice_get_secret (LuwtePassphraseChoice *self)
{
  g_return_val_if_fail (LUWTE_IS_PASSPHRASE_CHOICE (self), NULL);

  return luwte_secret_new (gtk_editable_get_text (self->first), -1);
}

void
luwte_passphrase_choice_clear (LuwtePassphraseChoice *self)
{
  gtk_editable_set_text (self->first, "");
  gtk_editable_set_text (self->second, "");
}

static gboolean
luwte_passphrase_choice_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LUWTE_PASSPHRASE_CHOICE (widget)->first));
}

static void
luwte_passphrase_choice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LUWTE_TYPE_PASSPHRASE_CHOICE);

  G_OBJECT_CLASS (luwte_passphrase_choice_parent_class)->dispose (object);
}

static void
luwte_passphrase_choice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwtePassphraseChoice *self = LUWTE_PASSPHRASE_CHOICE (object);

  switch ((LuwtePassphraseChoiceProperty) id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, self->valid);
      break;
    }
}

static void
luwte_passphrase_choice_class_init (LuwtePassphraseChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_passphrase_choice_dispose;
  object_class->get_property = luwte_passphrase_choice_get_property;
  widget_class->grab_focus = luwte_passphrase_choice_grab_focus;

  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  activate_signal = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/widgets/luwte-passphrase-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwtePassphraseChoice, first);
  gtk_widget_class_bind_template_child (widget_class, LuwtePassphraseChoice, second);
  gtk_widget_class_bind_template_child (widget_class, LuwtePassphraseChoice, bar);
  gtk_widget_class_bind_template_child (widget_class, LuwtePassphraseChoice, word);
  gtk_widget_class_bind_template_child (widget_class, LuwtePassphraseChoice, hint);
  gtk_widget_class_bind_template_child (widget_class, LuwtePassphraseChoice, words_tick);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
luwte_passphrase_choice_init (LuwtePassphraseChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  changed_cb (self);
}
