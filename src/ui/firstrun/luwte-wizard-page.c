/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-wizard-page.h"

struct _LuwteWizardPage
{
  AdwNavigationPage parent_instance;

  /* template children */
  AdwWindowTitle *title;
  GtkLabel *heading;
  GtkLabel *sentence;
  AdwBin *bin;
  GtkLabel *problem;
  GtkButton *next;
  GtkLabel *next_label;
  GtkWidget *spinner;

  gboolean ready;
  gboolean busy;
};

typedef enum
{
  PROP_WINDOW_TITLE = 1,
  PROP_STEP,
  PROP_HEADING,
  PROP_SENTENCE,
  PROP_CONTENT,
  PROP_NEXT_LABEL,
  PROP_READY,
  PROP_BUSY,
  PROP_PROBLEM,
} LuwteWizardPageProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];
static guint next_signal;

G_DEFINE_FINAL_TYPE (LuwteWizardPage, luwte_wizard_page, ADW_TYPE_NAVIGATION_PAGE)

static void
update (LuwteWizardPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), self->ready && !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->bin), !self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
}

static void
clicked_cb (LuwteWizardPage *self)
{
  g_signal_emit (self, next_signal, 0);
}

void
luwte_wizard_page_set_busy (LuwteWizardPage *self, gboolean busy)
{
  g_return_if_fail (LUWTE_IS_WIZARD_PAGE (self));

  if (self->busy == !!busy)
    return;
  self->busy = !!busy;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
luwte_wizard_page_set_problem (LuwteWizardPage *self, const char *problem)
{
  g_return_if_fail (LUWTE_IS_WIZARD_PAGE (self));

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL && *problem != '\0');
  if (problem != NULL && *problem != '\0')
    gtk_accessible_announce (GTK_ACCESSIBLE (self), problem,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
luwte_wizard_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteWizardPage *self = LUWTE_WIZARD_PAGE (object);

  switch ((LuwteWizardPageProperty) id)
    {
    case PROP_WINDOW_TITLE:
      g_value_set_string (value, adw_window_title_get_title (self->title));
      break;
    case PROP_STEP:
      g_value_set_string (value, adw_window_title_get_subtitle (self->title));
      break;
    case PROP_HEADING:
      g_value_set_string (value, gtk_label_get_label (self->heading));
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, gtk_label_get_label (self->sentence));
      break;
    case PROP_CONTENT:
      g_value_set_object (value, adw_bin_get_child (self->bin));
      break;
    case PROP_NEXT_LABEL:
      g_value_set_string (value, gtk_label_get_label (self->next_label));
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, gtk_label_get_label (self->problem));
      break;
    }
}

static void
luwte_wizard_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteWizardPage *self = LUWTE_WIZARD_PAGE (object);

  switch ((LuwteWizardPageProperty) id)
    {
    case PROP_WINDOW_TITLE:
      adw_window_title_set_title (self->title, g_value_get_string (value));
      break;
    case PROP_STEP:
      adw_window_title_set_subtitle (self->title, g_value_get_string (value));
      break;
    case PROP_HEADING:
      gtk_label_set_label (self->heading, g_value_get_string (value));
      adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), g_value_get_string (value));
      break;
    case PROP_SENTENCE:
      gtk_label_set_label (self->sentence, g_value_get_string (value));
      gtk_widget_set_visible (GTK_WIDGET (self->sentence), g_value_get_string (value) != NULL);
      break;
    case PROP_CONTENT:
      adw_bin_set_child (self->bin, g_value_get_object (value));
      break;
    case PROP_NEXT_LABEL:
      gtk_label_set_label (self->next_label, g_value_get_string (value));
      break;
    case PROP_READY:
      if (self->ready == g_value_get_boolean (value))
        return;
      self->ready = g_value_get_boolean (value);
      update (self);
      break;
    case PROP_BUSY:
      luwte_wizard_page_set_busy (self, g_value_get_boolean (value));
      return;
    case PROP_PROBLEM:
      luwte_wizard_page_set_problem (self, g_value_get_string (value));
      break;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
luwte_wizard_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LUWTE_TYPE_WIZARD_PAGE);

  G_OBJECT_CLASS (luwte_wizard_page_parent_class)->dispose (object);
}

static void
luwte_wizard_page_class_init (LuwteWizardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = luwte_wizard_page_dispose;
  object_class->get_property = luwte_wizard_page_get_property;
  object_class->set_property = luwte_wizard_page_set_property;

  properties[PROP_WINDOW_TITLE] = g_param_spec_string ("window-title", NULL, NULL, NULL, flags);
  properties[PROP_STEP] = g_param_spec_string ("step", NULL, NULL, NULL, flags);
  properties[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, NULL, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_NEXT_LABEL] = g_param_spec_string ("next-label", NULL, NULL, NULL, flags);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  next_signal = g_signal_new ("next", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/firstrun/luwte-wizard-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteWizardPage, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteWizardPage, heading);
  gtk_widget_class_bind_template_child (widget_class, LuwteWizardPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, LuwteWizardPage, bin);
  gtk_widget_class_bind_template_child (widget_class, LuwteWizardPage, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteWizardPage, next);
  gtk_widget_class_bind_template_child (widget_class, LuwteWizardPage, next_label);
  gtk_widget_class_bind_template_child (widget_class, LuwteWizardPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
luwte_wizard_page_init (LuwteWizardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}
