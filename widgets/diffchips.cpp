// What the chips of a DiffText say.
#include "widgets/difftext.h"
#include "widgets/tokentexts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace exitscope {

namespace {

struct ChipText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::DiffText)
};

/// One run as a source of chips.
class Source
{
public:
    explicit Source(const Run& run)
        : m_run(run)
    {
        m_texts.append(run);
    }

    QString text(int token) const { return m_texts.label(m_run, token); }
    const TokenTrace& trace(int token) const
    {
        return m_run.tokens[static_cast<std::size_t>(token)];
    }
    int layers() const { return m_run.model.layers; }
    bool endsLine(int token) const { return m_texts.at(token).endsWith(u'\n'); }

private:
    const Run& m_run;
    TokenTexts m_texts;
};

DiffChip chipOf(const Source& source, int token, DiffChip::Mark mark, int column)
{
    DiffChip chip;
    chip.text = source.text(token);
    chip.mark = mark;
    chip.column = column;
    chip.breakAfter = source.endsLine(token);
    chip.exitLayer = source.trace(token).exitLayer;
    chip.layers = source.layers();
    return chip;
}

QString markText(DiffChip::Mark mark)
{
    switch (mark) {
    case DiffChip::Mark::OnlyA:
        return ChipText::tr("Only in A");
    case DiffChip::Mark::OnlyB:
        return ChipText::tr("Only in B");
    case DiffChip::Mark::Same:
        break;
    }
    return ChipText::tr("In both");
}

/// Puts chips behind one another: of a stretch that differs, A's first, then B's.
class Chips
{
public:
    Chips(const Source& a, const Source& b, DiffSide side)
        : m_a(a)
        , m_b(b)
        , m_side(side)
    {}

    void add(const CompareColumn& column, int index)
    {
        if (column.same) {
            flush();
            const Source& source = m_side == DiffSide::A ? m_a : m_b;
            DiffChip chip = chipOf(source, m_side == DiffSide::A ? column.a : column.b,
                                   DiffChip::Mark::Same, index);
            chip.tokenA = column.a;
            chip.tokenB = column.b;
            m_chips.push_back(std::move(chip));
            return;
        }
        if (column.a >= 0 && m_side != DiffSide::B)
            m_onlyA.push_back({column.a, index});
        if (column.b >= 0 && m_side != DiffSide::A)
            m_onlyB.push_back({column.b, index});
    }
    std::vector<DiffChip> take()
    {
        flush();
        return std::move(m_chips);
    }

private:
    struct Waiting
    {
        int token;
        int column;
    };

    void flush()
    {
        flush(m_onlyA, m_a, DiffChip::Mark::OnlyA);
        flush(m_onlyB, m_b, DiffChip::Mark::OnlyB);
    }
    void flush(std::vector<Waiting>& waiting, const Source& source, DiffChip::Mark mark)
    {
        for (const Waiting& one : waiting) {
            DiffChip chip = chipOf(source, one.token, mark, one.column);
            chip.leads = &one == waiting.data();
            (mark == DiffChip::Mark::OnlyA ? chip.tokenA : chip.tokenB) = one.token;
            m_chips.push_back(std::move(chip));
        }
        waiting.clear();
    }

    const Source& m_a;
    const Source& m_b;
    DiffSide m_side;
    std::vector<Waiting> m_onlyA;
    std::vector<Waiting> m_onlyB;
    std::vector<DiffChip> m_chips;
};

/// Empty where the run has no such token, or none any more.
QString placeText(const QString& name, const Run& run, int token)
{
    if (token < 0 || token >= static_cast<int>(run.tokens.size()))
        return {};
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    return ChipText::tr("%1: token %2, exit layer %3, %4 ms")
        .arg(name, QString::number(token + 1), QString::number(trace.exitLayer),
             QLocale().toString(trace.times.totalMs(), 'f', 1));
}

} // namespace

QString diffChipText(const DiffChip& chip, const Run& a, const Run& b)
{
    QStringList lines{chip.text, markText(chip.mark),
                      placeText(QStringLiteral("A"), a, chip.tokenA),
                      placeText(QStringLiteral("B"), b, chip.tokenB)};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

std::vector<DiffChip> diffChips(const Run& a, const Run& b, const RunComparison& comparison,
                                const std::vector<CompareColumn>& columns, DiffSide side)
{
    const Source sourceA(a);
    const Source sourceB(b);
    Chips chips(sourceA, sourceB, side);
    for (std::size_t i = 0; i < columns.size(); ++i)
        chips.add(columns[i], static_cast<int>(i));
    std::vector<DiffChip> result = chips.take();
    if (!comparison.divergence)
        return result;
    const int columnA = columnOf(columns, comparison.divergence->tokenA, false);
    const int columnB = columnOf(columns, comparison.divergence->tokenB, true);
    for (DiffChip& chip : result) {
        if (chip.column == columnA || chip.column == columnB) {
            chip.diverges = true;
            break;
        }
    }
    return result;
}

} // namespace exitscope
