/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-profile-questions.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-day.h"

struct _LuwteProfileQuestions
{
  AdwBin parent_instance;

  /* template child */
  AdwPreferencesGroup *group;

  /* borrowed */
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (LuwteProfileQuestions, luwte_profile_questions, ADW_TYPE_BIN)

/* The values that a field of the profile can have, by the last part of its key. A field that is
 * not here is asked as it stands. */
typedef struct
{
  const char *field;
  const char *values[8];
} Field;

static const Field fields[] = {
  { "keep", { "P6M", "P1Y", "P2Y", "P5Y", "P15Y", "P20Y", NULL } },
  { "from", { "last_contact", "closed", "created", NULL } },
  { "definition", { "deviation", "monthly", "none", NULL } },
  { "to_visitor", { "none", "mail", NULL } },
  { "yearly", { "on", "off", NULL } },
  { "consult", { "preferred", "required", NULL } },
};

static char *
period_in_words (const char *value)
{
  LuwtePeriod period;

  if (!luwte_period_parse (value, &period))
    return NULL;
  if (period.months > 0 && period.months % 12 == 0 && period.days == 0)
    return g_strdup_printf (ngettext ("%d year", "%d years", period.months / 12),
                            period.months / 12);
  if (period.months > 0 && period.days == 0)
    return g_strdup_printf (ngettext ("%d month", "%d months", period.months), period.months);
  if (period.months == 0)
    return g_strdup_printf (ngettext ("%d day", "%d days", period.days), period.days);
  return NULL;
}

static char *
value_in_words (const char *value)
{
  static const struct
  {
    const char *value;
    const char *words;
  } words[] = {
    { "last_contact", N_ ("From the last contact") },
      { "closed", N_ ("From the end of the conversation") },
        { "created", N_ ("From the day it was written") },
          { "session", N_ ("Until the conversation ends") },
            { "none", N_ ("No") },
              { "mail", N_ ("By mail") },
                { "on", N_ ("Yes") },
                  { "off", N_ ("No") },
                    { "monthly", N_ ("More than so many a month") },
                      { "deviation", N_ ("When it differs from before") },
                        { "preferred", N_ ("Where possible") },
                          { "required", N_ ("Always") },
                        };
  char *period = period_in_words (value);

  if (period != NULL)
    return period;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].value, value))
      return g_strdup (_ (words[i].words));
  return g_strdup (value);
}

/* A field of a name not known here is known by what is suggested for it. */
static const Field *
field_of (const char *key, const char *suggested)
{
  const char *dot = strrchr (key, '.');
  const char *last = dot != NULL ? dot + 1 : key;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].field, last))
      return &fields[i];
  for (guint i = 0; suggested != NULL && i < G_N_ELEMENTS (fields); i++)
    if (g_strv_contains (fields[i].values, suggested))
      return &fields[i];
  return NULL;
}

/* What is suggested stands first. */
static GtkWidget *
make_choice (const Field *field, const char *suggested)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GtkExpression) expression = NULL;

  g_ptr_array_add (values, g_strdup (suggested));
  for (guint i = 0; field->values[i] != NULL; i++)
    if (!g_str_equal (field->values[i], suggested))
      g_ptr_array_add (values, g_strdup (field->values[i]));
  for (guint i = 0; i < values->len; i++)
    gtk_string_list_take (words, value_in_words (g_ptr_array_index (values, i)));
  expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), expression);
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  g_object_set_data_full (G_OBJECT (row), "values", values, (GDestroyNotify) g_ptr_array_unref);
  return row;
}

static void
add_question (LuwteProfileQuestions *self, LuwteCode *question)
{
  const char *key = luwte_code_get_code (question);
  const char *suggested = luwte_code_get_text (question);
  const Field *field = field_of (key, suggested);
  GtkWidget *row;

  if (field != NULL)
    row = make_choice (field, suggested != NULL ? suggested : field->values[0]);
  else
    {
      row = adw_entry_row_new ();
      gtk_editable_set_text (GTK_EDITABLE (row), suggested != NULL ? suggested : "");
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), luwte_code_get_label (question));
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (key), g_free);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

void
luwte_profile_questions_set (LuwteProfileQuestions *self, GPtrArray *questions)
{
  g_return_if_fail (LUWTE_IS_PROFILE_QUESTIONS (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < questions->len; i++)
    add_question (self, g_ptr_array_index (questions, i));
}

GHashTable *
luwte_profile_questions_get_choices (LuwteProfileQuestions *self)
{
  GHashTable *choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GObject *row = g_ptr_array_index (self->rows, i);
      GPtrArray *values = g_object_get_data (row, "values");
      const char *value = values != NULL
                              ? g_ptr_array_index (values,
                                                   adw_combo_row_get_selected (ADW_COMBO_ROW (row)))
                              : gtk_editable_get_text (GTK_EDITABLE (row));

      g_hash_table_insert (choices, g_strdup (g_object_get_data (row, "key")), g_strdup (value));
    }
  return choices;
}

static void
luwte_profile_questions_dispose (GObject *object)
{
  LuwteProfileQuestions *self = LUWTE_PROFILE_QUESTIONS (object);

  /* The child is a template child too, and would be taken away from under its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_PROFILE_QUESTIONS);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (luwte_profile_questions_parent_class)->dispose (object);
}

static void
luwte_profile_questions_class_init (LuwteProfileQuestionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_profile_questions_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/firstrun/luwte-profile-questions.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteProfileQuestions, group);
}

static void
luwte_profile_questions_init (LuwteProfileQuestions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}
