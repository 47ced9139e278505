using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Checks a written release before anyone can read it, against the editions it was made from and nothing else: that every row came back as computed, that
/// areas hold every pound that was filed, that they add up to each file's ENGLAND row, that figures and headlines come out the same by another way, and
/// that the statistics give published results on the machine that builds. A revised input passes as it is; a golden value would stop it, so none is here.
/// </summary>
public static class ReleaseVerification
{
    /// <summary>Every check with its result.</summary>
    /// <param name="computed">Every row that was computed, figures and chunks; those of chunks that an earlier build wrote as they were found.</param>
    /// <param name="written">Every row of the release as it was read back.</param>
    /// <param name="inputs">What the release was made from.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<IReadOnlyList<ReleaseCheck>> RunAsync(
        IReadOnlyList<ReleaseRow> computed,
        IReadOnlyList<ReleaseRow> written,
        ReleaseInputs inputs,
        CancellationToken cancellation
    )
    {
        var figures = await ReleaseRows.ReadAsync(
            written.Where(row => row.Key.StartsWith(ReleaseRows.FiguresPrefix, StringComparison.Ordinal)).ToAsyncEnumerable(),
            cancellation
        );
        return
        [
            .. ReadBack(computed, written),
            HeadlineChunksRecomputed(written, figures),
            .. PoundsConserved(figures, inputs),
            GrantsConserved(figures, inputs),
            CharitiesConserved(figures, inputs),
            .. ControlTotalChecks.Run(figures, inputs),
            .. DetailChecks.Run(inputs),
            .. RecomputationChecks.Run(figures, inputs, written),
            .. StatisticsChecks.Run(),
        ];
    }

    /// <summary>All that was computed is there as it was computed, and there is nothing else.</summary>
    /// <inheritdoc cref="RunAsync" path="/param"/>
    public static IEnumerable<ReleaseCheck> ReadBack(IReadOnlyList<ReleaseRow> computed, IReadOnlyList<ReleaseRow> written)
    {
        yield return new ReleaseCheck(
            "rows written",
            written.Count == computed.Count,
            $"{computed.Count} computed, {written.Count} read back"
        );
        string before = ReleaseRows.Digest(computed),
            after = ReleaseRows.Digest(written);
        yield return new ReleaseCheck("rows read back as computed", before == after, $"{before[..12]} computed, {after[..12]} read back");
    }

    /// <summary>
    /// A chunk that a build before this one wrote is taken as it is. Those the headline is in are computed again: were they made by other code, or
    /// on a machine whose arithmetic differs, it would show here.
    /// </summary>
    private static ReleaseCheck HeadlineChunksRecomputed(IReadOnlyList<ReleaseRow> written, ReleaseFigures figures)
    {
        const string Name = "specification curve recomputed";
        var headline = figures.Headline;
        var chunk = SpecificationRows
            .Chunks(figures)
            .FirstOrDefault(candidate =>
                (candidate.Headline, candidate.Return, candidate.Scope, candidate.From, candidate.To)
                == (headline.Scope, headline.Return, headline.Scope, headline.From, headline.To)
            );
        if (chunk is null)
        {
            return new ReleaseCheck(Name, null, "does not apply: the headline's years are not loaded");
        }

        var again = SpecificationRows.Compute(chunk, figures);
        var prefix = ReleaseComputation.StatisticsPrefix(headline.Return, headline.Scope, headline.From);
        var statistics = ReleaseComputation.StatisticsChunks(figures).First(candidate => candidate.Prefix == prefix).Compute();
        return new ReleaseCheck(
            Name,
            written.Contains(again) && statistics.Count > 0 && statistics.All(written.Contains),
            $"{again.Key} computed again"
        );
    }

    /// <summary>Harmonising neither loses nor makes a pound on any geography: areas' total service expenditure is their authorities'.</summary>
    private static IEnumerable<ReleaseCheck> PoundsConserved(ReleaseFigures figures, ReleaseInputs inputs)
    {
        var codes = new IndependentCalculation(figures, inputs).PlaceOfCode;
        return from geography in figures.StoredGeographies
            let own = figures.Of(geography)
            let membership = new AreaMembership(own.Areas, own.Counties, codes)
            from edition in inputs.Returns
            select PoundsConserved(own, membership, edition.Content);
    }

    private static ReleaseCheck PoundsConserved(GeographyFigures figures, AreaMembership membership, RevenueReturn edition)
    {
        var years = figures
            .Series[(edition.Return, Scopes.Find(Lines.Total.Id)!)]
            .Values.Select(series => (series.Area, Figure: series.Of(edition.Year)))
            .Where(pair => pair.Figure is not null)
            .ToList();
        var areas = years
            .Where(pair => pair.Figure!.Value.CashPounds is not null)
            .ToDictionary(pair => pair.Area, pair => pair.Figure!.Value.CashPounds!.Value);
        var filed = edition.Filings.Sum(filing =>
            filing.Cells.GetValueOrDefault(Lines.Total).Pounds is not { } pounds ? 0
            : membership.AreaOf(filing) is { } area
                ? areas.ContainsKey(area) ? pounds
                    : 0
            : membership.SharedCountyOf(filing) is { } county
                ? SharedOut(county, county.Sharings.GetValueOrDefault(edition.Year), pounds, areas)
            : 0
        );
        var without = years.Count - areas.Count;
        return new ReleaseCheck(
            $"pounds conserved {figures.Geography.Id()} {edition.Return} {edition.Year}",
            filed == areas.Values.Sum(),
            string.Create(
                CultureInfo.InvariantCulture,
                $"filed {filed:N0}, in {areas.Count} areas {areas.Values.Sum():N0}{(without > 0 ? $"; {without} areas without a figure" : "")}"
            )
        );
    }

    /// <summary>Summing districts to areas neither loses nor makes a pound of grants.</summary>
    private static ReleaseCheck GrantsConserved(ReleaseFigures figures, ReleaseInputs inputs)
    {
        const string Name = "pounds conserved grants";
        if (inputs.YearlyGrants is { } yearly && figures.Grants?.ByYear is { } byYear)
        {
            decimal listed = yearly.Pence.Sum(pence => (decimal)pence) / 100m,
                inAreas = byYear.Areas.Sum(area => area.Given.Sum(given => given.Pounds)),
                unplaced = byYear.LeftOut.FirstOrDefault(left => left.Reason == GrantsLeftOut.NoArea)?.Pounds ?? 0;
            return new ReleaseCheck(
                Name,
                listed == inAreas + unplaced,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{listed:N2} in {yearly.Places.Count} places from {yearly.First:yyyy-MM-dd} to {yearly.Last:yyyy-MM-dd}, in areas {inAreas:N2}, in no area {unplaced:N2}"
                )
            );
        }

        if (inputs.Grants is not { } grants)
        {
            return new ReleaseCheck(Name, null, "does not apply: no grants by district are loaded");
        }

        // Totals whose period names no financial year cannot be divided by anyone's residents, and are not in the release.
        if (figures.Grants is null && !FinancialYear.TryParse(grants.Period.Split(' ')[^1], out _))
        {
            return new ReleaseCheck(Name, null, $"does not apply: '{grants.Period}' does not end in a financial year");
        }

        decimal published = grants.Districts.Sum(district => district.Pounds),
            summed = figures.Grants?.Areas.Sum(area => area.Pounds ?? 0) ?? 0;
        return new ReleaseCheck(
            Name,
            published == summed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{published:N2} in {grants.Districts.Count} districts, in {figures.Grants?.Areas.Count(area => area.Pounds is not null) ?? 0} areas {summed:N2}"
            )
        );
    }

    /// <summary>Summing authorities to the areas that are counted neither loses nor makes a pound of what charities took in.</summary>
    private static ReleaseCheck CharitiesConserved(ReleaseFigures figures, ReleaseInputs inputs)
    {
        const string Name = "pounds conserved charities";
        if (inputs.Charities is not { Incomes: not null } tables || figures.Charities is not { IncomeYear: { } year } charities)
        {
            return new ReleaseCheck(Name, null, "does not apply: no year of the register's incomes is used");
        }

        var counted = charities.Areas.Select(area => area.Area).ToHashSet();
        var places = figures
            .Areas.Where(area => counted.Contains(area.Code))
            .SelectMany(area => area.Members)
            .Select(member => member.Place)
            .ToHashSet();
        decimal stated = CharityRegister
                .Of(tables.Records, tables.Areas, tables.Themes, tables.Incomes)
                .IncomeIn(year)
                .Where(own => places.Contains(KnownGeography.AsOfApril2023(own.Key)))
                .Sum(own => own.Value.Pounds ?? 0),
            summed = charities.Areas.Sum(area => area.Income ?? 0);
        return new ReleaseCheck(
            Name,
            Math.Abs(stated - summed) <= 0.01m * charities.Areas.Count,
            string.Create(CultureInfo.InvariantCulture, $"{stated:N2} by authority in {year}, in {charities.Areas.Count} areas {summed:N2}")
        );
    }

    /// <summary>A county's pounds, whole where every place of it has a figure; otherwise the shares of those that have.</summary>
    private static decimal SharedOut(County county, Sharing? sharing, decimal pounds, Dictionary<AreaCode, decimal> areas) =>
        sharing is null ? 0
        : county.Parts.All(part => areas.ContainsKey(part.Area)) ? pounds
        : sharing.People.Zip(sharing.Divide(pounds), (share, own) => areas.ContainsKey(share.Area) ? own : 0).Sum();
}
