using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Sources;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Provenance;

/// <summary>Answers <c>/provenance</c>: walks from a served figure back to the published cells behind it.</summary>
public sealed class AnswerProvenance(EditionReadings readings, IEditionArchive archive)
{
    /// <summary>The cells behind one area's figure for a scope or line in one year.</summary>
    public async Task<Answered<ProvenanceAnswer>> RunAsync(LoadedRelease release, ProvenanceQuery query, CancellationToken cancellation)
    {
        var (@return, scope, year, code) = query;
        var figures = release.Figures.Of(query.Geography);
        if (figures.Find(code) is not { } area)
        {
            return AnswerAreas.NoSuchArea("area", code, query.Geography);
        }

        if (figures.Series[(@return, scope)][area.Code].Of(year) is not { } figure)
        {
            var years = figures.Series[(@return, scope)][area.Code].Figures.Select(own => own.Year.ToString()).ToList();
            return QueryProblem.BadValue("year", year.ToString(), years);
        }

        var edition =
            await readings.ReturnAsync(release.Release, @return, year, cancellation)
            ?? throw new InvalidOperationException($"Release {release.Release.Id} has {year} and names no edition for it.");
        var manifests = new Dictionary<string, EditionManifest>(StringComparer.Ordinal);
        foreach (var input in edition.Details.Select(details => details.Input).Prepend(edition.Input))
        {
            manifests[input.Sha256] = await ManifestAsync(input, cancellation);
        }

        var shares = await SharesAsync(release, figures, area, year, cancellation);
        var cells = Cells(area, release.Membership(query.Geography), scope, edition, manifests, shares);
        var population = await PopulationAsync(release, figures, area, year, cancellation);
        var deflator = await DeflatorAsync(release, year, cancellation);
        var frame = new YearFactors(
            year,
            deflator?.Factor,
            population?.Vintage,
            population is null ? new Dictionary<AreaCode, long>() : new Dictionary<AreaCode, long> { [area.Code] = population.People }
        );
        double? In(Measure measure) => frame.Value(area.Code, figure, measure);
        var stated = new FigureAnswer(figure.CashPounds, In(Measure.Real), In(Measure.CashPerHead), In(Measure.RealPerHead), figure.Status);
        List<ReleaseInput> inputs =
        [
            .. edition
                .Details.Select(details => details.Input)
                .Prepend(edition.Input)
                .Where(input => cells.Exists(cell => cell.Edition == input.Sha256) || (cells.Count == 0 && input == edition.Input)),
        ];
        inputs.AddRange(
            release.Release.Inputs.Where(input =>
                input.Sha256 == population?.Edition
                || input.Sha256 == deflator?.Edition
                || cells.Exists(cell => input.Sha256 == cell.Share?.Edition)
            )
        );
        return new ProvenanceAnswer(
            release.Reference,
            new ProvenanceQueryAnswer(area.Code, scope, year, @return, query.Geography, Deflators.PriceBase),
            new AreaName(area.Code, area.Name, area.Region),
            stated,
            Steps(year, figure.CashPounds, cells, population, deflator),
            cells,
            population,
            deflator,
            await ReferencesAsync(inputs, cancellation),
            figure.CashPounds is null
                ?
                [
                    new NoteAnswer(
                        "no-figure",
                        $"The sum is not stated: {string.Join(", ", figure.Missing.DefaultIfEmpty("the line does not exist for this area"))}."
                    ),
                ]
                : [],
            Attributions.All
        );
    }

    private async Task<EditionManifest> ManifestAsync(ReleaseInput input, CancellationToken cancellation) =>
        await archive.FindAsync(input.Sha256, cancellation)
        ?? throw new InvalidOperationException($"The manifest of edition {input.Sha256} is not in the archive.");

    private static List<CellAnswer> Cells(
        Area area,
        AreaMembership membership,
        Scope scope,
        ReturnEdition edition,
        Dictionary<string, EditionManifest> manifests,
        IReadOnlyDictionary<GssCode, CountyShare> shares
    )
    {
        var content = edition.Content;
        var lines = scope.LinesIn(content.Filings.SelectMany(filing => filing.Cells.Keys).ToHashSet()) ?? [];
        return
        [
            .. from filing in content.Filings
            let share = membership.SharedCountyOf(filing) is { } county ? shares.GetValueOrDefault(county.Place) : null
            where share is not null || membership.AreaOf(filing) == area.Code
            from line in lines
            let origin = edition.OriginOf(line)
            let cell = filing.Cells.TryGetValue(line, out var found) ? found : Cell.Without(CellStatus.Missing, "")
            select new CellAnswer(
                filing.Authority,
                filing.Place,
                filing.Name,
                line.Id,
                cell.Pounds,
                cell.Status,
                origin.Input.Sha256,
                origin.Sheet,
                cell.Address,
                manifests[origin.Input.Sha256].CarriedFrom?.CellOf(cell.Address),
                share?.Of(cell)
            ),
        ];
    }

    /// <summary>The counties that an area has a share of in a year, by their code.</summary>
    private async Task<Dictionary<GssCode, CountyShare>> SharesAsync(
        LoadedRelease release,
        GeographyFigures figures,
        Area area,
        FinancialYear year,
        CancellationToken cancellation
    )
    {
        var shares = new Dictionary<GssCode, CountyShare>();
        foreach (var county in figures.Counties)
        {
            if (county.Sharings.TryGetValue(year, out var sharing) && sharing.People.Any(share => share.Area == area.Code))
            {
                var (input, _) = await EstimatesAsync(release, sharing.Vintage, cancellation);
                shares[county.Place] = new CountyShare(
                    sharing,
                    sharing.People.TakeWhile(share => share.Area != area.Code).Count(),
                    input.Sha256
                );
            }
        }

        return shares;
    }

    private async Task<(ReleaseInput Input, PopulationEstimates Content)> EstimatesAsync(
        LoadedRelease release,
        int vintage,
        CancellationToken cancellation
    ) =>
        await FindAsync<PopulationEstimates>(release, found => found.Vintage == vintage, cancellation)
        ?? throw new InvalidOperationException($"Release {release.Release.Id} names no edition of the mid-{vintage} vintage.");

    private async Task<PopulationProvenance?> PopulationAsync(
        LoadedRelease release,
        GeographyFigures figures,
        Area area,
        FinancialYear year,
        CancellationToken cancellation
    )
    {
        var frame = figures.Frames[year];
        if (frame.PopulationVintage is not { } vintage || !frame.People.TryGetValue(area.Code, out var people))
        {
            return null;
        }

        var (input, estimates) = await EstimatesAsync(release, vintage, cancellation);
        var county = figures.Counties.FirstOrDefault(county => county.Place.Value == area.Code.Value);
        var places = (county?.Parts.SelectMany(part => part.Districts) ?? area.Members.Select(member => member.Place)).ToHashSet();
        var carriedFrom = (await ManifestAsync(input, cancellation)).CarriedFrom;
        return new PopulationProvenance(
            people,
            year.StartYear,
            vintage,
            input.Sha256,
            estimates.Sheet,
            [
                .. from place in estimates.Places
                where
                    place.Place.IsDistrict
                    && places.Contains(KnownGeography.AsOfApril2023(place.Place))
                    && place.ByMidYear.ContainsKey(year.StartYear)
                orderby place.Place
                let cell = place.Cells[year.StartYear]
                select new PlacePeople(place.Place, place.Name, place.ByMidYear[year.StartYear], cell, carriedFrom?.CellOf(cell)),
            ]
        );
    }

    private async Task<DeflatorProvenance?> DeflatorAsync(LoadedRelease release, FinancialYear year, CancellationToken cancellation)
    {
        if (await FindAsync<DeflatorSeries>(release, _ => true, cancellation) is not var (input, series))
        {
            return null;
        }

        var at = series.Years.FirstOrDefault(candidate => candidate.Year == year);
        var @base = series.Years.FirstOrDefault(candidate => candidate.Year == Deflators.PriceBase);
        return at is null || @base is null
            ? null
            : new DeflatorProvenance(@base.Index / at.Index, at.Index, at.Address, @base.Index, @base.Address, input.Sha256, series.Sheet);
    }

    /// <summary>The one edition of a release that holds content of a kind; returns, which are many and large, are not looked into.</summary>
    private async Task<(ReleaseInput Input, T Content)?> FindAsync<T>(
        LoadedRelease release,
        Func<T, bool> isWanted,
        CancellationToken cancellation
    )
        where T : EditionContent
    {
        var returns = release.Release.Returns.SelectMany(used => used.Details.Prepend(used.Sha256)).ToHashSet(StringComparer.Ordinal);
        foreach (var input in release.Release.Inputs.Where(input => !returns.Contains(input.Sha256)))
        {
            if (await readings.OfAsync(input, cancellation) is T content && isWanted(content))
            {
                return (input, content);
            }
        }

        return null;
    }

    private static List<StepAnswer> Steps(
        FinancialYear year,
        decimal? cash,
        List<CellAnswer> cells,
        PopulationProvenance? population,
        DeflatorProvenance? deflator
    )
    {
        var steps = new List<StepAnswer>();
        if (cash is not { } pounds)
        {
            return steps;
        }

        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        var summed = cells.Count(cell => cell.Pounds is not null && cell.Share is null);
        var shared = cells
            .Where(cell => cell is { Pounds: not null, Share: not null })
            .GroupBy(cell => (cell.Authority, cell.Place, cell.Name))
            .ToList();
        foreach (var county in shared)
        {
            var (share, own) = (county.First().Share!, county.Sum(cell => cell.Share!.Pounds!.Value));
            steps.Add(
                new StepAnswer(
                    "allocated",
                    Text(
                        $"{county.Key.Name}: £{county.Sum(cell => cell.Pounds):N0} x {share.People:N0} / {share.Of:N0} residents at mid-{share.MidYear}, each cell to the penny"
                    ),
                    (double)own
                )
            );
        }

        steps.Add(
            new StepAnswer(
                "cash",
                shared.Count == 0
                    ? Text($"{summed} {(summed == 1 ? "cell adds" : "cells add")} up to £{pounds:N0}")
                    : Text($"{summed} {(summed == 1 ? "cell" : "cells")} and what is allocated add up to £{pounds:N0}"),
                (double)pounds
            )
        );
        if (population is not null)
        {
            steps.Add(
                new StepAnswer(
                    "cashPerHead",
                    Text($"£{pounds:N0} / {population.People:N0} residents at mid-{population.MidYear}"),
                    (double)pounds / population.People
                )
            );
        }

        if (deflator is not null)
        {
            var real = (double)pounds * deflator.Factor;
            steps.Add(
                new StepAnswer(
                    "real",
                    Text(
                        $"£{pounds:N0} x {deflator.IndexBase} / {deflator.IndexYear}: from prices of {year} to prices of {Deflators.PriceBase}"
                    ),
                    real
                )
            );
            if (population is not null)
            {
                steps.Add(new StepAnswer("realPerHead", Text($"£{real:N0} / {population.People:N0} residents"), real / population.People));
            }
        }

        return steps;
    }

    /// <summary>An area's place in the sharing of a county.</summary>
    private sealed record CountyShare(Sharing Sharing, int Position, string Edition)
    {
        public CellShareAnswer Of(Cell cell) =>
            new(
                cell.Pounds is { } pounds ? Sharing.Divide(pounds)[Position] : null,
                Sharing.People[Position].People,
                Sharing.Total,
                Sharing.MidYear,
                Sharing.Vintage,
                Edition
            );
    }

    private async Task<List<EditionReference>> ReferencesAsync(List<ReleaseInput> inputs, CancellationToken cancellation)
    {
        var references = new List<EditionReference>(inputs.Count);
        foreach (var input in inputs)
        {
            var manifest = await ManifestAsync(input, cancellation);
            references.Add(
                new EditionReference(
                    input.Sha256,
                    input.SourceId,
                    manifest.Title,
                    manifest.Publisher,
                    manifest.Url,
                    manifest.Licence,
                    OriginalReference.Of(manifest.CarriedFrom),
                    AnswerEditions.Href(input.Sha256),
                    AnswerEditions.ContentHref(input.Sha256)
                )
            );
        }

        return references;
    }
}
