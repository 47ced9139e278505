using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Releases;

/// <summary>Answers <c>/releases/{id}/changes</c>: inputs, cells and printed figures that differ from the release published before.</summary>
public sealed class AnswerChanges(ReleaseReader releases, EditionReadings readings, PrintedChanges printed)
{
    /// <summary>What a release changed.</summary>
    public async Task<Answered<ChangesAnswer>> RunAsync(string id, CancellationToken cancellation)
    {
        var (release, problem) = await releases.ResolveAsync(id, cancellation);
        if (release is null)
        {
            return problem!;
        }

        var older = await OlderAsync(id, cancellation);
        if (older is null)
        {
            return new ChangesAnswer(
                release.Reference,
                null,
                "This is the first release.",
                new MethodChange(null, release.Release.MethodVersion),
                null,
                [],
                [],
                [],
                Attributions.All,
                [],
                [],
                null
            );
        }

        (var previous, problem) = await releases.ResolveAsync(older.Id, cancellation);
        if (previous is null)
        {
            return problem!;
        }

        var cells = await CellsAsync(previous.Release, release.Release, cancellation);
        var figures = Figures(previous, release).ToList();
        var inputs = InputChange.Between(previous.Release, release.Release);
        var years = YearsChange.Between(previous.Release, release.Release);
        var method = new MethodChange(previous.Release.MethodVersion, release.Release.MethodVersion);
        var moved = await printed.BetweenAsync(previous.Release, release.Release, cancellation);
        return new ChangesAnswer(
            release.Reference,
            previous.Reference,
            ChangesSentences.Summary(inputs, years, method, moved, cells.Count, figures.Count),
            method,
            await HeadlineAsync(previous, release, cancellation),
            [
                .. inputs
                    .Where(input => input.Change != InputChangeKind.ReadAgain)
                    .Select(input => new EditionChange(input.Source, input.Slot, input.From, input.To)),
            ],
            cells,
            figures,
            Attributions.All,
            inputs,
            years,
            moved
        );
    }

    /// <summary>The release published before another; null for the first.</summary>
    public async Task<PublishedRelease?> OlderAsync(string id, CancellationToken cancellation) =>
        (await releases.ListAsync(new HashSet<string>(StringComparer.Ordinal) { id }, cancellation))
            .SkipWhile(published => published.Id != id)
            .Skip(1)
            .FirstOrDefault();

    private async Task<HeadlineChange?> HeadlineAsync(LoadedRelease previous, LoadedRelease release, CancellationToken cancellation)
    {
        // Where a year came that a headline now ends in, both releases are asked the headline of before.
        var newest = release.Figures.Headline;
        var headline = previous.Figures.YearsOf(newest.Return, newest.Scope).Contains(newest.To) ? newest : previous.Figures.Headline;
        if (
            await StatisticsAsync(previous, headline, cancellation) is not { } before
            || await StatisticsAsync(release, headline, cancellation) is not { } now
        )
        {
            return null;
        }

        BothEnds<double?> Both(Func<GradientStatistics, double?> of) => new(of(before), of(now));
        return new HeadlineChange(
            Both(statistics => statistics.England.ChangePercent),
            Both(statistics => statistics.Sii.ChangePercent?.Value),
            Both(statistics => statistics.Gap?.Value)
        );
    }

    private async Task<GradientStatistics?> StatisticsAsync(LoadedRelease release, ComparisonQuery headline, CancellationToken cancellation)
    {
        var years = release.Figures.YearsOf(headline.Return, headline.Scope);
        return years.Contains(headline.From) && years.Contains(headline.To)
            ? (await releases.GradientAsync(release, headline, cancellation))?.Statistics
            : null;
    }

    private async Task<List<CellChange>> CellsAsync(PublishedRelease previous, PublishedRelease release, CancellationToken cancellation)
    {
        var changes = new List<CellChange>();
        foreach (var source in release.Returns)
        {
            if (
                previous.Returns.FirstOrDefault(used => (used.Return, used.Year) == (source.Return, source.Year)) is not { } before
                || (before.Sha256 == source.Sha256 && before.Details.SequenceEqual(source.Details, StringComparer.Ordinal))
            )
            {
                continue;
            }

            var earlier = (await readings.ReturnAsync(previous, source.Return, source.Year, cancellation))!;
            var later = (await readings.ReturnAsync(release, source.Return, source.Year, cancellation))!;
            var revision = Revision.Between(earlier.Content, later.Content);
            CellChange Change(Filing filing, Line line, Cell? then, Cell? now) =>
                new(
                    source.Return,
                    source.Year,
                    filing.Code,
                    filing.Name,
                    line.Id,
                    then is { } was ? Published(earlier, line, was) : null,
                    now is { } became ? Published(later, line, became) : null,
                    now?.Pounds - then?.Pounds
                );
            changes.AddRange(revision.Cells.Select(cell => Change(cell.Filing, cell.Line, cell.From, cell.To)));
            changes.AddRange(revision.Came.SelectMany(filing => filing.Cells.Select(cell => Change(filing, cell.Key, null, cell.Value))));
            changes.AddRange(revision.Went.SelectMany(filing => filing.Cells.Select(cell => Change(filing, cell.Key, cell.Value, null))));
        }

        return changes;
    }

    private static PublishedCell Published(ReturnEdition edition, Line line, Cell cell)
    {
        var (input, sheet) = edition.OriginOf(line);
        return new PublishedCell(cell.Pounds, cell.Status, input.Sha256, sheet, cell.Address);
    }

    private static IEnumerable<FigureChange> Figures(LoadedRelease previous, LoadedRelease release) =>
        from series in release.Figures.Series
        let scope = series.Key.Scope
        where Lines.Find(scope.Id) is not null && previous.Figures.Series.ContainsKey(series.Key)
        let before = previous.Figures.Series[series.Key]
        from area in release.Figures.Areas
        where before.ContainsKey(area.Code) && series.Value.ContainsKey(area.Code)
        from figure in series.Value[area.Code].Figures
        let found = before[area.Code].Of(figure.Year)
        where found is not null
        let then = found.Value
        where then.CashPounds != figure.CashPounds
        select new FigureChange(
            area.Code,
            area.Name,
            series.Key.Return,
            figure.Year,
            scope.Id,
            then.CashPounds,
            figure.CashPounds,
            figure.CashPounds - then.CashPounds
        );
}
