using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Checks a written release before anyone can read it: that every row came back as computed, that areas hold every pound that was
/// filed, that the statistics give published results, and that the headline is the one computed independently.
/// </summary>
public sealed class ReleaseVerification(IReleaseStore releases)
{
    /// <summary>Every check with its result.</summary>
    public async Task<IReadOnlyList<ReleaseCheck>> RunAsync(
        string releaseId, IReadOnlyList<ReleaseRow> rows, ReleaseInputs inputs, CancellationToken cancellation)
    {
        var written = await releases.ReadAsync(releaseId, "", cancellation).ToListAsync(cancellation);
        var figures = await ReleaseRows.ReadAsync(
            written.Where(row => row.Key.StartsWith(ReleaseRows.FiguresPrefix, StringComparison.Ordinal)).ToAsyncEnumerable(), cancellation);
        return
        [
            Count(rows, written), Digest(rows, written), .. PoundsConserved(figures, inputs), .. StatisticsChecks.Run(),
            .. HeadlineChecks.Run(figures, inputs),
        ];
    }

    private static ReleaseCheck Count(IReadOnlyList<ReleaseRow> rows, List<ReleaseRow> written) => new(
        "rows written", written.Count == rows.Count,
        string.Create(CultureInfo.InvariantCulture, $"{rows.Count} computed, {written.Count} read back"));

    private static ReleaseCheck Digest(IReadOnlyList<ReleaseRow> rows, List<ReleaseRow> written)
    {
        string computed = ReleaseRows.Digest(rows), back = ReleaseRows.Digest(written);
        return new ReleaseCheck("rows read back as computed", computed == back, $"{computed[..12]} computed, {back[..12]} read back");
    }

    /// <summary>Harmonising neither loses nor makes a pound: areas' total service expenditure is the principal authorities'.</summary>
    private static IEnumerable<ReleaseCheck> PoundsConserved(ReleaseFigures figures, ReleaseInputs inputs)
    {
        var total = Scopes.Find(Lines.Total.Id)!;
        foreach (var edition in inputs.Returns.Select(edition => edition.Content))
        {
            var filed = edition.Filings
                .Where(filing => filing.Class != AuthorityClass.Other)
                .Select(filing => filing.Cells.GetValueOrDefault(Lines.Total))
                .ToList();
            var areas = figures.Series[(edition.Return, total)].Values.Select(series => series.Of(edition.Year)!).ToList();
            if (areas.Any(area => area.CashPounds is null))
            {
                yield return new ReleaseCheck(
                    $"pounds conserved {edition.Return} {edition.Year}", null,
                    $"does not apply: {areas.Count(area => area.CashPounds is null)} areas without a figure");
                continue;
            }

            decimal before = filed.Sum(cell => cell.Pounds ?? 0), after = areas.Sum(area => area.CashPounds!.Value);
            yield return new ReleaseCheck(
                $"pounds conserved {edition.Return} {edition.Year}", before == after,
                string.Create(CultureInfo.InvariantCulture, $"filed {before:N0}, in areas {after:N0}"));
        }
    }
}
