#include "widgets/inspector.h"

#include "widgets/alternativebutton.h"
#include "widgets/lensdelegate.h"
#include "widgets/outlookmodel.h"
#include "widgets/settingstext.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

namespace exitscope {

namespace {

TableView* makeTable(QAbstractItemModel* model, QWidget* parent)
{
    auto* view = new TableView(parent, theme::gapTiny);
    view->setModel(model);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    return view;
}

} // namespace

Inspector::Inspector(QWidget* parent)
    : QWidget(parent)
    , m_lens(new LensModel(this))
    , m_outlook(new OutlookModel(this))
    , m_title(new TextLabel(TextLabel::Style::Heading))
    , m_facts(new TextLabel(TextLabel::Style::Note))
    , m_placeholder(
          new TextLabel(TextLabel::Style::Note,
                        tr("Run a prompt, then select a token to see what each layer predicted.")))
    , m_content(new QWidget)
{
    setAccessibleName(tr("Inspector"));
    layOut();
    connect(m_lensView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (m_document && current.isValid() && m_lensView->hasFocus() &&
                    m_document->selectedToken() >= 0)
                    m_document->select(m_document->selectedToken(),
                                       m_lens->layerOfRow(current.row()));
            });
    update();
}

void Inspector::layOut()
{
    m_title->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_placeholder->setWordWrap(true);
    m_placeholder->setAlignment(Qt::AlignCenter);

    m_lensView = makeTable(m_lens, m_content);
    m_lensView->setItemDelegate(new LensDelegate(m_lensView));
    m_lensView->setAccessibleName(tr("Predictions by layer, deepest first"));
    m_lensView->setColumnWidths({9});
    // Eight characters of the token, and its figure.
    m_lensView->shareWidth(LensModel::FirstTokenColumn, 12);

    m_outlookView = makeTable(m_outlook, m_content);
    m_outlookView->setAccessibleName(tr("What each rule would have done"));
    m_outlookView->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_outlookView->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_outlookView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_outlookView->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_outlookView->horizontalHeader()->setSectionResizeMode(OutlookModel::TokenColumn,
                                                            QHeaderView::Stretch);

    auto* legend = new TextLabel(TextLabel::Style::Note,
                                 tr("▸ left here   ◆ prediction changed   figures in percent"));
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addSpacing(theme::gapTiny);
    column->addWidget(m_lensView, 1);
    legend->setWordWrap(true);
    column->addWidget(legend);
    m_alternative = new AlternativeButton(m_lens, m_lensView);
    connect(m_alternative, &AlternativeButton::chosen, this,
            [this](int id) { Q_EMIT alternativeChosen(shownToken(), id); });
    column->addWidget(m_alternative, 0, Qt::AlignLeft);
    column->addSpacing(theme::gapTiny);
    column->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Each rule on this token")));
    column->addWidget(m_outlookView);

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    outer->addWidget(m_placeholder, 1);
    outer->addWidget(m_content, 1);
}

void Inspector::setDocument(RunDocument* document)
{
    m_document = document;
    connect(document, &RunDocument::wasReset, this, &Inspector::update);
    connect(document, &RunDocument::tokensAppended, this, &Inspector::update);
    connect(document, &RunDocument::selectionChanged, this, &Inspector::update);
    update();
}

void Inspector::setTokenText(TokenText text)
{
    m_text = std::move(text);
    m_lens->setTokenText(m_text);
    m_outlook->setTokenText(m_text);
    update();
}

void Inspector::setRecommended(const std::map<std::string, ParameterValues>& recommended)
{
    m_outlook->setRecommended(recommended);
    update();
}

int Inspector::shownToken() const
{
    return m_document->selectedToken() >= 0 ? m_document->selectedToken()
                                            : m_document->tokenCount() - 1;
}

void Inspector::setResumable(bool resumable)
{
    m_alternative->setPossible(resumable);
}

QAction* Inspector::alternativeAction() const
{
    return m_alternative->action();
}

void Inspector::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    update();
}

void Inspector::update()
{
    const bool hasToken = m_document && !m_document->isEmpty();
    m_placeholder->setVisible(!hasToken);
    m_content->setVisible(hasToken);
    if (!isVisible())
        return;
    if (!hasToken) {
        m_lens->setToken({});
        m_outlook->setToken({}, -1);
        return;
    }
    const int token = shownToken();
    updateHeader(token);
    m_lens->setToken(m_document->run().tokens[static_cast<std::size_t>(token)]);
    m_outlook->setToken(m_document->run(), token);
    selectLayer(m_document->selectedLayer());
    const int rows = m_outlook->rowCount() * m_outlookView->rowHeight();
    m_outlookView->setFixedHeight(m_outlookView->horizontalHeader()->sizeHint().height() + rows +
                                  2);
}

void Inspector::updateHeader(int token)
{
    const Run& run = m_document->run();
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    const QString text = m_text ? m_text(trace.id) : QString::fromStdString(trace.bytes);
    const bool newest = m_document->selectedToken() < 0;
    m_title->setText(newest ? tr("%1  (newest)").arg(text) : text);
    QString exit = tr("Left at layer %1 of 0 to %2").arg(trace.exitLayer).arg(run.model.layers - 1);
    if (trace.previewExitLayer >= 0 && trace.previewExitLayer != trace.exitLayer)
        exit += tr(", by preview at %1").arg(trace.previewExitLayer);
    const TokenTimes& times = trace.times;
    const auto ms = [](double value) { return QLocale().toString(value, 'f', 2); };
    m_facts->setText(tr("Token %1, id %2, position %3, %4")
                         .arg(token + 1)
                         .arg(trace.id)
                         .arg(trace.position)
                         .arg(roleText(trace.role)) +
                     u'\n' + exit + u'\n' +
                     tr("%1 ms: layers %2, scoring %3, catch-up %4, sampling %5, other %6")
                         .arg(ms(times.totalMs()), ms(times.layersMs), ms(times.scoringMs),
                              ms(times.catchUpMs), ms(times.samplingMs), ms(times.otherMs)));
}

void Inspector::selectLayer(int layer)
{
    if (layer < 0 || layer >= m_lens->rowCount()) {
        m_lensView->clearSelection();
        return;
    }
    const QModelIndex current = m_lensView->currentIndex();
    if (current.row() == m_lens->layerOfRow(layer)) { // which of its tokens is current stays
        m_lensView->selectionModel()->select(current, QItemSelectionModel::ClearAndSelect |
                                                          QItemSelectionModel::Rows);
        return;
    }
    m_lensView->selectRow(m_lens->layerOfRow(layer));
}

} // namespace exitscope
