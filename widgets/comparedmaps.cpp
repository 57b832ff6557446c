#include "widgets/comparedmaps.h"

#include "widgets/comparemodel.h"
#include "widgets/comparetext.h"
#include "widgets/plotstyle.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <mutex>

namespace exitscope {

namespace {

struct ComparedMapsText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::ComparedMaps)
};

QVariant exported(const std::optional<double>& number)
{
    return number ? QVariant(*number) : QVariant();
}

QVariant tokenNumber(int token)
{
    return token < 0 ? QVariant() : QVariant(token + 1);
}

/// The comparison of two runs, made by whoever asks first, on that thread.
class ComparisonOfRuns
{
public:
    explicit ComparisonOfRuns(ComparedRuns runs)
        : m_runs(std::move(runs))
    {}

    void paint(QPainter& painter, const PlotCanvas& canvas)
    {
        std::call_once(m_made, [this] { make(); });
        const QRectF box = drawHeading(painter, canvas, title(), m_sentence);
        const PlotStyle style(canvas.palette, canvas.font);
        QRectF names(box.left(), box.top() - theme::gapSmall, box.width(), style.lineHeight());
        painter.setFont(style.font);
        painter.setPen(style.text);
        for (const QString& name : {ComparedMapsText::tr("A: %1").arg(m_runs.nameA),
                                    ComparedMapsText::tr("B: %1").arg(m_runs.nameB)}) {
            drawText(painter, style, names, Qt::AlignLeft | Qt::AlignVCenter, name);
            names.translate(0, style.lineHeight());
        }
        drawComparison(
            painter, {m_maps.values, style,
                      QRectF(QPointF(box.left(), names.top() + theme::gapSmall), box.bottomRight()),
                      m_maps.form, -1, m_maps.divergentColumn});
    }

    ExportTable table()
    {
        std::call_once(m_made, [this] { make(); });
        ExportTable table{
            {"what", "name", "layer", "token_a", "token_b", "same_token", "a", "b", "difference"},
            {}};
        const QVariant none;
        table.rows.push_back({QStringLiteral("runs"), none, none, none, none, none, m_runs.nameA,
                              m_runs.nameB, none});
        for (const CompareModel::Row& row : CompareModel::rowsOf(m_comparison))
            table.rows.push_back({QStringLiteral("figure"), row.name, none, none, none, none,
                                  exported(row.numberA), exported(row.numberB),
                                  exported(row.numberDifference)});
        for (int column = 0; column < m_maps.values.columnCount(); ++column)
            addColumn(table, column);
        return table;
    }

private:
    void make()
    {
        m_comparison = compareRuns(*m_runs.a, *m_runs.b);
        m_sentence = divergenceSentence(*m_runs.a, *m_runs.b, m_comparison);
        m_maps = comparedMaps(*m_runs.a, *m_runs.b, m_comparison, m_runs.quantity, m_runs.form);
    }

    QString title() const
    {
        const QString quantity = m_maps.values.title();
        return m_maps.form == CompareForm::Difference
                   ? ComparedMapsText::tr("%1, B − A").arg(quantity)
                   : ComparedMapsText::tr("%1 of A and B").arg(quantity);
    }

    /// The exits of a column, and its cells where a quantity is shown.
    void addColumn(ExportTable& table, int column) const
    {
        const CompareValues& values = m_maps.values;
        const CompareColumn& at = values.columns()[static_cast<std::size_t>(column)];
        const auto exit = [](int layer) { return layer < 0 ? QVariant() : QVariant(layer); };
        const int a = values.exitA(column);
        const int b = values.exitB(column);
        table.rows.push_back({QStringLiteral("token"), QStringLiteral("exit_layer"), QVariant(),
                              tokenNumber(at.a), tokenNumber(at.b), at.same, exit(a), exit(b),
                              at.same && values.sameDepth() ? QVariant(b - a) : QVariant()});
        const int layers = values.quantity() ? std::max(values.layersA(), values.layersB()) : 0;
        for (int layer = 0; layer < layers; ++layer)
            table.rows.push_back(
                {QStringLiteral("cell"), values.title(), layer, tokenNumber(at.a),
                 tokenNumber(at.b), at.same, exportNumber(values.a(column, layer)),
                 exportNumber(values.b(column, layer)),
                 values.sameScore() ? exportNumber(values.difference(column, layer)) : QVariant()});
    }

    ComparedRuns m_runs;
    RunComparison m_comparison;
    ComparedMaps m_maps;
    QString m_sentence;
    std::once_flag m_made;
};

} // namespace

ComparedMaps comparedMaps(const Run& a, const Run& b, const RunComparison& comparison,
                          const CompareQuantity& quantity, CompareForm asked)
{
    ComparedMaps maps;
    maps.values = CompareValues(a, b, comparison, quantity);
    maps.divergentColumn = divergentColumnOf(maps.values.columns(), comparison);
    if (asked == CompareForm::Difference) {
        maps.why = whyNoDifference(a, b, comparison);
        if (maps.why.isEmpty() && !maps.values.sameScore())
            maps.why = ComparedMapsText::tr(
                "No difference: the two rules have different scores. Choose one of them.");
    }
    maps.form = maps.why.isEmpty() ? asked : CompareForm::SideBySide;
    return maps;
}

PlotPicture comparisonPicture(const ComparedRuns& runs)
{
    const auto made = std::make_shared<ComparisonOfRuns>(runs);
    PlotPicture picture;
    picture.name = QStringLiteral("comparison");
    picture.title = ComparedMapsText::tr("Comparison of two runs");
    picture.suitableSize = [](const QFont& font) {
        const int line = QFontMetrics(font).height();
        return QSize(48 * line, headingHeight(font) + 26 * line);
    };
    picture.draw = [made](QPainter& painter, const PlotCanvas& canvas) {
        made->paint(painter, canvas);
    };
    picture.table = [made] { return made->table(); };
    return picture;
}

} // namespace exitscope
