#include "widgets/layerscrubber.h"

#include "widgets/glyphicon.h"
#include "widgets/lensmodel.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"
#include "widgets/tokenlabel.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>

namespace exitscope {

namespace {

/// Characters of a token that a sentence has room for.
constexpr int longestToken = 24;

/// Milliseconds at one layer: slow enough to read, and a deep model does not take minutes.
int timeAtLayer(int layers)
{
    return std::clamp(9000 / std::max(1, layers), 400, 700);
}

} // namespace

LayerScrubber::LayerScrubber(const LensModel* lens, QWidget* parent)
    : QWidget(parent)
    , m_lens(lens)
    , m_words(new QWidget(this))
    , m_sentence(new TextLabel(TextLabel::Style::Heading))
    , m_note(new TextLabel(TextLabel::Style::Note))
    , m_button(new QToolButton(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_readout(new TextLabel(TextLabel::Style::Figure, {}, this))
    , m_play(new QAction(this))
{
    setAccessibleName(tr("Layer by layer"));
    layOut();
    m_play->setShortcut(Qt::Key_Space);
    m_play->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_play);
    connect(m_play, &QAction::triggered, this, &LayerScrubber::toggle);
    connect(m_button, &QToolButton::clicked, m_play, &QAction::trigger);
    connect(&m_timer, &QTimer::timeout, this, &LayerScrubber::step);
    connect(m_slider, &QSlider::valueChanged, this, [this](int layer) {
        pause();
        m_chosen = true;
        update();
        Q_EMIT layerChosen(layer);
    });
    connect(lens, &LensModel::dataChanged, this, &LayerScrubber::update);
    connect(lens, &LensModel::modelReset, this, [this] {
        pause();
        setLayer(-1);
    });
    setLayer(-1);
    updatePlaying();
}

void LayerScrubber::layOut()
{
    m_sentence->setTextFormat(Qt::PlainText);
    m_note->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_note->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_note->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_slider->setAccessibleName(tr("Layer"));
    m_slider->setToolTip(tr("Moves through the layers of this token"));
    m_slider->setTickPosition(QSlider::TicksBelow);
    m_slider->setFocusPolicy(Qt::StrongFocus);
    m_button->setAutoRaise(true);
    m_button->setFocusPolicy(Qt::StrongFocus);

    auto* row = new QHBoxLayout;
    row->setSpacing(theme::gapSmall);
    row->addWidget(m_button);
    row->addWidget(m_slider, 1);
    row->addWidget(m_readout);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    // The slider above the words: it stays under the hand whatever they say.
    column->addLayout(row);
    auto* words = new QVBoxLayout(m_words);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(theme::gapTiny);
    words->addWidget(m_sentence);
    words->addWidget(m_note);
    words->addStretch();
    column->addWidget(m_words);
}

int LayerScrubber::layer() const
{
    return m_lens->rowCount() > 0 ? m_slider->value() : -1;
}

QString LayerScrubber::sentence() const
{
    return m_sentence->text();
}

void LayerScrubber::setLayer(int layer)
{
    const int count = m_lens->rowCount();
    if (layer != m_slider->value() || count == 0)
        pause();
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setRange(0, std::max(0, count - 1));
        m_slider->setTickInterval(count > 40 ? 10 : count > 20 ? 5 : 1);
        m_slider->setPageStep(std::max(1, count / 8));
        m_chosen = layer >= 0 && layer < count;
        m_slider->setValue(m_chosen ? layer : std::max(0, m_lens->token().exitLayer));
    }
    update();
}

void LayerScrubber::play()
{
    const int count = m_lens->rowCount();
    if (count < 2 || isPlaying())
        return;
    const bool fromHere = m_chosen && m_slider->value() + 1 < count;
    const int start = fromHere ? m_slider->value() : 0;
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(start);
    }
    m_chosen = true;
    m_timer.start(timeAtLayer(count));
    updatePlaying();
    update();
    Q_EMIT layerChosen(start);
}

void LayerScrubber::pause()
{
    if (!isPlaying())
        return;
    m_timer.stop();
    updatePlaying();
}

void LayerScrubber::toggle()
{
    if (isPlaying())
        pause();
    else
        play();
}

void LayerScrubber::step()
{
    const int next = m_slider->value() + 1;
    if (next > m_slider->maximum())
        return pause();
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(next);
    }
    if (next == m_slider->maximum())
        pause();
    update();
    Q_EMIT layerChosen(next);
}

void LayerScrubber::update()
{
    const int count = m_lens->rowCount();
    const int at = std::min(m_slider->value(), count - 1);
    setEnabled(count > 0);
    m_readout->setVisible(count > 0);
    m_readout->setText(tr("%1 of %2").arg(at).arg(count - 1));
    m_readout->reserve(tr("%1 of %1").arg(count - 1));
    // The table below stays where it is while the words change.
    m_words->setMinimumHeight(2 * m_sentence->fontMetrics().lineSpacing() +
                              m_note->fontMetrics().lineSpacing() + theme::gapTiny);
    if (at < 0) {
        m_sentence->clear();
        m_note->clear();
        return;
    }
    const TopEntry said = m_lens->prediction(at);
    m_sentence->setText(said.id < 0
                            ? tr("Layer %1 was not scored").arg(at)
                            : tr("At layer %1 the model would say “%2”, %3 %")
                                  .arg(QString::number(at), m_lens->text(said.id, longestToken),
                                       percentText(double(said.probability))));
    m_note->setText(noteText(at));
    const QString spoken = m_sentence->text() + QStringLiteral(". ") + m_note->text();
    m_slider->setAccessibleDescription(spoken);
}

QString LayerScrubber::noteText(int layer) const
{
    QStringList parts;
    if (layer == m_lens->token().exitLayer)
        parts << tr("▸ It left here.");
    if (m_lens->predictionChanged(layer))
        parts << tr("◆ Changed here; layer %1 said “%2”.")
                     .arg(QString::number(layer - 1),
                          m_lens->text(m_lens->prediction(layer - 1).id, longestToken));
    const QString written = m_lens->writtenText(layer);
    const bool says = m_lens->prediction(layer).id == m_lens->token().id;
    if (!written.isEmpty())
        parts << (says ? tr("That is the token that was written.")
                       : tr("The written token: %1.").arg(written));
    if (parts.isEmpty())
        parts << m_lens->missingText(layer);
    return parts.join(u' ');
}

void LayerScrubber::updatePlaying()
{
    const bool playing = isPlaying();
    m_play->setText(playing ? tr("Pause") : tr("Play through the layers"));
    m_button->setIcon(glyphIcon(playing ? Glyph::Pause : Glyph::Run));
    m_button->setAccessibleName(m_play->text());
    m_button->setToolTip(tr("%1 (Space)").arg(m_play->text()));
}

void LayerScrubber::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        update();
}

void LayerScrubber::hideEvent(QHideEvent* event)
{
    pause();
    QWidget::hideEvent(event);
}

} // namespace exitscope
